"""Citizen identity numbers, GB 11643-1999: area (6), birth date (8), sequence (3), check character (1).

The area part is that of first registration. It may be abolished or unknown here, so it is never by itself
a ground for refusal.
"""

import re
from datetime import date
from unicodedata import normalize

from stdnum.iso7064 import mod_11_2

_SHAPE = re.compile(r"[0-9]{17}[0-9X]")


def normalise(number: str) -> str:
    """Upper case, without spaces and dashes; full-width characters (１２３) as the others."""
    return re.sub(r"[\s-]", "", normalize("NFKC", number)).upper()


def has_right_shape(number: str) -> bool:
    """Eighteen characters, digits but for a final X."""
    return _SHAPE.fullmatch(number) is not None


def has_right_check_character(number: str) -> bool:
    """ISO 7064 MOD 11-2 over the whole number."""
    return bool(mod_11_2.is_valid(number))


def birth_date_in(number: str) -> date | None:
    """The birth date that the number carries, or None where it is no date."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def with_check_character(digits: str) -> str:
    """Seventeen digits and their check character."""
    return digits + mod_11_2.calc_check_digit(digits)
