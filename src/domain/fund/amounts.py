"""Amounts of CNY, to the fen."""

from decimal import Decimal

from . import rules

_FEN = Decimal("0.01")


def check_fen(amount: Decimal, field: str = "amount_cny") -> None:
    """Refuse an amount that is finer than a fen, or none at all."""
    if not amount.is_finite() or amount != amount.quantize(_FEN):
        raise rules.AMOUNT_NOT_IN_FEN.refuse(field)
