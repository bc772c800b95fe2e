"""What may be asked about a survey. Wrong counts are corrected."""

from typing import Annotated

from annotated_types import Ge, Le

from ..commands import Command, ShortText, command
from ..identity.commands import AreaCode
from .events import SurveyKind

_MOST = 1_000_000
Some = Annotated[int, Ge(0), Le(_MOST)]


@command(
    example={
        "kind": "awareness",
        "area": "640324",
        "conducted_by": "示例调查中心",
        "asked": 1200,
        "answered": 1100,
        "favourable": 1067,
        "documents": [{"reference": "示例调查报告2020-1", "sha256": "d" * 64, "title": "知晓率调查报告"}],
        "occurred_at": "2020-11-20",
    }
)
class RecordSurvey(Command):
    """Record what a survey found. `conducted_by`: the third party that asked, an institution.

    `asked`: how many were; `answered`: of these; `favourable`: of the answers, those that were right
    (awareness) or said that they were satisfied.
    """

    kind: SurveyKind
    area: AreaCode
    conducted_by: ShortText
    asked: Annotated[int, Ge(1), Le(_MOST)]
    answered: Some
    favourable: Some


SurveyCommand = RecordSurvey
