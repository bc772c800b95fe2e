"""Whether the counts of a survey can be."""

from . import rules
from .commands import RecordSurvey
from .events import SurveyRecorded


def check_counts(survey: RecordSurvey | SurveyRecorded, field: str | None) -> None:
    """Refuse more answers than were asked for, and more favourable ones than there are.

    `field`: at which the refusal is; None: at the count that is too high.
    """
    told = {name: getattr(survey, name) for name in ("asked", "answered", "favourable")}
    for name, of in (("answered", survey.asked), ("favourable", survey.answered)):
        if told[name] > of:
            raise rules.SURVEY_COUNTS_OUT_OF_ORDER.refuse(field or name, **told)
