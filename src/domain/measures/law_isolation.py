"""The law of compulsory isolation (禁毒法 38-40, 47; 戒毒条例 25-36, 38)."""

from datetime import date, timedelta

from ..calendar import add_months
from ..commands import Context
from ..person.state import Person
from . import law_deciding
from . import rules_of_deciding as deciding
from . import rules_of_law as law
from .commands import ChangeMeasure, ExtendMeasure, OrderMeasure, ReleaseFromMeasure, TerminateMeasure
from .facility_commands import EnterFacility, TransferFacility
from .kinds import (
    AssessmentProposal,
    FacilityRunBy,
    IsolationGround,
    MeasureKind,
    ReleaseManner,
    TerminationGround,
)
from .law_community import check_fixed_term
from .legal_terms import LegalTerms, measure_terms
from .measure import Measure
from .record import followed_rehab_not_kept, is_addicted, isolation_grounds
from .terms import most_by_change, stops, term_of

_SECTION = "compulsory_isolation"
_PRISON = frozenset({TerminationGround.IMPRISONED, TerminationGround.COMPULSORY_EDUCATION})


def check_order(person: Person, command: OrderMeasure, terms: LegalTerms, context: Context) -> None:
    """Whom isolation may be ordered for, on which ground, for how long (禁毒法 38, 39, 47)."""
    check_maternity(person, command.decided_on, "kind")
    if not is_addicted(person, command.decided_on):
        raise law.NOT_FOUND_ADDICTED.refuse("kind", day=command.decided_on)
    _check_ground(person, command, context)
    if not command.at_own_request:  # then its term is agreed upon (戒毒条例 25)
        check_fixed_term(command, terms.number(_SECTION, "months"), law.ISOLATION_TERM)


def check_maternity(person: Person, day: date, field: str) -> None:
    """Isolation does not apply to pregnant and nursing women (禁毒法 39). Below sixteen it may: no guard."""
    if person.maternity.is_pregnant(day):
        raise law.PREGNANT.refuse(field, day=day)
    if person.maternity.is_nursing(day):
        raise law.NURSING.refuse(field, day=day)


def check_entry(person: Person, measure: Measure, command: EnterFacility) -> None:
    """The decision is served before it is carried out (禁毒法 40), and carried out on no mother (39)."""
    check_maternity(person, command.entered_on, "entered_on")
    is_served = measure.served_on is not None and measure.served_on <= command.entered_on
    if not is_served and not measure.at_own_request:
        raise law.NOT_SERVED_BEFORE.refuse("measure_id")


def check_transfer(measure: Measure, command: TransferFacility, context: Context) -> None:
    """From the police to justice after three months; with the police for twelve at most (戒毒条例 27)."""
    terms = measure_terms(context.policies, command.transferred_on)
    since = measure.with_police_since
    if terms is None or since is None:
        return
    least = terms.number(_SECTION, "transfer_after_months")
    most = terms.number(_SECTION, "most_months_with_police")
    day, to = command.transferred_on, command.run_by
    if to is FacilityRunBy.JUSTICE and least is not None and day < add_months(since, least):
        raise law.TRANSFER_TOO_EARLY.refuse("transferred_on", day=add_months(since, least))
    if to is FacilityRunBy.PUBLIC_SECURITY and most is not None and day >= add_months(since, most):
        raise law.TOO_LONG_WITH_POLICE.refuse("run_by", day=add_months(since, most))


def check_extension(measure: Measure, command: ExtendMeasure, context: Context) -> None:
    """One year at most, before the term is over, on an assessment (禁毒法 47)."""
    terms = measure_terms(context.policies, measure.decided_on)
    if terms is None or measure.at_own_request:
        return
    most, day = terms.number(_SECTION, "most_extension_months"), command.decided_on
    if most is not None:
        months = measure.extension_months + (command.by_months or 0)
        days = measure.extension_days + (command.by_days or 0)
        field = "by_months" if command.by_days is None else "by_days"
        base = term_of(measure, terms, day).steps[1].expires_on
        if add_months(base, months) + timedelta(days) > add_months(base, most):
            raise law.EXTENSION_TOO_LONG.refuse(field, months=most)
    last_day = term_of(measure, terms, day).last_day
    if last_day is not None and day > last_day:
        raise law.EXTENSION_TOO_LATE.refuse("decided_on", last_day=last_day)
    _check_assessed(measure, measure.decided_on, day, AssessmentProposal.EXTENSION)


