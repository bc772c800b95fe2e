"""Nobody real is in the data: names, numbers and addresses belong to no one."""

from datetime import date
from random import Random

from tongxin.api.reference_data import names
from tongxin.domain import areas, identity_number
from tongxin.domain.identity.events import Sex


def test_an_identity_number_is_valid_but_of_no_area():
    number = names.identity_number(date(1988, 3, 15), 1)
    assert number == "999999198803150016"
    assert identity_number.has_right_shape(number)
    assert identity_number.has_right_check_character(number)
    assert identity_number.birth_date_in(number) == date(1988, 3, 15)
    assert not areas.is_known(number[:6])


def test_a_phone_number_cannot_be_dialled():
    number = names.phone(Random("a"))
    assert len(number) == 11
    assert number.startswith("1000")


def test_names_and_addresses_are_chinese_and_say_that_they_are_examples():
    rng = Random("a")
    for sex in (Sex.MALE, Sex.FEMALE):
        assert 2 <= len(names.full_name(rng, sex)) <= 3
    assert "示例" in names.address(rng, "640324100")
