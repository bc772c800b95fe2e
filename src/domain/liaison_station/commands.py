"""What may be asked about a liaison station."""

from datetime import date
from typing import Annotated

from annotated_types import Ge, Le

from ..commands import Command, ShortText, command
from ..identity.commands import AreaCode


@command(
    example={
        "title": "驻滇工作站",
        "host_region": "532901",
        "opened_on": "2004-03-01",
        "lead_unit": "同心县公安局禁毒大队",
    }
)
class OpenLiaisonStation(Command):
    """Put a liaison station in another region on the books.

    `occurred_at` is the beginning of `opened_on`, if not given.
    """

    title: ShortText
    host_region: AreaCode
    opened_on: date
    lead_unit: ShortText


@command(example={"year": 2004, "officers": 3, "occurred_at": "2004-12-31"})
class ConfirmLiaisonYear(Command):
    """Confirm that the station was staffed in a year; from this its consecutive years are counted."""

    year: Annotated[int, Ge(1950), Le(9999)]
    officers: Annotated[int, Ge(1), Le(1000)]


@command(example={"closed_on": "2020-12-31", "occurred_at": "2020-12-31"})
class CloseLiaisonStation(Command):
    """Give the station up."""

    closed_on: date


LiaisonStationCommand = OpenLiaisonStation | ConfirmLiaisonYear | CloseLiaisonStation
