"""What the record of a person shows: use, refusal, serious breach, and so the grounds of 禁毒法 38."""

from datetime import date

from ..addiction.events import AddictionGround, AddictionLevel
from ..calendar import law_date
from ..person.state import Person
from ..policies.book import PolicyBook
from ..testing.events import DrugTestResult
from .counters import serious_grounds
from .kinds import IsolationGround, MeasureKind, PoliceReportGround
from .legal_terms import measure_terms
from .measure import Measure

_ADDICTED = frozenset({AddictionLevel.ADDICTED, AddictionLevel.SERIOUSLY_ADDICTED})
_LEAVE_TRACES = frozenset({MeasureKind.COMMUNITY_DETOX, MeasureKind.COMPULSORY_ISOLATION})


def is_addicted(person: Person, day: date) -> bool:
    """Whether the latest finding on a day or before is one of addiction."""
    finding = person.addiction.latest_by(day)
    return finding is not None and finding.level in _ADDICTED


def days_of_use(person: Person, day: date) -> list[date]:
    """The days, up to one, on which a sample was taken whose latest result is positive."""
    taken = [
        law_date(test.taken_at)
        for test in person.testing.tests.values()
        if test.taken_at is not None and test.result is DrugTestResult.POSITIVE
    ]
    return sorted(used_on for used_on in taken if used_on <= day)


def days_of_use_during(person: Person, measure: Measure, day: date) -> list[date]:
    """The days of use while the measure ran, up to a day; use that was reported to the police counts too."""
    if measure.reported_on is None:
        return []
    until = day if measure.ended_on is None else min(day, measure.ended_on)
    told = [one.sent_on for one in measure.reports if one.ground is PoliceReportGround.DRUG_USE]
    known = [*days_of_use(person, until), *(sent_on for sent_on in told if sent_on <= until)]
    return sorted(used_on for used_on in known if measure.reported_on <= used_on)


def has_refused(measure: Measure, day: date) -> bool:
    """Whether the measure counts as refused on a day (戒毒条例 14), or was reported as refused (21)."""
    told = any(one.ground is PoliceReportGround.REFUSAL and one.sent_on <= day for one in measure.reports)
    return told or (measure.refused_on is not None and measure.refused_on <= day)


def has_breached(measure: Measure, policies: PolicyBook, day: date) -> bool:
    """Whether the agreement was seriously breached by a day: found so, or counted so (戒毒条例 20)."""
    found = measure.serious_breach_on is not None and measure.serious_breach_on <= day
    return found or bool(serious_grounds(measure, measure_terms(policies, day), day))


def isolation_grounds(person: Person, policies: PolicyBook, day: date) -> frozenset[IsolationGround]:
    """The grounds of 禁毒法 38 that the record shows for a decision on a day; own request aside."""
    finding = person.addiction.latest_by(day)
    measures = [m for m in person.measures.by_id.values() if m.cancelled_on is None and m.decided_on <= day]
    detox = [measure for measure in measures if measure.kind is MeasureKind.COMMUNITY_DETOX]
    shown = {
        IsolationGround.REFUSED_COMMUNITY_DETOX: any(has_refused(one, day) for one in detox),
        IsolationGround.USE_DURING_COMMUNITY_DETOX: any(days_of_use_during(person, m, day) for m in detox),
        IsolationGround.SERIOUS_BREACH: any(has_breached(one, policies, day) for one in detox),
        IsolationGround.USE_AFTER_DETOX_OR_ISOLATION: any(_used_after(person, m, day) for m in measures),
        IsolationGround.SERIOUS_ADDICTION: finding is not None
        and finding.level is AddictionLevel.SERIOUSLY_ADDICTED,
    }
    return frozenset(ground for ground, is_shown in shown.items() if is_shown)


def followed_rehab_not_kept(person: Person, isolation: Measure, policies: PolicyBook) -> bool:
    """Whether it follows use after rehabilitation was refused or seriously breached (戒毒条例 38)."""
    day = isolation.decided_on
    rehabs = [
        measure
        for measure in person.measures.by_id.values()
        if measure.kind is MeasureKind.COMMUNITY_REHAB
        and measure.cancelled_on is None
        and measure.decided_on <= day
    ]
    if not rehabs:
        return False
    last = max(rehabs, key=lambda measure: measure.decided_on)
    used = any(used_on >= last.decided_on for used_on in days_of_use(person, day))
    return used and (has_refused(last, day) or has_breached(last, policies, day))


def _used_after(person: Person, measure: Measure, day: date) -> bool:
    has_begun = measure.reported_on or measure.entered_on
    if measure.kind not in _LEAVE_TRACES or measure.ended_on is None or has_begun is None:
        return False
    uses = days_of_use(person, day)
    found = person.addiction.latest_by(day)
    if found is not None and AddictionGround.USE_AFTER_MEASURE in found.grounds:
        uses.append(found.found_on)
    return any(used_on >= measure.ended_on for used_on in uses)
