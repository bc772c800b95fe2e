"""The status row of a person, event by event."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from projections.recorded import RECORDED_AT, STREAM, folded, recorded
from spec import on

from tongxin.domain.addiction.events import AddictionFound, AddictionLevel
from tongxin.domain.aftercare import events as aftercare
from tongxin.domain.assignment.events import WorkerAssigned, WorkerAssignmentEnded, WorkerRole
from tongxin.domain.classification import events as tiers
from tongxin.domain.contact import events as contact
from tongxin.domain.events import Event
from tongxin.domain.handover import events as handover
from tongxin.domain.identity import events as identity
from tongxin.domain.testing import events as testing
from tongxin.projections.person_status import PERSON_STATUS, PersonStatus

ONE, TWO = UUID(int=1), UUID(int=2)
DAY = on("2020-05-01")
MAY = date(2020, 5, 1)


def taken(at: str, result: testing.DrugTestResult, test_id: UUID = ONE) -> Event:
    return testing.DrugTestTaken(
        occurred_at=on(at),
        test_id=test_id,
        method=testing.DrugTestMethod.URINE,
        kind=testing.DrugTestKind.ON_SITE,
        result=result,
        testers=("wang.jun", "li.na"),
    )


def assigned(worker: str, role: WorkerRole = WorkerRole.CASE_WORKER) -> Event:
    return WorkerAssigned(occurred_at=DAY, worker=worker, role=role, area="640324100")


def ended(worker: str, role: WorkerRole = WorkerRole.CASE_WORKER) -> Event:
    return WorkerAssignmentEnded(occurred_at=DAY, worker=worker, role=role)


def tier(value: tiers.Tier, at: str = "2020-05-01") -> Event:
    return tiers.TierAssigned(occurred_at=on(at), assignment_id=ONE, tier=value, assigned_by="wang.jun")


POSITIVE, NEGATIVE = testing.DrugTestResult.POSITIVE, testing.DrugTestResult.NEGATIVE
PROPOSED = tiers.TierProposed(
    occurred_at=DAY, proposal_id=ONE, tier=tiers.Tier.T2, rule_set="default-4tier", rule_set_version="1"
)
OBJECTED = tiers.TierObjected(occurred_at=DAY, objection_id=ONE, assignment_id=ONE)
REVIEWED = tiers.TierObjectionReviewed(
    occurred_at=DAY,
    objection_id=ONE,
    assignment_id=ONE,
    outcome=tiers.ReviewOutcome.TIER_UPHELD,
    reviewed_by="li.na",
)
OFFERED = handover.HandoverOffered(
    occurred_at=DAY, handover_id=ONE, from_unit="640324100", to_unit="640324101", to_area="640324101"
)
ACCEPTED = handover.HandoverAccepted(occurred_at=DAY, handover_id=ONE)
VISITED = contact.VisitMade(occurred_at=on("2020-06-01"), place=contact.VisitPlace.HOME)
LOST = contact.ContactLost(occurred_at=on("2020-07-01"))
STARTED = aftercare.AbstinenceStarted(occurred_at=DAY, ground=aftercare.ClockStart.RELEASE)
PAUSED = aftercare.AbstinencePaused(occurred_at=on("2020-06-01"), ground=aftercare.ClockPause.CUSTODY)
CONFIRMED = aftercare.ThreeYearAbstinenceConfirmed(occurred_at=on("2023-05-02"))
CONTROL_ENDED = aftercare.DynamicControlEnded(occurred_at=on("2023-05-03"))
RELAPSED = aftercare.AbstinenceReset(
    occurred_at=on("2024-01-01"), ground=aftercare.RelapseFound.POSITIVE_TEST
)

CASES: dict[str, tuple[list[Event], dict[str, Any]]] = {
    "registered": (
        [],
        {"registered_on": date(2019, 5, 20), "birth_date": date(1988, 3, 15), "sex": "male",
         "domicile_area": "640324", "residence_area": "640324100", "measures": []},
    ),
    "identity corrected": (
        [identity.IdentityCorrected(occurred_at=DAY, birth_date=date(1988, 3, 16))],
        {"birth_date": date(1988, 3, 16), "sex": "male"},
    ),
    "moved": (
        [identity.ResidenceChanged(occurred_at=DAY, residence_area="640324101")],
        {"residence_area": "640324101", "domicile_area": "640324"},
    ),
    "died": ([identity.PersonDied(occurred_at=DAY)], {"died_on": MAY}),
    "emigrated": ([identity.PersonEmigrated(occurred_at=DAY)], {"emigrated_on": MAY}),
    "returned": (
        [identity.PersonEmigrated(occurred_at=DAY), identity.PersonReturned(occurred_at=DAY)],
        {"emigrated_on": None},
    ),
    "addicted": (
        [AddictionFound(occurred_at=DAY, level=AddictionLevel.ADDICTED, found_by=("a", "b"),
                        document_number="1")],
        {"addiction_level": "addicted"},
    ),
    "tier proposed": ([PROPOSED], {"tier_proposed": "T2", "tier": None}),
    "tier assigned": (
        [PROPOSED, tier(tiers.Tier.T2)],
        {"tier": "T2", "tier_proposed": None, "tier_assigned_on": MAY, "tier_assigned_by": "wang.jun"},
    ),
    "tier objected": ([tier(tiers.Tier.T2), OBJECTED], {"tier_objection_open": True}),
    "objection reviewed": ([tier(tiers.Tier.T2), OBJECTED, REVIEWED], {"tier_objection_open": False}),
    "worker": ([assigned("ma.li")], {"worker": "ma.li"}),
    "officer is no worker": ([assigned("wang.jun", WorkerRole.POLICE_OFFICER)], {"worker": None}),
    "worker ended": ([assigned("ma.li"), ended("ma.li")], {"worker": None}),
    "earlier worker ended": (
        [assigned("ma.li"), assigned("li.na"), ended("ma.li")], {"worker": "li.na"},
    ),
    "offered": ([OFFERED], {"handover_to": "640324101", "responsible_unit": "640324100"}),
    "accepted": ([OFFERED, ACCEPTED], {"handover_to": None, "responsible_unit": "640324101"}),
    "refused": (
        [OFFERED, handover.HandoverRefused(occurred_at=DAY, handover_id=ONE)],
        {"handover_to": None, "responsible_unit": "640324100"},
    ),
    "withdrawn": (
        [OFFERED, handover.HandoverWithdrawn(occurred_at=DAY, handover_id=ONE)],
        {"handover_to": None, "responsible_unit": "640324100"},
    ),
    "accepted, but the offer was retracted": (
        [OFFERED, ACCEPTED, ACCEPTED], {"handover_to": None, "responsible_unit": "640324101"},
    ),
    "tested": ([taken("2020-05-01", POSITIVE)], {"last_test_on": MAY, "last_test_result": "positive"}),
    "an earlier test is recorded later": (
        [taken("2020-05-01", NEGATIVE), taken("2019-12-01", POSITIVE, TWO)],
        {"last_test_on": MAY, "last_test_result": "negative"},
    ),
    "laboratory": (
        [taken("2020-05-01", POSITIVE),
         testing.LaboratoryResultRecorded(occurred_at=on("2020-05-20"), test_id=ONE, laboratory="x",
                                          result=NEGATIVE)],
        {"last_test_on": MAY, "last_test_result": "negative"},
    ),
    "met": ([VISITED], {"last_contact_on": date(2020, 6, 1)}),
    "not met": (
        [contact.VisitMade(occurred_at=DAY, place=contact.VisitPlace.HOME, met=False)],
        {"last_contact_on": None},
    ),
    "an earlier talk is recorded later": (
        [VISITED, contact.TalkHeld(occurred_at=DAY, channel=contact.TalkChannel.PHONE)],
        {"last_contact_on": date(2020, 6, 1)},
    ),
    "lost": ([VISITED, LOST], {"contact_lost_on": date(2020, 7, 1), "last_contact_on": date(2020, 6, 1)}),
    "found again": (
        [VISITED, LOST, contact.ContactRestored(occurred_at=on("2020-08-01"))],
        {"contact_lost_on": None, "last_contact_on": date(2020, 8, 1)},
    ),
    "abstinent": ([STARTED], {"abstinent_since": MAY, "abstinence_paused": False}),
    "paused": ([STARTED, PAUSED], {"abstinent_since": MAY, "abstinence_paused": True}),
    "resumed": (
        [STARTED, PAUSED, aftercare.AbstinenceResumed(occurred_at=on("2020-07-01"))],
        {"abstinence_paused": False},
    ),
    "confirmed": (
        [STARTED, CONFIRMED, CONTROL_ENDED],
        {"three_years_confirmed_on": date(2023, 5, 2), "control_ended_on": date(2023, 5, 3)},
    ),
    "relapsed": (
        [STARTED, CONFIRMED, CONTROL_ENDED, RELAPSED],
        {"abstinent_since": date(2024, 1, 1), "three_years_confirmed_on": None, "control_ended_on": None},
    ),
    "relapsed in custody": (
        [STARTED, PAUSED, RELAPSED], {"abstinent_since": date(2024, 1, 1), "abstinence_paused": True},
    ),
}  # fmt: skip


def row_after(*events: Event) -> PersonStatus:
    row: PersonStatus = folded(PERSON_STATUS, recorded([REGISTERED, *events]))[STREAM,]
    return row


@pytest.mark.parametrize("name", CASES)
def test_the_row_says_what_the_events_say(name: str) -> None:
    events, expected = CASES[name]
    row = row_after(*events)
    assert {field: getattr(row, field) for field in expected} == expected


@pytest.mark.parametrize("name", CASES)
def test_the_row_knows_its_last_event(name: str) -> None:
    events, _ = CASES[name]
    row = row_after(*events)
    last = len(events) + 1
    assert (row.version, row.position) == (last, last * 10)
    assert (row.last_recorded_at - RECORDED_AT).total_seconds() == last * 60
    assert row.last_event_at == max(event.occurred_at for event in [REGISTERED, *events])


def test_whoever_is_not_registered_has_no_row() -> None:
    assert folded(PERSON_STATUS, recorded([VISITED, LOST])) == {}


def test_a_day_is_that_of_the_county() -> None:
    late = datetime(2020, 4, 30, 16, 0, tzinfo=UTC)
    assert row_after(identity.PersonDied(occurred_at=late)).died_on == MAY


def row_of(*events: Event) -> PersonStatus:
    [row] = folded(PERSON_STATUS, recorded([REGISTERED, *events])).values()
    assert isinstance(row, PersonStatus)
    return row


def test_when_the_latest_worker_ends_the_one_before_is_shown() -> None:
    both = (assigned("ma.li"), assigned("li.na"))
    assert row_of(*both).worker == "li.na"
    assert row_of(*both, ended("li.na")).worker == "ma.li"
    assert row_of(*both, ended("ma.li")).worker == "li.na"
    assert row_of(*both, ended("li.na"), ended("ma.li")).worker is None
    assert row_of(*both, ended("ma.li"), assigned("ma.li"), ended("ma.li")).worker == "li.na"
    assert row_of(*both, assigned("wang.jun", WorkerRole.POLICE_OFFICER)).worker == "li.na"


def test_a_late_result_of_an_older_test_is_not_the_last_one() -> None:
    late = testing.LaboratoryResultRecorded(
        occurred_at=on("2020-05-20"), test_id=ONE, laboratory="L", result=NEGATIVE
    )
    older, newer = taken("2020-04-01", POSITIVE, ONE), taken("2020-05-01", POSITIVE, TWO)
    assert row_of(older, newer, late).last_test_result == POSITIVE
    assert row_of(older, late).last_test_result == NEGATIVE
    assert row_of(newer, older, late).last_test_result == POSITIVE  # recorded late, and still the older one
