"""Definitions of indicators from policies: read, checked, and kept."""

from datetime import date

from cachetools import LRUCache
from pydantic import TypeAdapter

from ...domain.indicators.checking import WrongDefinition, check
from ...domain.indicators.definitions import KIND, NAME, Definitions
from ...domain.policies.book import Policy, PolicyBook
from .cel import compile_formula

_DEFINITIONS = TypeAdapter(Definitions)
_READY: LRUCache[int, tuple[Policy, Definitions]] = LRUCache(16)


def definitions_of(policy: Policy) -> Definitions:
    """The definitions of a policy whose content fits the schema of its kind. Raises `WrongDefinition`."""
    known = _READY.get(id(policy))
    if known is not None and known[0] is policy:
        return known[1]
    if policy.kind != KIND:
        raise WrongDefinition("kind", f"“{policy.name}” is of the kind {policy.kind}, not {KIND}")
    definitions: Definitions = _DEFINITIONS.validate_python(policy.content)
    check(definitions, compile_formula)
    _READY[id(policy)] = (policy, definitions)
    return definitions


def definitions_in_force(book: PolicyBook, day: date) -> tuple[Policy, Definitions]:
    """The definitions of a day. Raises `NoPolicy`."""
    policy = book.in_force(KIND, NAME, day)
    return policy, definitions_of(policy)
