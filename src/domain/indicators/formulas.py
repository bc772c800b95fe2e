"""The port to the language of formulas, CEL. The domain asks; what evaluates is given to it."""

from collections.abc import Callable, Mapping
from typing import Protocol


class Formula(Protocol):
    """A sum over counts."""

    @property
    def names(self) -> frozenset[str]:
        """The counts that it asks for."""

    def value(self, counts: Mapping[str, int]) -> int:
        """What it comes to. Raises `WrongFormula`."""


class WrongFormula(ValueError):
    """A formula cannot be read, or does not come to a whole number."""


CompileFormula = Callable[[str], Formula]
"""From the text of a formula. Raises `WrongFormula`."""
