"""What tells a person from others, and the features of it by which those who may be the same are found.

A feature is looked up by a keyed hash of kind and value. None tells who somebody is; several together are
looked at only after both records are opened (`likeness`).
"""

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from .. import identity_number
from .names import Name, name_of

_NO_DIGITS = re.compile(r"\D")
_NATIONAL = 11
"""Digits of a mobile number in China."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """What a record says of who the person is. None: not said, or erased."""

    name: str | None = None
    identity_number: str | None = None
    phone: str | None = None
    birth_date: date | None = None
    sex: str | None = None

    @property
    def compared_name(self) -> Name | None:
        """The name, ready to be compared."""
        return None if self.name is None else name_of(self.name)

    @property
    def number(self) -> str | None:
        """The identity number with eighteen characters; one of fifteen (until 1999) made so."""
        return None if self.identity_number is None else long_number(self.identity_number)

    @property
    def dialled(self) -> str | None:
        """The digits of the phone number, without those of the country."""
        if self.phone is None:
            return None
        digits = _NO_DIGITS.sub("", normalize("NFKC", self.phone))
        digits = digits[-_NATIONAL:] if digits.startswith(("86", "0086")) else digits
        return digits if len(digits) > 4 else None


def long_number(given: str) -> str:
    """A number of fifteen digits with its century and check character; any other as it is, in normal form."""
    number = identity_number.normalise(given)
    if len(number) != 15 or not number.isdigit():
        return number
    return identity_number.with_check_character(f"{number[:6]}19{number[6:]}")


def features_of(known: Identifiers) -> frozenset[tuple[str, str]]:
    """The features, as kind and value, by which a record is found by others that may be of the same person.

    Whoever differs in one part of the number, in the year or in the day of birth, or in how the name is
    written, still shares a feature. A name alone is none: too many share one.
    """
    found: set[tuple[str, str]] = set()
    number, name, born = known.number, known.compared_name, known.birth_date
    if number is not None and len(number) == 18:
        area, birth, sequence = number[:6], number[6:14], number[14:17]
        found |= {
            ("number-area-birth", area + birth),
            ("number-area-sequence", area + sequence),
            ("number-birth-sequence", birth + sequence),
        }
    if known.dialled is not None:
        found.add(("phone", known.dialled))
    if name is not None and born is not None:
        found |= {("birth-surname", f"{born} {one}") for one in name.beginnings}
        for reading in name.readings:
            found |= {("name-year", f"{reading} {born.year}"), ("name-day", f"{reading} {born:%m-%d}")}
    return frozenset(found)
