"""Conditions and formulas in CEL, the Common Expression Language, by the binding to its Rust implementation.

It is imported when the first of them is read: the package brings its own command line with it.
"""

from collections.abc import Mapping
from typing import Any

from ...domain.indicators.formulas import WrongFormula
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


class CelFormula:
    """A compiled formula over whole numbers."""

    def __init__(self, program: Any, text: str) -> None:
        self._execute = program.execute
        self._text = text
        self._names = frozenset(program.variables()) - _LITERALS

    @property
    def names(self) -> frozenset[str]:
        """The counts that it asks for."""
        return self._names

    def value(self, counts: Mapping[str, int]) -> int:
        """What it comes to. Raises `WrongFormula`."""
        try:
            outcome = self._execute(dict(counts))
        except Exception as error:  # the binding raises several built-in kinds
            raise WrongFormula(f"“{self._text}” cannot be worked out: {error}") from None
        if not isinstance(outcome, int) or isinstance(outcome, bool):
            raise WrongFormula(f"“{self._text}” comes to {outcome!r}, which is no whole number")
        return outcome


def compile_formula(text: str) -> CelFormula:
    """Read a formula. Raises `WrongFormula`."""
    import cel

    if len(text) > _LONGEST:
        raise WrongFormula(f"a formula may have {_LONGEST} characters")
    try:
        return CelFormula(cel.compile(text), text)
    except Exception as error:
        raise WrongFormula(f"“{text}” is no CEL: {str(error).splitlines()[0]}") from None
