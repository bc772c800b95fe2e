"""From when to when a measure stood how, so that any day can be asked: what a measure's dates come to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from ..domain.measures.kinds import COMMUNITY, CUSTODY
from ..domain.measures.legal_terms import terms_of_kind
from ..domain.measures.measure import Measure
from ..domain.measures.reporting import last_day_to_report
from ..domain.measures.terms import term_of
from .shipped_terms import shipped_policies

ORDERED, LATE, EXECUTING, PAUSED, CUSTODIAL = "ordered", "late", "executing", "paused", "custody"
_EVER = date.max
_ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `since` to before `until` (`date.max`: still). `kind`, `decided_on`: of the measure."""

    since: date
    until: date
    standing: str
    kind: str
    decided_on: date


def pruned(measure: Measure) -> Measure:
    """The measure without what no stretch depends on."""
    return replace(measure, breaches=(), absences=(), reports=(), assessments=(), served=frozenset())


def stretches(measures: Mapping[UUID, Measure]) -> Iterator[Stretch]:
    """How the community measures of a person stood, and when one of custody held the person."""
    for measure in measures.values():
        if measure.kind in COMMUNITY:
            yield from _of_community(measure, measures.get(measure.follows) if measure.follows else None)
        elif measure.kind in CUSTODY and measure.entered_on is not None:
            yield from _cut(
                measure, measure.entered_on, measure.ended_on or _EVER, CUSTODIAL, _escapes(measure)
            )


def _of_community(measure: Measure, before: Measure | None) -> Iterator[Stretch]:
    """Up to its end, or the end of its term if that comes first: an expired one need not be carried out."""
    law = terms_of_kind(shipped_policies(), measure.kind, measure.decided_on)
    until = measure.ended_on or _EVER
    if measure.paused_on is None:
        term = term_of(measure, law, measure.latest_on, before)
        until = min(until, term.expires_on or _EVER)
    begun = [day for day in (measure.reported_on, measure.signed_on, measure.entered_on) if day is not None]
    begins = min([*begun, until])
    last_day = last_day_to_report(replace(measure, moved_on=None), law)
    missed = [day for day in (measure.refused_on, last_day and last_day + _ONE_DAY) if day is not None]
    late = min([*missed, begins])
    pauses = [*measure.pauses] if measure.paused_on is None else [*measure.pauses, (measure.paused_on, _EVER)]
    yield from _cut(measure, measure.decided_on, late, ORDERED, pauses)
    yield from _cut(measure, late, begins, LATE, pauses)
    yield from _cut(measure, begins, until, EXECUTING, pauses)
    for since, upto in pauses:
        yield from _cut(measure, since, min(upto, until), PAUSED, ())


def _escapes(measure: Measure) -> list[tuple[date, date]]:
    over = [*measure.escapes]
    return over if measure.escaped_on is None else [*over, (measure.escaped_on, _EVER)]


def _cut(
    measure: Measure, since: date, until: date, standing: str, out: "list[tuple[date, date]] | tuple[()]"
) -> Iterator[Stretch]:
    """A stretch without the times cut out of it; none where nothing is left."""
    for first, upto in sorted(out):
        if since < min(first, until):
            yield Stretch(since, min(first, until), standing, measure.kind, measure.decided_on)
        since = max(since, upto)
    if since < until:
        yield Stretch(since, until, standing, measure.kind, measure.decided_on)
