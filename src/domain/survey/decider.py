"""What happens when a command on a survey comes in."""

from ..checks import check_area, check_no_personal_number
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import RecordSurvey
from .counts import check_counts
from .events import SurveyRecorded
from .state import Survey


def decide(survey: Survey, command: Command, context: Context) -> list[Event]:
    """The event that follows from the one command there is. Raises `Refused` with the rule."""
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    if isinstance(command, RecordSurvey):
        return _record(survey, command, context)
    raise rules.SURVEY_UNKNOWN.refuse()


def _record(survey: Survey, command: RecordSurvey, context: Context) -> list[Event]:
    if survey.recorded_on is not None:
        raise rules.SURVEY_RECORDED_ALREADY.refuse()
    check_area(command.area, "area")
    check_no_personal_number(command.conducted_by, "conducted_by")
    check_counts(command, None)
    return [SurveyRecorded.of(command, context)]
