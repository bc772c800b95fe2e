"""The kind of stream that only the service can decide about: policies, whose text has to be checked."""

from functools import partial

from ...domain.kind import Kind
from ...domain.policy_register import decide as policy_register
from ...domain.policy_register import state as register_state
from ...domain.policy_register.events import PolicyEvent
from ...domain.policy_register.rules import UNKNOWN_POLICY
from .policy_checks import check_policy

POLICIES = Kind(
    "policy",
    "policies",
    register_state.NEW_REGISTER,
    partial(policy_register.decide, check=check_policy),
    register_state.evolve,
    PolicyEvent,
    UNKNOWN_POLICY,
)
