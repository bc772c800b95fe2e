"""What is seized, as it was weighed and in grams: exact, or not at all.

Three units are known, all of mass. What is counted (tablets) or measured by volume has no mass until it is
weighed: no source states what a tablet or a millilitre weighs, so nothing is reckoned.
"""

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation, Overflow

from .events import Substance, Unit

_MILLIGRAMS = {Unit.KILOGRAM: 1_000_000, Unit.GRAM: 1000, Unit.MILLIGRAM: 1}
_EXACT = Context(prec=28, traps=[Inexact, InvalidOperation, Overflow])
_MOST = Decimal(10**12)
"""Milligrams: a thousand tonnes, more than a country seizes in a year."""


def has_mass(unit: Unit) -> bool:
    """Whether an amount in this unit says how heavy something is."""
    return unit in _MILLIGRAMS


def grams(amount: Decimal, unit: Unit) -> Decimal | None:
    """The mass in grams; None where it is no whole number of milligrams, or more than is ever seized.

    `amount` is finite, and `unit` one of mass.
    """
    try:
        whole = _EXACT.quantize(_EXACT.multiply(amount, Decimal(_MILLIGRAMS[unit])), Decimal(1))
    except DecimalException:
        return None
    return _EXACT.scaleb(whole, -3) if abs(whole) <= _MOST else None


def kilograms(mass_g: Decimal) -> Decimal:
    """A mass in grams as kilograms, exact: to show."""
    return _EXACT.scaleb(mass_g, -3)


def with_more(
    totals: Mapping[Substance, Decimal], substance: Substance, mass_g: Decimal
) -> dict[Substance, Decimal]:
    """Totals in grams by substance, with one more mass: the same in whatever order they are added."""
    sums = {**totals, substance: totals.get(substance, Decimal(0)) + mass_g}
    return {one: sums[one] for one in Substance if one in sums}


def total(totals: Mapping[Substance, Decimal]) -> Decimal:
    """Grams of all substances together."""
    masses: Iterable[Decimal] = totals.values()
    return sum(masses, Decimal(0))
