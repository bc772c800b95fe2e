"""How far prevention reached in a year: counted from registers as they stood at its end, stored nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..areas import TOWNSHIPS, beginning_of, is_township
from ..prevention_plan.events import Audience
from ..prevention_plan.state import PreventionPlan, Reached
from ..school_programme.state import SchoolProgramme
from ..survey.events import SurveyKind
from ..survey.state import Survey

_NOTHING = Reached()


@dataclass(frozen=True, slots=True)
class AudienceReached:
    """One audience against the plans. `planned`: the targets of all plans together; none is of materials."""

    planned: Reached = _NOTHING
    reached: Reached = _NOTHING


@dataclass(frozen=True, slots=True)
class SurveyTotals:
    """Surveys of one kind together."""

    surveys: int = 0
    asked: int = 0
    answered: int = 0
    favourable: int = 0

    @property
    def rate(self) -> float | None:
        """Favourable of the answers, to four decimals; None where nobody answered."""
        return None if self.answered == 0 else round(self.favourable / self.answered, 4)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a year came to. `schools`: ever put on record by its end; `active`: which did anything in it.

    `reached`: townships with an activity, of `townships`. `audiences`: those planned for or reached.
    """

    schools: int = 0
    active: int = 0
    townships: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    audiences: Mapping[Audience, AudienceReached] = field(default_factory=dict)
    surveys: Mapping[SurveyKind, SurveyTotals] = field(default_factory=dict)


def coverage(
    year: int,
    area: str,
    plans: Iterable[PreventionPlan],
    schools: Iterable[SchoolProgramme],
    surveys: Iterable[Survey],
) -> Coverage:
    """The figures of a calendar year and an area with its parts, from registers as they stood at its end."""
    of_year = [plan for plan in plans if plan.year == year]
    registered = list(schools)
    townships = tuple(code for code in TOWNSHIPS if code.startswith(beginning_of(area)))
    held = {place for plan in of_year for place in plan.by_area if is_township(place)}
    return Coverage(
        schools=len(registered),
        active=sum(year in school.years for school in registered),
        townships=townships,
        reached=tuple(code for code in townships if code in held),
        audiences=_audiences(of_year),
        surveys=_surveys(year, surveys),
    )


def _audiences(plans: Iterable[PreventionPlan]) -> dict[Audience, AudienceReached]:
    found: dict[Audience, AudienceReached] = {}
    for plan in plans:
        for target in plan.targets:
            before = found.get(target.audience, AudienceReached())
            planned = before.planned + Reached(target.activities, target.heads)
            found[target.audience] = AudienceReached(planned, before.reached)
        for name, reached in plan.by_audience.items():
            before = found.get(Audience(name), AudienceReached())
            found[Audience(name)] = AudienceReached(before.planned, before.reached + reached)
    return {audience: found[audience] for audience in Audience if audience in found}


def _surveys(year: int, surveys: Iterable[Survey]) -> dict[SurveyKind, SurveyTotals]:
    found: dict[SurveyKind, SurveyTotals] = {}
    for one in surveys:
        if one.kind is None or one.recorded_on is None or one.recorded_on.year != year:
            continue
        before = found.get(one.kind, SurveyTotals())
        found[one.kind] = SurveyTotals(
            before.surveys + 1,
            before.asked + one.asked,
            before.answered + one.answered,
            before.favourable + one.favourable,
        )
    return {kind: found[kind] for kind in SurveyKind if kind in found}
