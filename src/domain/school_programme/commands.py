"""What may be asked about the programme of a school. A wrongly recorded item is corrected or retracted."""

from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

from ..commands import Command, ShortText, command
from ..identity.commands import AreaCode
from ..key_task.commands import Year
from .events import SchoolClosingReason
from .items import ItemCode

Grade = Annotated[int, Ge(1), Le(12)]
Pupils = Annotated[int, Ge(1), Le(100_000)]


@command(example={"name": "韦州镇示例中学", "area": "640324102", "occurred_at": "2015-09-01"})
class RegisterSchool(Command):
    """Put a school among those that are to have a programme. It goes by name and area."""

    name: ShortText
    area: AreaCode


@command(
    example={
        "school_year": 2020,
        "item": "lesson",
        "grades": [7, 8],
        "pupils": 320,
        "documents": [{"reference": "示例教案2020-3", "sha256": "c" * 64, "title": "课堂记录"}],
        "occurred_at": "2020-09-03",
    }
)
class RecordSchoolItem(Command):
    """Record that the school did an item of a list in force (policies `programme-items`).

    `school_year`: by the year in which it begins. `grades`: 1 to 12. `pupils`: how many took part; nobody is
    named. `documents`: the evidence.
    """

    school_year: Year
    item: ItemCode
    grades: Annotated[tuple[Grade, ...], MinLen(1), MaxLen(12)]
    pupils: Pupils


@command(example={"reason": "merged", "occurred_at": "2021-08-31"})
class CloseSchoolProgramme(Command):
    """Record that the school has no programme any more."""

    reason: SchoolClosingReason


SchoolProgrammeCommand = RegisterSchool | RecordSchoolItem | CloseSchoolProgramme
