"""How a decision may rest on an event: because it names it, or because decisions of its type rest on such."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..events import Event

Kinds = tuple[type[Event], ...]


def _always(_decision: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Events of these `kinds`, recorded before the decision and counting then.

    `named`: the fields of the decision and of the event that hold the same identifier; where the decision's
    is empty, it names none, and rests on them all the same unless it is `strict`. `latest`: only on the last
    of them, and on those that share its `test_id`. `when`: only decisions of which this holds. `fields`: only
    where one of these fields of the event is what was corrected (or the event was retracted).
    """

    kinds: Kinds
    named: tuple[str, str] | None = None
    strict: bool = False
    latest: bool = False
    when: Callable[[Any], bool] = _always
    fields: frozenset[str] | None = None

    def names(self, decision: Event) -> bool:
        """Whether the decision says itself on which of the events it rests."""
        return self.named is not None and getattr(decision, self.named[0]) is not None

    def joins(self, decision: Event, event: Event) -> bool:
        """Whether an event of these kinds is one on which the decision rests."""
        if self.named is None or not self.names(decision):
            return not self.strict
        return bool(getattr(decision, self.named[0]) == getattr(event, self.named[1], None))
