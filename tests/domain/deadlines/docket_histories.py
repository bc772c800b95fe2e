"""Histories from which the tests of time limits start, and how they ask."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from spec import POLICIES, WORKER, on

from tongxin.domain.calendar import SHANGHAI
from tongxin.domain.deadlines.deadline import Deadline, deadlines
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.measures import community_events as community
from tongxin.domain.measures import events as decisions
from tongxin.domain.measures.kinds import MeasureDecision, MeasureKind, Recipient

M, T, P, H = (UUID(int=n) for n in (1, 2, 3, 4))
STREAM = UUID(int=99)


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """An instant written as Asia/Shanghai time."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def recorded(*events: Event) -> list[Recorded[Event]]:
    first: Recorded[Event] = Recorded(
        STREAM, 1, 1, events[0], UUID(int=1000), on("2026-06-01"), WORKER, "c", "k"
    )
    return [
        replace(first, version=n, position=n, event=event, event_id=UUID(int=1000 + n))
        for n, event in enumerate(events)
    ]


def asked(events: Iterable[Event], now: str, rule: str, to: str | None = None) -> Deadline:
    """The one time limit of a rule, at noon of a day or at an instant."""
    instant = at(now) if "T" in now else on(now)
    found = [d for d in deadlines(recorded(*events), POLICIES, instant) if (d.rule, d.to) == (rule, to)]
    assert len(found) == 1, found
    return found[0]


def rules_of(events: Iterable[Event]) -> set[str]:
    return {one.rule for one in deadlines(recorded(*events), POLICIES, on("2026-06-01"))}


def ordered(kind: MeasureKind, decided: str, **more: Any) -> Event:
    return decisions.MeasureOrdered(
        occurred_at=on(decided),
        measure_id=M,
        kind=kind,
        decided_on=day(decided),
        decider="同心县公安局",
        **more,
    )


def served(
    day_: str, to: Recipient = Recipient.PERSON, decision: MeasureDecision = MeasureDecision.ORDER
) -> Event:
    return decisions.DecisionServed(
        occurred_at=on(day_), measure_id=M, decision=decision, served_to=to, served_on=day(day_)
    )


def reported(day_: str) -> Event:
    return community.PersonReportedIn(
        occurred_at=on(day_), measure_id=M, reported_on=day(day_), area="640324100"
    )


def plus(day_: str, days: int) -> str:
    return (day(day_) + timedelta(days)).isoformat()


DETOX = (ordered(MeasureKind.COMMUNITY_DETOX, "2026-03-02"), served("2026-03-04"))
REHAB = (ordered(MeasureKind.COMMUNITY_REHAB, "2026-03-02"), served("2026-03-04"))
ISOLATION = (ordered(MeasureKind.COMPULSORY_ISOLATION, "2024-03-02", term_months=24),)
