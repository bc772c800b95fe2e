"""Venue events. Names and fields are stored for ever: add, never rename. Amounts are CNY, to the fen."""

from decimal import Decimal
from enum import StrEnum

from ..events import Event, event


class VenueKind(StrEnum):
    """What kind of place of prevention it is."""

    DISPLAY_SCREEN = "display_screen"
    """禁毒电子屏"""
    NOTICE_BOARD = "notice_board"
    """禁毒宣传栏"""
    EDUCATION_BASE = "education_base"
    """毒品警示教育基地"""
    OTHER = "other"


class VenueClosingReason(StrEnum):
    """Why a venue is no longer used."""

    REPLACED = "replaced"
    """更新改造"""
    WORN_OUT = "worn_out"
    """损毁、到期"""
    OTHER = "other"


@event("venue.opened/1")
class VenueOpened(Event):
    """A venue is used from now on. `name`: by which it is known; there is no address of it here."""

    kind: VenueKind
    name: str
    area: str


@event("venue.invested/1")
class VenueInvested(Event):
    """Money was put into the venue, whoever paid."""

    amount_cny: Decimal
    voucher: str | None = None


@event("venue.closed/1")
class VenueClosed(Event):
    """The venue is used no longer."""

    reason: VenueClosingReason


VenueEvent = VenueOpened | VenueInvested | VenueClosed
