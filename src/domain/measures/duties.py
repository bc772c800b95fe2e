"""What the worker owes the police: to report refusal, use and serious breach (戒毒条例 21, 44(2))."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..person.state import Person
from ..policies.book import PolicyBook
from .counters import serious_grounds
from .kinds import COMMUNITY, PoliceReportGround
from .legal_terms import measure_terms
from .measure import Measure
from .record import days_of_use
from .terms import ONE_DAY

ARTICLE = "戒毒条例 21"
"""Community rehabilitation is carried out likewise (禁毒法 48(2))."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A report that is owed for a measure since a day, "promptly" (及时): the law gives no number of days."""

    measure_id: UUID
    ground: PoliceReportGround
    since: date
    article: str = ARTICLE


def duties(person: Person, day: date, policies: PolicyBook) -> list[Duty]:
    """The reports owed on a day for measures that go on, oldest first, until `ReportToPolice` is recorded."""
    found = [
        Duty(measure_id, ground, since)
        for measure_id, measure in person.measures.by_id.items()
        if measure.kind in COMMUNITY and (measure.ended_on is None or day < measure.ended_on)
        for ground, since in _causes(person, measure, day, policies)
        if not _is_told(measure, ground, since, day)
    ]
    return sorted(found, key=lambda duty: (duty.since, duty.measure_id, duty.ground))


def _causes(
    person: Person, measure: Measure, day: date, policies: PolicyBook
) -> list[tuple[PoliceReportGround, date]]:
    found: list[tuple[PoliceReportGround, date]] = []
    if measure.refused_on is not None and measure.refused_on <= day:
        found.append((PoliceReportGround.REFUSAL, measure.refused_on))
    if measure.reported_on is not None:
        until = day if measure.ended_on is None else min(day, measure.ended_on)
        uses = [used_on for used_on in days_of_use(person, until) if used_on >= measure.reported_on]
        found += [(PoliceReportGround.DRUG_USE, used_on) for used_on in uses]
    if (since := _serious_since(measure, day, policies)) is not None:
        found.append((PoliceReportGround.SERIOUS_BREACH, since))
    return found


def _serious_since(measure: Measure, day: date, policies: PolicyBook) -> date | None:
    """Since when the breaches are serious: the day a counter was reached, or of the finding, if earlier."""
    days = {breach.breached_on for breach in measure.breaches}
    for absence in measure.absences:
        if not absence.with_leave:
            length = (absence.last_day - absence.first_day).days
            days |= {absence.first_day + n * ONE_DAY for n in range(length + 1)}
    if measure.serious_breach_on is not None:
        days.add(measure.serious_breach_on)
    for one in sorted(found for found in days if found <= day):
        if one == measure.serious_breach_on or serious_grounds(measure, measure_terms(policies, one), one):
            return one
    return None


def _is_told(measure: Measure, ground: PoliceReportGround, since: date, day: date) -> bool:
    return any(one.ground is ground and since <= one.sent_on <= day for one in measure.reports)
