"""Who sees aggregates only is refused where nothing keeps small numbers back."""

from fastapi import Depends

from ...domain.indicators.rules import AGGREGATES_ONLY
from ...domain.policies.book import NoPolicy
from ..runtime.indicator_definitions import definitions_in_force
from .person_events import today
from .queries import Asking, Serving


def _may_see(runtime: Serving, caller: Asking) -> None:
    """Raises `Refused` for the roles that today's definitions name."""
    try:
        _, known = definitions_in_force(runtime.policies, today())
    except NoPolicy:
        return
    if (role := caller.actor.role) in known.small_cells.roles:
        raise AGGREGATES_ONLY.refuse(role=role)


NOT_FOR_AGGREGATES = [Depends(_may_see)]
"""The dependencies of a router whose answers tell of single persons, or of few."""
