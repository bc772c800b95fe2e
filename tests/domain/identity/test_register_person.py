"""Registering a person."""

from dataclasses import replace
from datetime import date

from domain.histories import REGISTERED
from spec import given, on

from tongxin.domain.identity import rules
from tongxin.domain.identity.commands import RegisterPerson
from tongxin.domain.identity.events import Sex
from tongxin.domain.person import rules as person_rules

REGISTER = RegisterPerson(
    occurred_at=on("2019-05-20"),
    name="马建国",
    identity_number="999999198803150016",
    birth_date=date(1988, 3, 15),
    sex=Sex.MALE,
    domicile_area="640324",
    residence_area="640324100",
    source="screening",
)


def test_a_person_is_registered() -> None:
    given().when(REGISTER).then(REGISTERED)


def test_a_person_is_registered_once() -> None:
    given(REGISTERED).when(REGISTER).then_refused(rules.ALREADY_REGISTERED)


def test_the_check_character_of_the_identity_number_counts() -> None:
    wrong = replace(REGISTER, identity_number="999999198803150017")
    given().when(wrong).then_refused(rules.IDENTITY_NUMBER_CHECK, "identity_number")


def test_the_identity_number_has_eighteen_characters() -> None:
    short = replace(REGISTER, identity_number="99999919880315001")
    given().when(short).then_refused(rules.IDENTITY_NUMBER_SHAPE, "identity_number")


def test_the_identity_number_carries_the_birth_date() -> None:
    other = replace(REGISTER, birth_date=date(1988, 3, 16))
    given().when(other).then_refused(rules.IDENTITY_NUMBER_BIRTH_DATE, "identity_number")


def test_an_unknown_area_in_the_identity_number_is_no_ground_for_refusal() -> None:
    assert REGISTER.identity_number is not None
    assert REGISTER.identity_number.startswith("999999")
    given().when(REGISTER).then(REGISTERED)


def test_the_areas_must_exist() -> None:
    given().when(replace(REGISTER, domicile_area="640399")).then_refused(rules.UNKNOWN_AREA, "domicile_area")
    given().when(replace(REGISTER, residence_area="640324999")).then_refused(
        rules.UNKNOWN_AREA, "residence_area"
    )


def test_nobody_is_born_in_the_future() -> None:
    unborn = replace(REGISTER, birth_date=date(2027, 1, 1), identity_number=None)
    given().when(unborn).then_refused(person_rules.BEFORE_BIRTH, "occurred_at")