def check_release(person: Person, measure: Measure, command: ReleaseFromMeasure, context: Context) -> None:
    """Early after one year on an assessment (禁毒法 47), but not all (戒毒条例 32, 38); else at expiry."""
    terms = measure_terms(context.policies, measure.decided_on)
    if terms is None or measure.at_own_request:
        return
    if command.manner is ReleaseManner.AT_EXPIRY:
        last_day = term_of(measure, terms, command.released_on).last_day
        if last_day is not None and command.released_on < last_day:
            raise law.ISOLATION_NOT_OVER.refuse("released_on", last_day=last_day)
        return
    decided_on = command.decided_on or command.released_on
    today = measure_terms(context.policies, decided_on) or terms
    if today.article(_SECTION, "clock_article") is not None:  # the Regulations are in force
        if measure.escapes:
            raise law.NOT_AFTER_ESCAPE.refuse("manner")
        if followed_rehab_not_kept(person, measure, context.policies):
            raise law.NOT_AFTER_REHAB_NOT_KEPT.refuse("manner")
    least = terms.number(_SECTION, "earliest_release_months")
    if least is None:
        return
    out = sum((until - first).days for _, (first, until) in stops(measure, decided_on))
    earliest = add_months(measure.decided_on, least) + timedelta(out)
    if decided_on < earliest:
        raise law.RELEASE_TOO_EARLY.refuse("decided_on", day=earliest)
    _check_assessed(measure, earliest, decided_on, AssessmentProposal.EARLY_RELEASE)


def check_change(person: Person, measure: Measure, command: ChangeMeasure, terms: LegalTerms) -> None:
    """Isolation becomes community detox, less what was served (戒毒条例 31); nothing becomes isolation."""
    if command.to_kind is MeasureKind.COMPULSORY_ISOLATION:
        raise law.CHANGE_INTO_ISOLATION.refuse("to_kind")
    if not terms.article(_SECTION, "clock_article"):
        return
    if measure.kind is not MeasureKind.COMPULSORY_ISOLATION:
        raise deciding.ONLY_ISOLATION_CHANGES.refuse("measure_id")
    if command.to_kind is not MeasureKind.COMMUNITY_DETOX:
        raise law.CHANGE_TO_DETOX_ONLY.refuse("to_kind")
    law_deciding.check_change(person, measure, command)
    most, day = most_by_change(measure, terms, command.decided_on), command.decided_on
    given = add_months(day, command.term_months or 0) + timedelta(command.term_days or 0) - day
    if most is not None and given.days > most:
        field = "term_months" if command.term_days is None else "term_days"
        raise law.SERVED_TIME_COUNTS.refuse(field, most_days=most)


def check_termination(command: TerminateMeasure, terms: LegalTerms) -> None:
    """Prison ends community detox (戒毒条例 24), not isolation, whose time runs on (36)."""
    if command.ground in _PRISON and terms.article(_SECTION, "clock_article") is not None:
        raise law.ISOLATION_RUNS_ON.refuse("ground")


def _check_ground(person: Person, command: OrderMeasure, context: Context) -> None:
    named, day = command.isolation_ground, command.decided_on
    shown = isolation_grounds(person, context.policies, day)
    if command.at_own_request:
        shown |= {IsolationGround.OWN_REQUEST}
    if named is None:
        if not shown:
            raise law.NO_ISOLATION_GROUND.refuse("isolation_ground", day=day)
    elif named not in shown and not command.documents:
        raise law.GROUND_NOT_SHOWN.refuse("isolation_ground", ground=named, day=day)


def _check_assessed(measure: Measure, since: date, until: date, wanted: AssessmentProposal) -> None:
    for one in measure.assessments:
        if since <= one.assessed_on <= until and one.proposal in (None, wanted):
            return
    raise law.NOT_ASSESSED.refuse("measure_id")
