"""Under which policy a command was decided: recorded beside the events, where one was used."""

from ...domain.aftercare.clock_terms import KIND, NAME
from ...domain.aftercare.events import ThreeYearAbstinenceConfirmed
from ...domain.calendar import law_date
from ...domain.classification.events import TierProposed
from ...domain.commands import Context
from ...domain.duplicates import scoring
from ...domain.duplicates.events import DuplicateDismissed, PersonMerged, PersonUnmerged
from ...domain.envelope import PolicyUsed
from ...domain.events import Event
from ...domain.pathways.events import PlanStarted


def policy_used(first: Event, context: Context) -> PolicyUsed | None:
    """The policy behind the first event of a command."""
    match first:
        case TierProposed():
            return PolicyUsed(name=first.rule_set, version=first.rule_set_version)
        case PlanStarted():
            return PolicyUsed(name=first.pathway, version=first.template_version)
        case ThreeYearAbstinenceConfirmed():
            clock = context.policies.in_force(KIND, NAME, law_date(context.occurred_at))
            return PolicyUsed(name=f"{KIND}/{NAME}", version=clock.version)
        case DuplicateDismissed() | PersonMerged() | PersonUnmerged():
            rules = scoring.rules_in_force(context.policies, law_date(context.now))
            name = f"{scoring.KIND}/{scoring.NAME}"
            return None if rules is None else PolicyUsed(name=name, version=rules[0].version)
        case _:
            return None
