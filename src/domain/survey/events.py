"""Survey events. Names and fields are stored for ever: add, never rename. Only counts are kept."""

from enum import StrEnum

from ..events import Event, event


class SurveyKind(StrEnum):
    """What was asked about."""

    AWARENESS = "awareness"
    """禁毒知识知晓率"""
    SATISFACTION = "satisfaction"
    """群众满意度"""


@event("survey.recorded/1")
class SurveyRecorded(Event):
    """A survey was made. `conducted_by`: the third party. `favourable`: of the answers, right or satisfied.

    `asked`, `answered`: how many people.
    """

    kind: SurveyKind
    area: str
    conducted_by: str
    asked: int
    answered: int
    favourable: int


SurveyEvent = SurveyRecorded
