"""What may be asked about a person's identity."""

from datetime import date
from typing import Annotated

from annotated_types import MaxLen, MinLen

from ..commands import Command, LongText, ShortText, command
from .events import Sex

AreaCode = Annotated[str, MinLen(6), MaxLen(9)]
Phone = Annotated[str, MinLen(5), MaxLen(30)]


@command(
    example={
        "name": "马建国",
        "identity_number": "999999198803150016",
        "birth_date": "1988-03-15",
        "sex": "male",
        "domicile_area": "640324",
        "residence_area": "640324100",
        "address": "豫海镇示例路1号",
        "phone": "13900000000",
        "source": "screening",
        "occurred_at": "2019-05-20",
        "legal_basis": "禁毒法 32",
    }
)
class RegisterPerson(Command):
    """Put a person on the register (禁毒法 32)."""

    name: ShortText
    identity_number: Annotated[str, MinLen(1), MaxLen(30)] | None = None
    birth_date: date
    sex: Sex
    domicile_area: AreaCode
    residence_area: AreaCode
    address: ShortText | None = None
    phone: Phone | None = None
    source: ShortText


@command(example={"name": "马建国", "reason": "户口簿核对后更正", "legal_basis": "个人信息保护法 46"})
class CorrectIdentity(Command):
    """Correct name, identity number, birth date or sex (个人信息保护法 46). Give only what changes."""

    name: ShortText | None = None
    identity_number: Annotated[str, MinLen(1), MaxLen(30)] | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    reason: LongText


@command(example={"phone": "13900000001"})
class ChangeContactDetails(Command):
    """Record a new address within the area, or a new phone number."""

    address: ShortText | None = None
    phone: Phone | None = None


@command(example={"residence_area": "640324101", "address": "河西镇示例村2组"})
class ChangeResidence(Command):
    """Record that the person lives in another area."""

    residence_area: AreaCode
    address: ShortText | None = None


@command(example={"occurred_at": "2026-01-05"})
class RecordDeath(Command):
    """Record that the person has died, at `occurred_at`."""


@command(example={"occurred_at": "2026-01-05"})
class RecordEmigration(Command):
    """Record that the person has left the country to live elsewhere."""


@command(example={"occurred_at": "2026-03-01"})
class RecordReturn(Command):
    """Record that the person lives in the country again."""


IdentityCommand = (
    RegisterPerson
    | CorrectIdentity
    | ChangeContactDetails
    | ChangeResidence
    | RecordDeath
    | RecordEmigration
    | RecordReturn
)
