"""The other record that a command is about, as far as the decision needs to know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from .scoring import Feature

if TYPE_CHECKING:
    from ..person.state import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """The `other` record, at its `version`, beside `this`. `person`: None where it is no person's.

    `agreed`: in what the two records agree. `has_number`: whether an identity number goes with a merging, or
    comes back with its undoing.
    """

    this: UUID
    other: UUID
    version: int = 0
    person: Person | None = None
    agreed: tuple[Feature, ...] = ()
    has_number: bool = False
