"""For what drug-control money may be spent (专款专用): a list that is a policy, not a law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from annotated_types import MinLen

from ..policies.book import NoPolicy, PolicyBook

KIND, NAME = "fund-purposes", "drug-control"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundPurposes:
    """What a policy of this kind says. `purposes`: the title of each in Chinese, by its code."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    purposes: Annotated[Mapping[str, str], MinLen(1)]


def purposes_on(book: PolicyBook, day: date) -> tuple[str, ...] | None:
    """The codes that are allowed on a day (Asia/Shanghai); None where no list is in force."""
    try:
        content = book.in_force(KIND, NAME, day).content
    except NoPolicy:
        return None
    return tuple(content["purposes"])
