"""Correcting identity, moving, dying, emigrating; and what no command may do."""

from datetime import date

from domain.histories import REGISTERED
from spec import given, on

from tongxin.domain.identity import rules
from tongxin.domain.identity.commands import (
    ChangeContactDetails,
    ChangeResidence,
    CorrectIdentity,
    RecordDeath,
    RecordEmigration,
    RecordReturn,
)
from tongxin.domain.identity.events import (
    ContactDetailsChanged,
    IdentityCorrected,
    PersonDied,
    PersonEmigrated,
    PersonReturned,
    ResidenceChanged,
)
from tongxin.domain.person import rules as person_rules
from tongxin.domain.screening.commands import RecordScreening
from tongxin.domain.screening.events import PersonScreened, ScreeningOutcome

DAY = on("2020-02-02")
DIED = PersonDied(occurred_at=on("2021-01-10"))
EMIGRATED = PersonEmigrated(occurred_at=on("2021-01-10"))


def test_a_name_is_corrected() -> None:
    command = CorrectIdentity(occurred_at=DAY, name="马建军", reason="户口簿")
    given(REGISTERED).when(command).then(IdentityCorrected(occurred_at=DAY, name="马建军", reason="户口簿"))


def test_a_correction_that_names_nothing_is_refused() -> None:
    given(REGISTERED).when(CorrectIdentity(reason="?")).then_refused(rules.NOTHING_CHANGES, "name")
    given(REGISTERED).when(ChangeContactDetails()).then_refused(rules.NOTHING_CHANGES, "phone")


def test_a_corrected_number_must_carry_the_birth_date() -> None:
    command = CorrectIdentity(
        identity_number="999999198803150016", birth_date=date(1987, 3, 15), reason="户口簿"
    )
    given(REGISTERED).when(command).then_refused(rules.IDENTITY_NUMBER_BIRTH_DATE, "identity_number")


def test_a_birth_date_is_not_corrected_into_the_future() -> None:
    command = CorrectIdentity(birth_date=date(2027, 1, 1), reason="?")
    given(REGISTERED).when(command).then_refused(rules.BORN_IN_FUTURE, "birth_date")


def test_contact_details_change() -> None:
    given(REGISTERED).when(ChangeContactDetails(occurred_at=DAY, phone="13900000001")).then(
        ContactDetailsChanged(occurred_at=DAY, phone="13900000001")
    )


def test_a_person_moves_to_a_known_area() -> None:
    given(REGISTERED).when(ChangeResidence(occurred_at=DAY, residence_area="640324101")).then(
        ResidenceChanged(occurred_at=DAY, residence_area="640324101")
    )
    given(REGISTERED).when(ChangeResidence(residence_area="640399")).then_refused(
        rules.UNKNOWN_AREA, "residence_area"
    )


def test_death_is_recorded_once() -> None:
    given(REGISTERED).when(RecordDeath(occurred_at=DIED.occurred_at)).then(DIED)
    given(REGISTERED, DIED).when(RecordDeath(occurred_at=DIED.occurred_at)).then_refused(rules.ALREADY_DEAD)


def test_emigration_and_return_alternate() -> None:
    back = PersonReturned(occurred_at=on("2022-01-01"))
    given(REGISTERED).when(RecordEmigration(occurred_at=EMIGRATED.occurred_at)).then(EMIGRATED)
    given(REGISTERED, EMIGRATED).when(RecordEmigration()).then_refused(rules.ALREADY_ABROAD)
    given(REGISTERED, EMIGRATED).when(RecordReturn(occurred_at=back.occurred_at)).then(back)
    given(REGISTERED).when(RecordReturn()).then_refused(rules.NOT_ABROAD)


SCREEN = RecordScreening(outcome=ScreeningOutcome.NO_FINDING)


def screening(day: str) -> RecordScreening:
    return RecordScreening(outcome=ScreeningOutcome.NO_FINDING, occurred_at=on(day))


def test_nothing_happens_to_an_unknown_person() -> None:
    given().when(SCREEN).then_refused(person_rules.UNKNOWN_PERSON)


def test_nothing_happens_in_the_future() -> None:
    given(REGISTERED).when(screening("2026-06-02")).then_refused(person_rules.IN_FUTURE, "occurred_at")


def test_nothing_happens_before_birth() -> None:
    given(REGISTERED).when(screening("1988-03-14")).then_refused(person_rules.BEFORE_BIRTH, "occurred_at")


def test_nothing_happens_after_death_but_what_was_before_may_be_recorded_late() -> None:
    given(REGISTERED, DIED).when(screening("2021-01-11")).then_refused(
        person_rules.AFTER_DEATH, "occurred_at"
    )
    given(REGISTERED, DIED).when(screening("2021-01-09")).then(
        PersonScreened(occurred_at=on("2021-01-09"), outcome=ScreeningOutcome.NO_FINDING)
    )
