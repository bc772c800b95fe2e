"""Which basic information is to be on file of a person: a policy. Of fifteen classes three are published."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

from ..pathways.template import Definition
from ..policies.book import NoPolicy, Policy, PolicyBook

KIND, NAME = "baseline-items", "default"


class RecordedAs(StrEnum):
    """What tells that an item is on file."""

    SAMPLE = "sample"
    """A collection of a body sample (治安管理处罚法 102); it is not entered a second time."""
    BASELINE = "baseline"
    """An entry of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineItem:
    """A class of basic information. `code`: for a sample, that of the sample item."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    code: Annotated[str, MinLen(1), MaxLen(60)]
    title: Annotated[str, MinLen(1), MaxLen(200)]
    title_zh: Annotated[str, MinLen(1), MaxLen(200)]
    recorded_as: RecordedAs = RecordedAs.BASELINE


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineItems:
    """`definition`: whose word the list is. `classes`: how many there are said to be, where that is known."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    definition: Definition
    supplied_on: date | None = None
    classes: Annotated[int, Ge(1), Le(200)] | None = None
    items: Annotated[tuple[BaselineItem, ...], MaxLen(200)] = ()

    def named(self, code: str) -> BaselineItem | None:
        """The item with this code."""
        return next((item for item in self.items if item.code == code), None)


def items_in_force(book: PolicyBook, day: date) -> tuple[Policy, BaselineItems] | None:
    """The list of a day with its policy; None where none is in force."""
    try:
        policy = book.in_force(KIND, NAME, day)
    except NoPolicy:
        return None
    content = policy.content
    supplied = content.get("supplied_on")
    return policy, BaselineItems(
        definition=Definition(content["definition"]),
        supplied_on=date.fromisoformat(supplied) if isinstance(supplied, str) else supplied,
        classes=content.get("classes"),
        items=tuple(
            BaselineItem(**{**item, "recorded_as": RecordedAs(item.get("recorded_as", RecordedAs.BASELINE))})
            for item in content.get("items", ())
        ),
    )


def problem_of(policy: Policy, items: BaselineItems) -> tuple[str, str] | None:
    """At which field a list is wrong, and how; None where it is right."""
    codes = [item.code for item in items.items]
    if len(set(codes)) < len(codes):
        return "content/items", "a code stands in it twice"
    if items.classes is not None and len(codes) > items.classes:
        return "content/items", f"there are more than the {items.classes} classes"
    if items.definition is Definition.COUNTY_SUPPLIED:
        if items.supplied_on is None:
            return "content/supplied_on", "the day on which the county supplied it is missing"
        if not codes:
            return "content/items", "a definition has items"
    elif items.supplied_on is not None:
        return "content/supplied_on", "what is not publicly defined was not supplied"
    return None
