"""The mass of what a command says was seized, in grams: or why it says none."""

from decimal import Decimal

from ..refusals import Refused
from . import rules
from .commands import RecordSeizure
from .events import DrugsSeized, Unit
from .masses import grams, has_mass


def seized_grams(command: RecordSeizure | DrugsSeized) -> Decimal:
    """The mass as it is stored. Refuses what has none, and what would have to be rounded."""
    if (command.amount is None) != (command.unit is None):
        raise rules.MASS_MISSING.refuse("amount" if command.amount is None else "unit")
    stated = None if command.mass_g is None else _grams(command.mass_g, Unit.GRAM, "mass_g")
    weighed = _weighed(command)
    if stated is None and weighed is None:
        if command.unit is not None:
            raise rules.UNIT_HAS_NO_MASS.refuse("unit", unit=command.unit)
        raise rules.MASS_MISSING.refuse("mass_g")
    if stated is not None and weighed is not None and stated != weighed:
        raise rules.MASSES_DISAGREE.refuse("amount", mass_g=weighed)
    mass = weighed if stated is None else stated
    assert mass is not None
    return mass


def check_seized(event: DrugsSeized) -> None:
    """Refuse what a correction would make of a seizure, where that has no mass, or two of them."""
    try:
        seized_grams(event)
    except Refused as refused:
        raise refused.rule.refuse("changes", **refused.details) from None


def _weighed(command: RecordSeizure | DrugsSeized) -> Decimal | None:
    """What the amount comes to; None where it is a number of things, or a volume."""
    if command.amount is None or command.unit is None:
        return None
    if has_mass(command.unit):
        return _grams(command.amount, command.unit, "amount")
    if not (command.amount.is_finite() and command.amount > 0):
        raise rules.MASS_NOT_POSITIVE.refuse("amount")
    return None


def _grams(amount: Decimal, unit: Unit, field: str) -> Decimal:
    if not (amount.is_finite() and amount > 0):
        raise rules.MASS_NOT_POSITIVE.refuse(field)
    if (mass := grams(amount, unit)) is None:
        raise rules.MASS_NOT_WHOLE.refuse(field)
    return mass
