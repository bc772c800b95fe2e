"""What the pages of lists share: areas, cursors, and a row as it is shown."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from ...projections.listing import Place
from ...store.personal import Personal
from .problems import BadRequest
from .queries import utc

Area = Annotated[
    str | None,
    Field(pattern=r"^\d{6}(\d{3})?$", description="An area with all its parts.", examples=["640324"]),
]
Cursor = Annotated[
    str | None, Field(description="`next` of the page before.", pattern=r"^\d{4}-\d\d-\d\d_[0-9a-f-]{36}_.+$")
]


def place_of(cursor: str | None, rest: Callable[[str], Any] = str) -> Place | None:
    """The place that a cursor names. `rest`: what its last part must be. Raises `BadRequest`."""
    try:
        place = None if cursor is None else Place.parse(cursor)
        if place is not None:
            rest(place.rest)
        return place
    except ValueError:
        raise BadRequest(400, "bad-parameter", "This is no cursor of this list.", "cursor") from None


def shown(row: Mapping[str, Any], personal: Mapping[UUID, Personal]) -> dict[str, Any]:
    """A row of a person with the name, times in UTC."""
    stream = row["stream"]
    return {name: utc(value) for name, value in row.items()} | {"id": stream, "name": personal[stream].name}
