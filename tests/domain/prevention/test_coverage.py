"""How far prevention reached in a year: schools, townships, heads against the plans, surveys."""

from datetime import date

from hypothesis import given as for_all
from hypothesis import strategies as st

from tongxin.domain.areas import TOWNSHIPS
from tongxin.domain.prevention.coverage import AudienceReached, coverage
from tongxin.domain.prevention_plan.events import Audience, Target
from tongxin.domain.prevention_plan.state import PreventionPlan, Reached
from tongxin.domain.school_programme.state import SchoolProgramme
from tongxin.domain.survey.events import SurveyKind
from tongxin.domain.survey.state import Survey

COUNTY = PreventionPlan(
    year=2020,
    area="640324",
    targets=(Target(Audience.SCHOOL, 10, 5000), Target(Audience.RURAL, 4, 800)),
    by_audience={"school": Reached(8, 4100, 100), "migrant_workers": Reached(1, 180, 400)},
    by_area={"640324100": Reached(8, 4100, 100), "640324": Reached(1, 180, 400)},
)
TOWNSHIP = PreventionPlan(
    year=2020,
    area="640324102",
    targets=(Target(Audience.RURAL, 2, 300),),
    by_audience={"rural": Reached(2, 320, 0)},
    by_area={"640324102": Reached(2, 320, 0)},
)
OTHER_YEAR = PreventionPlan(
    year=2019,
    area="640324",
    by_audience={"office": Reached(1, 1, 1)},
    by_area={"640324104": Reached(1, 1, 1)},
)
SCHOOLS = [
    SchoolProgramme(years=frozenset({2019, 2020})),
    SchoolProgramme(years=frozenset({2019}), closed_on=date(2020, 8, 31)),
    SchoolProgramme(),
]


def survey(kind: SurveyKind, day: date, asked: int, answered: int, favourable: int) -> Survey:
    return Survey(kind, "640324", "示例调查中心", asked, answered, favourable, day)


def test_what_a_year_came_to() -> None:
    surveys = [
        survey(SurveyKind.AWARENESS, date(2020, 5, 1), 100, 80, 76),
        survey(SurveyKind.AWARENESS, date(2020, 11, 1), 100, 100, 98),
        survey(SurveyKind.SATISFACTION, date(2020, 11, 1), 10, 0, 0),
        survey(SurveyKind.SATISFACTION, date(2019, 11, 1), 10, 10, 10),
    ]
    found = coverage(2020, "640324", [COUNTY, TOWNSHIP, OTHER_YEAR], SCHOOLS, surveys)
    assert (found.schools, found.active) == (3, 1)
    assert (found.townships, found.reached) == (tuple(TOWNSHIPS), ("640324100", "640324102"))
    assert found.audiences == {
        Audience.SCHOOL: AudienceReached(Reached(10, 5000), Reached(8, 4100, 100)),
        Audience.RURAL: AudienceReached(Reached(6, 1100), Reached(2, 320)),
        Audience.MIGRANT_WORKERS: AudienceReached(Reached(), Reached(1, 180, 400)),
    }
    awareness = found.surveys[SurveyKind.AWARENESS]
    assert (awareness.surveys, awareness.asked, awareness.answered, awareness.favourable) == (
        2,
        200,
        180,
        174,
    )
    assert awareness.rate == 0.9667
    assert found.surveys[SurveyKind.SATISFACTION].rate is None


def test_a_year_of_which_nothing_is_on_record() -> None:
    found = coverage(2018, "640324102", [COUNTY], [], [])
    assert (found.schools, found.active, found.reached, found.townships) == (0, 0, (), ("640324102",))
    assert not found.audiences
    assert not found.surveys


@for_all(st.lists(st.sampled_from([COUNTY, TOWNSHIP, OTHER_YEAR]), max_size=6))
def test_audiences_add_up_over_plans(plans: list[PreventionPlan]) -> None:
    found = coverage(2020, "640324", plans, [], [])
    of_year = [plan for plan in plans if plan.year == 2020]
    done = [reached for plan in of_year for reached in plan.by_audience.values()]
    assert sum((one.reached for one in found.audiences.values()), Reached()) == sum(done, Reached())
    heads = sum(target.heads for plan in of_year for target in plan.targets)
    assert sum(one.planned.heads for one in found.audiences.values()) == heads
