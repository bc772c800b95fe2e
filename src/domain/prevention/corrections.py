"""What a correction must not make of an event of prevention: what its command would have been refused for."""

from ..checks import check_no_personal_number
from ..events import Event
from ..fund.amounts import check_fen
from ..media_post.decider import check_https
from ..media_post.events import MediaPostPublished
from ..prevention_plan.decider import check_targets
from ..prevention_plan.events import PreventionActivityHeld, PreventionPlanAmended, PreventionPlanMade
from ..school_programme.events import SchoolRegistered
from ..survey.counts import check_counts
from ..survey.events import SurveyRecorded
from ..venue.events import VenueInvested, VenueOpened

_FIELD = "changes"


def check_corrected(event: Event) -> None:
    """Refuse an event of prevention that cannot be; others are let through.

    Whether an activity is of its plan's year and area is not asked: that the plan was wrong may be why it is
    corrected.
    """
    match event:
        case PreventionPlanMade(name=text) | PreventionActivityHeld(name=text):
            check_no_personal_number(text, _FIELD)
        case VenueOpened(name=text) | SchoolRegistered(name=text):
            check_no_personal_number(text, _FIELD)
        case MediaPostPublished():
            check_no_personal_number(event.title, _FIELD)
            check_https(event.link, _FIELD)
        case SurveyRecorded():
            check_no_personal_number(event.conducted_by, _FIELD)
            check_counts(event, _FIELD)
        case VenueInvested():
            check_fen(event.amount_cny, _FIELD)
    if isinstance(event, PreventionPlanMade | PreventionPlanAmended):
        check_targets(event.targets, _FIELD)
