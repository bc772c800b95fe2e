"""How records are found that may be of one person, and what speaks for it and against."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st
from spec import POLICIES

from tongxin.domain.duplicates.identifiers import Identifiers, features_of, long_number
from tongxin.domain.duplicates.likeness import likeness
from tongxin.domain.duplicates.names import name_of
from tongxin.domain.duplicates.scoring import Feature, rules_in_force
from tongxin.domain.identity_number import has_right_check_character, with_check_character

BORN = date(1988, 3, 15)
found = rules_in_force(POLICIES, date(2026, 6, 1))
assert found is not None
RULES = found[1]
MA = Identifiers(
    name="马建国", identity_number=with_check_character("99999919880315001"), phone="13900000000",
    birth_date=BORN, sex="male",
)  # fmt: skip
BARE = Identifiers(name="马建国", birth_date=BORN)


def known(**given: Any) -> Identifiers:
    values: dict[str, Any] = {"name": "马建国", "birth_date": BORN}
    return Identifiers(**values | given)


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("单建国", "shan jian guo"),
        ("曾建国", "zeng jian guo"),
        ("單建國", "shan jian guo"),
        ("解放", "xie fang"),
        ("尉迟恭", "yu chi gong"),
        ("欧阳娜娜", "ou yang na na"),
        ("马　建国", "ma jian guo"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, reading: str) -> None:
    assert name_of(name).readings == (reading,)


def test_a_surname_that_is_read_in_two_ways_is_found_in_both() -> None:
    assert name_of("盖天力").readings == ("ge tian li", "gai tian li")
    assert likeness(known(name="盖天力"), known(name="葛天力"), RULES).features[0] == Feature.NAME_SOUND


@pytest.mark.parametrize(
    ("one", "other", "feature"),
    [
        ("马建国", "馬建國", Feature.NAME_SAME),
        ("买买提·阿卜杜拉", "阿卜杜拉•买买提", Feature.NAME_SAME),
        ("买买提·阿卜杜拉", "买买提江·阿布都拉", Feature.NAME_DIFFERS),
        ("李娜", "李那", Feature.NAME_SOUND),
        ("马建国", "马健国", Feature.NAME_SOUND),
        ("马建国", "马建军", Feature.NAME_NEAR),
        ("马建国", "马国建", Feature.NAME_NEAR),
        ("马兰", "马梅", Feature.NAME_DIFFERS),
        ("马建国", "王建国", Feature.NAME_NEAR),
    ],
)
def test_names(one: str, other: str, feature: Feature) -> None:
    assert likeness(Identifiers(name=one), Identifiers(name=other), RULES).features == (feature,)


@pytest.mark.parametrize(
    ("born", "feature"),
    [
        (date(1988, 3, 15), Feature.BIRTH_SAME),
        (date(1989, 3, 15), Feature.BIRTH_NEAR),
        (date(1988, 3, 16), Feature.BIRTH_NEAR),
        (date(1988, 3, 51 - 36), Feature.BIRTH_SAME),
        (date(1979, 12, 1), Feature.BIRTH_DIFFERS),
    ],
)
def test_birth_dates(born: date, feature: Feature) -> None:
    assert likeness(BARE, known(birth_date=born), RULES).features[1] == feature


def test_day_and_month_are_exchanged() -> None:
    one, other = known(birth_date=date(1988, 4, 11)), known(birth_date=date(1988, 11, 4))
    assert Feature.BIRTH_NEAR in likeness(one, other, RULES).features


@pytest.mark.parametrize(
    ("digits", "feature"),
    [
        ("99999919880315001", Feature.NUMBER_SAME),
        ("99999919880315007", Feature.NUMBER_NEAR),
        ("99999919880315010", Feature.NUMBER_NEAR),
        ("99999919880315456", Feature.NUMBER_DIFFERS),
    ],
)
def test_identity_numbers(digits: str, feature: Feature) -> None:
    other = Identifiers(identity_number=with_check_character(digits))
    assert likeness(MA, other, RULES).features == (feature,)


def test_an_old_number_of_fifteen_digits_is_that_of_eighteen() -> None:
    assert long_number("999999880315001") == MA.identity_number
    old = Identifiers(identity_number="999999880315001")
    assert likeness(MA, old, RULES).features == (Feature.NUMBER_SAME,)


def test_phone_numbers_are_compared_by_their_digits() -> None:
    other = Identifiers(phone="+86 139-0000-0000")
    assert likeness(MA, other, RULES).features == (Feature.PHONE_SAME,)


def test_a_name_read_alike_with_the_birth_date_is_suspected_and_other_numbers_clear_it() -> None:
    assert likeness(BARE, known(name="马健国"), RULES).is_suspected
    two_men = known(identity_number=with_check_character("99999919880315456"))
    assert not likeness(MA, two_men, RULES).is_suspected


def test_a_name_alone_is_no_suspicion() -> None:
    assert not likeness(Identifiers(name="马建国"), Identifiers(name="马建国"), RULES).is_suspected
    assert features_of(Identifiers(name="马建国")) == frozenset()


names = st.text(st.sampled_from("马王李单曾盖建国健军娜那馬國·解"), min_size=1, max_size=6)
anybody = st.builds(
    Identifiers,
    name=st.none() | names,
    identity_number=st.none()
    | st.from_regex(r"9999991988[0-9]{7}", fullmatch=True).map(with_check_character),
    phone=st.none() | st.sampled_from(["13900000000", "+8613900000000", "0951-5012345"]),
    birth_date=st.none() | st.dates(date(1950, 1, 1), date(2005, 12, 31)),
    sex=st.sampled_from([None, "male", "female"]),
)


@any_of(anybody, anybody)
def test_likeness_is_the_same_from_both_sides(one: Identifiers, other: Identifiers) -> None:
    assert likeness(one, other, RULES) == likeness(other, one, RULES)


@any_of(st.integers(0, 13), st.integers(0, 9))
def test_a_record_with_one_wrong_digit_of_the_number_shares_a_feature(place: int, digit: int) -> None:
    number = "99999919880315001"
    at = place if place < 6 else place + 3  # the birth date is checked against the field beside it
    wrong = with_check_character(f"{number[:at]}{digit}{number[at + 1 :]}")
    assert has_right_check_character(wrong)
    assert features_of(MA) & features_of(Identifiers(identity_number=wrong))


@any_of(st.sampled_from(["name", "birth_date", "identity_number", "phone"]))
def test_whoever_differs_in_one_thing_is_found(field: str) -> None:
    other = {"name": "馬健國", "birth_date": date(1988, 3, 16), "identity_number": None, "phone": None}
    values = {name: getattr(MA, name) for name in ("name", "birth_date", "identity_number", "phone")}
    assert features_of(MA) & features_of(Identifiers(**values | {field: other[field]}))
