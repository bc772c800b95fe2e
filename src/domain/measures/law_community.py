"""The law of detox and rehabilitation in the community (禁毒法 33, 48; 戒毒条例 13-24, 37-40)."""

from datetime import date, timedelta

from ..calendar import add_months
from ..commands import Context
from ..person.state import Person
from ..refusals import Rule
from . import rules_of_law as law
from .commands import CompleteMeasure, ExtendMeasure, OrderMeasure, PauseMeasure
from .community_commands import FindSeriousBreach, RecordFailureToReport
from .counters import counters, serious_grounds
from .kinds import COMMUNITY, MeasureKind, PauseGround
from .legal_terms import LegalTerms, measure_terms
from .measure import Ending, Measure
from .record import is_addicted
from .reporting import last_day_to_report
from .terms import term_of

_HELD = frozenset({PauseGround.DETAINED, PauseGround.ARRESTED})


def check_detox_order(person: Person, command: OrderMeasure, terms: LegalTerms) -> None:
    """Detox is for addicted persons, for three years (禁毒法 33)."""
    if not is_addicted(person, command.decided_on):
        raise law.NOT_FOUND_ADDICTED.refuse("kind", day=command.decided_on)
    check_fixed_term(command, terms.number("community_detox", "months"), law.DETOX_TERM)


def check_fixed_term(command: OrderMeasure, months: int | None, rule: Rule) -> None:
    """Refuse another term than the law fixes; none given means that one."""
    if months is None:
        return
    if command.term_days is not None:
        raise rule.refuse("term_days", months=months)
    if command.term_months not in (None, months):
        raise rule.refuse("term_months", months=months)


def check_rehab_order(person: Person, command: OrderMeasure, terms: LegalTerms) -> None:
    """Rehabilitation follows a release from isolation, for three years at most (禁毒法 48; 戒毒条例 37)."""
    day = command.decided_on
    if not any(_is_released(measure, day) for measure in person.measures.by_id.values()):
        raise law.REHAB_WITHOUT_ISOLATION.refuse("kind", day=day)
    most = terms.number("community_rehab", "most_months")
    if most is not None and _is_longer(day, command.term_months, command.term_days, most):
        field = "term_months" if command.term_days is None else "term_days"
        raise law.REHAB_TOO_LONG.refuse(field, months=most)


def check_failure(measure: Measure, command: RecordFailureToReport, context: Context) -> None:
    """Nobody has failed to report before the days for it are over (戒毒条例 14, 22, 38)."""
    last_day = last_day_to_report(measure, measure_terms(context.policies, command.established_on))
    if last_day is not None and command.established_on <= last_day:
        raise law.REPORTING_NOT_DUE.refuse("established_on", last_day=last_day)


def check_serious_breach(measure: Measure, command: FindSeriousBreach, context: Context) -> None:
    """A breach is serious once a counter is reached (戒毒条例 20)."""
    terms = measure_terms(context.policies, command.found_on)
    if terms is None or terms.article("serious_breach") is None:
        return
    if command.ground not in serious_grounds(measure, terms, command.found_on):
        now = counters(measure, command.found_on)
        raise law.NO_COUNTER_REACHED.refuse(
            "ground", day=command.found_on, tests=now.tests, departures=now.departures, days=now.days
        )


def check_pause(measure: Measure, command: PauseMeasure, terms: LegalTerms) -> None:
    """Detention and arrest pause a measure in the community (戒毒条例 24), never isolation (36)."""
    if terms.article("serious_breach") is None:
        return
    if measure.kind is MeasureKind.COMPULSORY_ISOLATION:
        raise law.ISOLATION_RUNS_ON.refuse("measure_id")
    if measure.kind in COMMUNITY and command.ground not in _HELD:
        raise law.PAUSE_GROUND.refuse("ground")


def check_completion(person: Person, measure: Measure, command: CompleteMeasure, context: Context) -> None:
    """A measure in the community ends when its term is over, counted from reporting (戒毒条例 14, 23, 40)."""
    if measure.kind not in COMMUNITY:
        return
    terms = measure_terms(context.policies, measure.decided_on)
    if terms is None:
        return
    before = person.measures.by_id.get(measure.follows) if measure.follows else None
    term = term_of(measure, terms, command.completed_on, before)
    if term.begins_on is None:
        raise law.NOT_BEGUN.refuse("measure_id")
    if term.last_day is not None and command.completed_on < term.last_day:
        raise law.TERM_NOT_OVER.refuse("completed_on", last_day=term.last_day)


def check_extension(measure: Measure, command: ExtendMeasure, terms: LegalTerms) -> None:
    """Detox is not extended (禁毒法 33); rehabilitation ends after three years at most (48)."""
    if measure.kind is MeasureKind.COMMUNITY_DETOX:
        raise law.NO_EXTENSION_OF_DETOX.refuse("measure_id")
    most = terms.number("community_rehab", "most_months")
    if most is None:
        return
    months = (measure.term_months or 0) + measure.extension_months + (command.by_months or 0)
    days = (measure.term_days or 0) + measure.extension_days + (command.by_days or 0)
    if _is_longer(measure.decided_on, months, days, most):
        raise law.REHAB_TOO_LONG.refuse("by_months" if command.by_days is None else "by_days", months=most)


def _is_released(measure: Measure, day: date) -> bool:
    return (
        measure.kind is MeasureKind.COMPULSORY_ISOLATION
        and measure.ending is Ending.RELEASED
        and measure.cancelled_on is None
        and measure.ended_on is not None
        and measure.ended_on <= day
    )


def _is_longer(begun: date, months: int | None, days: int | None, most: int) -> bool:
    """Whether months and days are more than so many months, counted from a day."""
    return add_months(begun, months or 0) + timedelta(days or 0) > add_months(begun, most)
