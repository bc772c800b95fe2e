"""The port to the language of conditions, CEL. The domain asks; what evaluates is given to it."""

from collections.abc import Callable, Mapping
from typing import Protocol

Value = bool | int | str


class Condition(Protocol):
    """A condition that can be asked whether it holds."""

    @property
    def names(self) -> frozenset[str]:
        """The facts that it asks for."""

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether it holds. `values`: of all its facts, with their types. Raises `WrongCondition`."""


class WrongCondition(ValueError):
    """A condition cannot be read, or does not come to true or false."""


Compile = Callable[[str], Condition]
"""From the text of a condition. Raises `WrongCondition`."""
