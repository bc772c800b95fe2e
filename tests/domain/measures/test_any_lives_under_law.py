"""Whatever is asked, nothing is on record that the articles forbid; every count agrees with a second one."""

from datetime import date

from domain.measures.life import Life
from domain.measures.life_played import REACHED
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tongxin.domain.addiction.events import AddictionLevel
from tongxin.domain.measures.kinds import MeasureKind

LIVES = settings(
    max_examples=50,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
REACHED_AT_LEAST = {
    # what is recorded, refused, or counted as a time limit → how often
    **{"measure.ordered/1": 50, "measure.paused/1": 5, "measure.resumed/1": 5, "isolation-runs-on": 5},
    **{"measure.extended/1": 2, "measure.changed/1": 2, "measure.transferred/1": 2, "measure.moved/1": 2},
    **{"measure.medical_leave_granted/1": 2, "measure.medical_leave_ended/1": 2, "measure.completed/1": 2},
    **{
        "measure.escaped/1": 2,
        "measure.recaptured/1": 2,
        "measure.released/1": 2,
        "tell-of-early-release": 1,
    },
    **{"measure.serious_breach_found/1": 2, "isolation-of-pregnant": 1, "measure.not_reported/1": 1},
}


MOST_ROUNDS = 8


def missing() -> dict[str, int]:
    return {what: REACHED[what] for what, least in REACHED_AT_LEAST.items() if REACHED[what] < least}


def test_no_life_reaches_what_the_articles_forbid() -> None:
    run_state_machine_as_test(Life, settings=LIVES)


def test_lives_reach_what_the_articles_are_about() -> None:
    """Lives go on until extension, change, pause, leave, escape, release and transfer were in them."""
    for _ in range(MOST_ROUNDS):
        if missing():
            run_state_machine_as_test(Life, settings=LIVES)
    assert not missing()


def test_isolation_changed_on_a_leap_day_leaves_no_more_than_three_years() -> None:
    """From 29 February on, three years are a day less than the three years from the decision."""
    life = Life()
    life.begins(
        is_woman=False,
        level=AddictionLevel.SERIOUSLY_ADDICTED,
        first=(MeasureKind.COMPULSORY_ISOLATION,),
    )
    life.escaped(days=30, is_back=True)
    assert life.day == date(2012, 2, 29)
    life.assessed(by_months=0, is_late=False, proposal=None)
    life.changed(is_proposed=True, months=None, to_kind=MeasureKind.COMMUNITY_DETOX)
    [detox] = [one for one in life.measures.values() if one.kind is MeasureKind.COMMUNITY_DETOX]
    assert life.term_of(detox).expires_on == date(2015, 2, 28)
