"""Checks that several families and streams make alike, with the rules they share."""

import re
from collections.abc import Container
from datetime import date
from unicodedata import normalize

from . import areas, identity_number
from .calendar import law_date
from .commands import Context
from .identity.rules import UNKNOWN_AREA
from .refusals import Rule

OUT_OF_ORDER = Rule(
    "out-of-order",
    "The date {day} lies before {earlier}, the day of what it follows upon.",
    "日期{day}早于其所依据事项的日期{earlier}。",
)
ID_TAKEN = Rule("id-taken", "The identifier {id} is taken in this record.", "标识{id}在本记录中已被使用。")

IDENTITY_NUMBER_HERE = Rule(
    "identity-number-here",
    "People of the office go by user name or post; this is an identity number.",
    "工作人员以用户名或职务登记，不得填写公民身份号码。",
    article="个人信息保护法 6",
)

PERSONAL_NUMBER_HERE = Rule(
    "personal-number-here",
    "This register is about no person; there is an identity or phone number in it.",
    "本登记不涉及个人信息，不得填写公民身份号码或者电话号码。",
    article="个人信息保护法 6",
)
_PERSONAL_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dX]|1[3-9]\d{9})(?!\d)", re.ASCII | re.IGNORECASE)


def check_area(code: str, field: str) -> None:
    """Refuse the code of an area that does not exist."""
    if not areas.is_known(code):
        raise UNKNOWN_AREA.refuse(field, code=code)


def check_not_before(earlier: date, context: Context) -> None:
    """Refuse what is said to have happened before the day of what it follows upon. The same day will do."""
    day = law_date(context.occurred_at)
    if day < earlier:
        raise OUT_OF_ORDER.refuse("occurred_at", day=day, earlier=earlier)


def check_new(identifier: object, taken: Container[object], field: str) -> None:
    """Refuse an identifier for something new that something in the stream has already."""
    if identifier in taken:
        raise ID_TAKEN.refuse(field, id=identifier)


def check_no_identity_number(text: str, field: str) -> None:
    """Refuse an identity number where somebody of the office is to be named."""
    if identity_number.has_right_shape(identity_number.normalise(text)):
        raise IDENTITY_NUMBER_HERE.refuse(field)


def check_no_personal_number(text: str, field: str) -> None:
    """Refuse an identity number, or one of a mobile phone, anywhere in what tells of no person."""
    if _PERSONAL_NUMBER.search(normalize("NFKC", text)):
        raise PERSONAL_NUMBER_HERE.refuse(field)
