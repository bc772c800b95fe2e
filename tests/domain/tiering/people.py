"""Histories that the tier tests start from, as the store would give them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from domain.histories import REGISTERED
from spec import OFFICER, POLICIES, on

from tongxin.api.runtime.tier_rules import rules_in_force
from tongxin.domain.aftercare.events import AbstinenceStarted, ClockStart
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.measures.community_events import PersonReportedIn
from tongxin.domain.measures.events import DecisionServed, MeasureOrdered
from tongxin.domain.measures.kinds import MeasureDecision, MeasureKind, Recipient
from tongxin.domain.testing.events import DrugTestKind, DrugTestMethod, DrugTestResult, DrugTestTaken
from tongxin.domain.tiering.propose import RulesInForce

PERSON = UUID(int=77)
TODAY = date(2026, 6, 1)
POLICY, RULES = rules_in_force(POLICIES, TODAY)
IN_FORCE = RulesInForce(POLICY, RULES, POLICIES)
MEASURE, OTHER_MEASURE, TEST = UUID(int=1), UUID(int=2), UUID(int=3)


def recorded(events: Iterable[Event]) -> list[Recorded[Event]]:
    """Events as recorded in this order. An event keeps its id wherever it stands."""
    seen: dict[str, int] = {}
    history = []
    for version, event in enumerate(events, 1):
        text = f"{event.TYPE} {event!r}"
        seen[text] = seen.get(text, 0) + 1
        history.append(
            Recorded(
                PERSON, version, version, event, uuid5(PERSON, f"{text} {seen[text]}"),
                datetime(2026, 6, 1, tzinfo=UTC) + timedelta(seconds=version), OFFICER, "c", f"k{version}",
            )
        )  # fmt: skip
    return history


def tier_of(*events: Event, day: date = TODAY) -> Any:
    """What the default rules say of a registered person with these events."""
    from tongxin.domain.tiering.facts import facts_of

    return RULES.apply(facts_of(recorded((REGISTERED, *events)), day, POLICIES))


@dataclass(frozen=True)
class Case:
    """A history, and what the default rules come to on TODAY."""

    rule: str
    tier: str
    events: tuple[Event, ...]


def ordered(kind: MeasureKind, day: str, measure_id: UUID = MEASURE) -> MeasureOrdered:
    return MeasureOrdered(
        occurred_at=on(day), measure_id=measure_id, kind=kind, decided_on=date.fromisoformat(day),
        decider="示例公安局",
    )  # fmt: skip


def served(day: str, measure_id: UUID = MEASURE) -> DecisionServed:
    return DecisionServed(
        occurred_at=on(day), measure_id=measure_id, decision=MeasureDecision.ORDER,
        served_to=Recipient.PERSON, served_on=date.fromisoformat(day),
    )  # fmt: skip


def reported(day: str, measure_id: UUID = MEASURE) -> PersonReportedIn:
    return PersonReportedIn(
        occurred_at=on(day), measure_id=measure_id, reported_on=date.fromisoformat(day), area="640324100"
    )


def community(day: str, kind: MeasureKind = MeasureKind.COMMUNITY_DETOX) -> tuple[Event, ...]:
    """A measure in the community, reported to on a day."""
    return ordered(kind, day), served(day), reported(day)


def taken(day: str, result: DrugTestResult = DrugTestResult.POSITIVE, test_id: UUID = TEST) -> DrugTestTaken:
    return DrugTestTaken(
        occurred_at=on(day), test_id=test_id, method=DrugTestMethod.URINE, kind=DrugTestKind.ON_SITE,
        result=result, testers=("wang.jun", "li.na"),
    )  # fmt: skip


def abstinent_since(day: str, ground: ClockStart = ClockStart.OTHER) -> AbstinenceStarted:
    return AbstinenceStarted(occurred_at=on(day), ground=ground)
