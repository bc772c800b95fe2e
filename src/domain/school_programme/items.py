"""What the programme of a school consists of: lists that are policies, several at a time, none of them law.

The county's own list of ten (“十个一”) was published nowhere: it ships empty, and the county fills it in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from annotated_types import Ge, Le, MaxLen, MinLen

from ..policies.book import Policy, PolicyBook

KIND = "programme-items"
ItemCode = Annotated[str, MinLen(1), MaxLen(60)]


class ListDefinition(StrEnum):
    """Whose word a list is."""

    PUBLISHED = "published"
    """Somebody published it; the policy's source says who."""
    NOT_PUBLICLY_DEFINED = "not_publicly_defined"
    """It is known by its name alone."""
    COUNTY_SUPPLIED = "county_supplied"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItems:
    """What a policy of this kind says. `items`: the title of each in Chinese, by its code.

    `number`: how many there are said to be.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    definition: ListDefinition
    number: Annotated[int, Ge(1), Le(100)]
    items: Annotated[Mapping[ItemCode, str], MaxLen(100)]


def lists_on(book: PolicyBook, day: date) -> tuple[Policy, ...]:
    """Every list in force on a day (Asia/Shanghai), by name."""
    found = (policy for policy in book.on(day) if policy.kind == KIND)
    return tuple(sorted(found, key=lambda policy: policy.name))


def lists_with(item: str, lists: tuple[Policy, ...]) -> tuple[str, ...]:
    """Name and version of those in which an item stands."""
    return tuple(f"{one.name} {one.version}" for one in lists if item in one.content["items"])


def codes_of(lists: tuple[Policy, ...]) -> list[str]:
    """The codes of all items of some lists, each once."""
    return sorted({code for one in lists for code in one.content["items"]})


def problem_of(content: Mapping[str, Any]) -> tuple[str, str] | None:
    """At which field a list is wrong, and how; None where it is right."""
    items, definition = content["items"], ListDefinition(content["definition"])
    if definition is ListDefinition.NOT_PUBLICLY_DEFINED:
        return ("content/items", "what is not publicly defined has no items") if items else None
    if len(items) != content["number"]:
        return "content/items", f"there are {len(items)} of {content['number']} items"
    return None
