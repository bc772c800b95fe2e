"""The kinds of stream, each with its decider."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...domain.case import decider as case
from ...domain.case import state as case_state
from ...domain.case.events import CaseOpened
from ...domain.case.rules import CASE_UNKNOWN
from ...domain.commands import Context
from ...domain.events import Event
from ...domain.identity.events import PersonRegistered
from ...domain.person import decider as person
from ...domain.person import state as person_state
from ...domain.person.rules import UNKNOWN_PERSON
from ...domain.policy_register import decide as policy_register
from ...domain.policy_register import state as register_state
from ...domain.policy_register.events import PolicyEvent
from ...domain.policy_register.rules import UNKNOWN_POLICY
from ...domain.refusals import Rule
from .policy_checks import check_policy


@dataclass(frozen=True, slots=True)
class Kind:
    """What the service needs to know of a kind of stream. `unknown`: the refusal of a stream that is none."""

    initial: Any
    decide: Callable[[Any, Any, Context], list[Event]]
    evolve: Callable[[Any, Any], Any]
    begins_with: type[Event]
    unknown: Rule


PERSON = Kind(person_state.NEW_PERSON, person.decide, person_state.evolve, PersonRegistered, UNKNOWN_PERSON)
CASE = Kind(case_state.NEW_CASE, case.decide, case_state.evolve, CaseOpened, CASE_UNKNOWN)
POLICIES = Kind(
    register_state.NEW_REGISTER,
    partial(policy_register.decide, check=check_policy),
    register_state.evolve,
    PolicyEvent,
    UNKNOWN_POLICY,
)
