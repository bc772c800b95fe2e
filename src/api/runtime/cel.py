"""Conditions in CEL, the Common Expression Language, by the binding to its Rust implementation.

It is imported when the first condition is read: the package brings its own command line with it.
"""

from collections.abc import Mapping
from typing import Any

from ...domain.tiering.expressions import Value, WrongCondition

_LONGEST = 2000
_LITERALS = {"true", "false", "null"}


class CelCondition:
    """A compiled condition."""

    def __init__(self, program: Any, text: str) -> None:
        self._execute = program.execute
        self._text = text
        self._names = frozenset(program.variables()) - _LITERALS

    @property
    def names(self) -> frozenset[str]:
        """The facts that it asks for."""
        return self._names

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether it holds. Raises `WrongCondition`."""
        try:
            outcome = self._execute(dict(values))
        except Exception as error:  # the binding raises several built-in kinds
            raise WrongCondition(f"“{self._text}” cannot be asked: {error}") from None
        if not isinstance(outcome, bool):
            raise WrongCondition(f"“{self._text}” comes to {outcome!r}, which is neither true nor false")
        return outcome


def compile_cel(text: str) -> CelCondition:
    """Read a condition. Raises `WrongCondition`."""
    import cel

    if len(text) > _LONGEST:
        raise WrongCondition(f"a condition may have {_LONGEST} characters")
    try:
        return CelCondition(cel.compile(text), text)
    except Exception as error:
        raise WrongCondition(f"“{text}” is no CEL: {str(error).splitlines()[0]}") from None
