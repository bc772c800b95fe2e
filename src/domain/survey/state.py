"""A survey as deciding and its register see one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from ..calendar import law_date
from ..events import Event
from .events import SurveyEvent, SurveyKind

_TITLES = {SurveyKind.AWARENESS: "禁毒知识知晓率调查", SurveyKind.SATISFACTION: "群众满意度调查"}


@dataclass(frozen=True, slots=True)
class Survey:
    """The state of one survey stream. `recorded_on`: the day of the survey; None until it is on record."""

    kind: SurveyKind | None = None
    area: str = ""
    conducted_by: str = ""
    asked: int = 0
    answered: int = 0
    favourable: int = 0
    recorded_on: date | None = None

    @property
    def title(self) -> str:
        """What was asked about, and by whom."""
        return "" if self.kind is None else f"{_TITLES[self.kind]}:{self.conducted_by}"

    @property
    def status(self) -> str:
        """`recorded`: nothing follows on a survey."""
        return "recorded"

    @property
    def since(self) -> date | None:
        """The day of the survey."""
        return self.recorded_on

    @property
    def until(self) -> date | None:
        """Never: what it found was found."""
        return None


NEW_SURVEY = Survey()


def evolve(_survey: Survey, event: Event) -> Survey:
    """The survey after its event. Trusts history: never refuses."""
    found = cast(SurveyEvent, event)
    return Survey(
        found.kind,
        found.area,
        found.conducted_by,
        found.asked,
        found.answered,
        found.favourable,
        law_date(found.occurred_at),
    )


def fold(events: Iterable[Event]) -> Survey:
    """The survey after a whole history."""
    survey = NEW_SURVEY
    for event in events:
        survey = evolve(survey, event)
    return survey
