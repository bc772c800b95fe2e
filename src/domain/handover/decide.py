"""What happens when a handover command comes in."""

from typing import assert_never
from uuid import UUID

from ..checks import check_area, check_new, check_not_before
from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import AcceptHandover, HandoverCommand, OfferHandover, RefuseHandover, WithdrawHandover
from .events import HandoverAccepted, HandoverOffered, HandoverRefused, HandoverWithdrawn
from .state import Handover, Offer


def decide(person: Person, command: HandoverCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case OfferHandover():
            return _offer(person.handover, command, context)
        case AcceptHandover():
            _check_receiver(_open_offer(person.handover, command.handover_id, context), context)
            return [HandoverAccepted.of(command, context)]
        case RefuseHandover():
            _check_receiver(_open_offer(person.handover, command.handover_id, context), context)
            return [HandoverRefused.of(command, context)]
        case WithdrawHandover():
            _open_offer(person.handover, command.handover_id, context)
            return [HandoverWithdrawn.of(command, context)]
        case _:
            assert_never(command)


def _offer(handover: Handover, command: OfferHandover, context: Context) -> list[Event]:
    if handover.open is not None:
        raise rules.HANDOVER_OPEN.refuse()
    handover_id = command.handover_id or context.new_id
    check_new(handover_id, handover.settled, "handover_id")
    check_area(command.to_area, "to_area")
    sender = command.from_unit or context.actor.unit
    receiver = command.to_unit or command.to_area
    if receiver == sender:
        raise rules.HANDOVER_TO_ITSELF.refuse("to_unit")
    responsible = handover.responsible_unit
    if responsible is not None and sender != responsible:
        raise rules.NOT_RESPONSIBLE.refuse("from_unit", unit=sender, responsible=responsible)
    return [HandoverOffered.of(command, context, handover_id=handover_id, from_unit=sender, to_unit=receiver)]


def _open_offer(handover: Handover, handover_id: UUID, context: Context) -> Offer:
    if handover_id in handover.settled:
        raise rules.HANDOVER_SETTLED.refuse("handover_id")
    if handover.open is None or handover.open.handover_id != handover_id:
        raise rules.UNKNOWN_HANDOVER.refuse("handover_id")
    check_not_before(handover.open.offered_on, context)
    return handover.open


def _check_receiver(offer: Offer, context: Context) -> None:
    if context.actor.unit == offer.from_unit:
        raise rules.OWN_HANDOVER.refuse()
