"""The law of detention, fine and entertainment ban for drug use (治安管理处罚法 12, 16, 23, 84; 戒毒条例 9).

The law of 2025 is applied to decisions made since it is in force. A legal basis that names another article
than 84 is of another act; then only what holds of every act is checked.
"""

import re
from datetime import date, timedelta

from ..calendar import add_months, age_on
from ..person.state import Person
from ..sanctions.commands import DecidePenalty
from ..sanctions.events import PenaltyKind
from . import rules_of_deciding as deciding
from . import rules_of_law as law
from .commands import OrderMeasure
from .kinds import MeasureKind
from .legal_terms import LegalTerms
from .measure import Measure
from .record import days_of_use

_OF_USE = re.compile(r"治安管理处罚法\D*(?:\(2025\)|\(2005\)|\(2012\))?\D*(?:84|72)(?!\d)")
_ONE_YEAR = 12


def is_of_use(legal_basis: str | None) -> bool:
    """Whether a penalty on this basis is one for drug use; so it is taken where no basis is given."""
    return legal_basis is None or _OF_USE.search(legal_basis) is not None


def check_detention_order(person: Person, command: OrderMeasure, terms: LegalTerms) -> None:
    """Ten to fifteen days, or up to five (84); twenty together (16); nobody below fourteen (12)."""
    check_age(person, command.decided_on, terms)
    days, band = command.term_days, "detention"
    if days is None:
        return
    together = terms.number(band, "combined_most_days")
    if together is not None and days > together:
        raise law.DETENTION_TOO_LONG.refuse("term_days", most=together)
    least, most = terms.number(band, "least_days"), terms.number(band, "most_days")
    lighter = terms.number(band, "lighter_most_days")
    if least is None or most is None or lighter is None or not is_of_use(command.legal_basis):
        return
    if not command.is_combined and not (days <= lighter or least <= days <= most):
        raise law.DETENTION_TERM.refuse("term_days", least=least, most=most, lighter=lighter)


def check_offset(command: OrderMeasure) -> None:
    """Restraint before a detention is set off against it, a day for a day (治安管理处罚法 110)."""
    if command.offset_days is not None and command.kind is not MeasureKind.DETENTION:
        raise deciding.OFFSET_OF_DETENTION.refuse("offset_days")


def check_age(person: Person, day: date, terms: LegalTerms) -> None:
    """Below fourteen there is no penalty (12). Who is so young on the day of the decision was so before."""
    born, least = person.identity.birth_date, terms.number("ages", "punishable_from")
    if born is not None and least is not None and age_on(born, day) < least:
        raise law.TOO_YOUNG.refuse("decided_on")


def check_detention_entry(person: Person, measure: Measure, terms: LegalTerms, day: date) -> None:
    """Whose detention is not carried out: the young, the old, the pregnant and the nursing (23)."""
    if person.maternity.is_pregnant(day) or person.maternity.is_nursing(day):
        raise law.NOT_DETAINED.refuse(
            "measure_id",
            why="pregnant, or nursing an infant below one year",
            why_zh="怀孕或者哺乳自己不满一周岁婴儿",
        )
    born = person.identity.birth_date
    if born is None or measure.is_grave:
        return
    age, recent = age_on(born, measure.decided_on), _penalties(person, measure, _ONE_YEAR)
    from_, first_from = (
        terms.number("ages", "detained_from"),
        terms.number("ages", "detained_first_time_from"),
    )
    until = terms.number("ages", "not_detained_from")
    if from_ is not None and age < from_ and not recent:
        raise law.NOT_DETAINED.refuse("measure_id", why="below sixteen", why_zh="已满十四周岁不满十六周岁")
    is_of_middle_age = from_ is not None and first_from is not None and from_ <= age < first_from
    if is_of_middle_age and not _penalties(person, measure, None):
        why, why_zh = "below eighteen, for the first time", "已满十六周岁不满十八周岁,初次违反治安管理"
        raise law.NOT_DETAINED.refuse("measure_id", why=why, why_zh=why_zh)
    if until is not None and age >= until and not recent:
        raise law.NOT_DETAINED.refuse("measure_id", why="seventy or older", why_zh="七十周岁以上")


def check_ban(command: OrderMeasure, terms: LegalTerms | None) -> None:
    """Six months to one year, and only since the law of 2025 (84)."""
    day = command.decided_on
    if terms is None:
        raise law.NO_BAN_YET.refuse("kind", day=day)
    least = terms.number("entertainment_ban", "least_months")
    most = terms.number("entertainment_ban", "most_months")
    if least is None or most is None:
        return
    ends_on = add_months(day, command.term_months or 0) + timedelta(command.term_days or 0)
    if not add_months(day, least) <= ends_on <= add_months(day, most):
        field = "term_months" if command.term_days is None else "term_days"
        raise law.BAN_TERM.refuse(field, least=least, most=most)


def check_penalty(person: Person, command: DecidePenalty, terms: LegalTerms | None) -> None:
    """Nobody below fourteen (12), fines for use as in 84, no penalty before treatment (戒毒条例 9)."""
    if is_of_use(command.legal_basis):
        _check_voluntary(person, command.decided_on)
    if terms is None:
        return
    check_age(person, command.decided_on, terms)
    if command.kind is PenaltyKind.FINE and is_of_use(command.legal_basis):
        _check_fine(person, command, terms)


def _check_fine(person: Person, command: DecidePenalty, terms: LegalTerms) -> None:
    amount, day = command.amount_cny or 0, command.decided_on
    most, alone = terms.number("fine", "most_cny"), terms.number("fine", "most_cny_alone")
    if most is not None and amount > most:
        raise law.FINE_TOO_HIGH.refuse("amount_cny", most=most)
    least = terms.number("detention", "least_days")
    is_beside = any(
        measure.kind is MeasureKind.DETENTION
        and measure.cancelled_on is None
        and measure.decided_on == day
        and (measure.term_days or 0) >= (least or 0)
        for measure in person.measures.by_id.values()
    )
    if alone is not None and amount > alone and not is_beside:
        raise deciding.FINE_ALONE.refuse("amount_cny", most=alone, least=least, day=day)


def _check_voluntary(person: Person, day: date) -> None:
    punished = [penalty.decided_on for penalty in person.sanctions.by_id.values() if penalty.decided_on < day]
    for measure in person.measures.by_id.values():
        begun = measure.decided_on
        is_over = measure.ended_on is not None and measure.ended_on < day
        if measure.kind is not MeasureKind.VOLUNTARY or measure.cancelled_on or begun > day or is_over:
            continue
        uses = [used_on for used_on in days_of_use(person, day) if used_on != begun]
        if not any(used_on > max(punished, default=date.min) for used_on in uses):
            raise law.VOLUNTARY_NOT_PUNISHED.refuse("decided_on", day=begun)


def _penalties(person: Person, measure: Measure, within_months: int | None) -> bool:
    """Whether there was a penalty before the one that this measure carries out, within so many months."""
    day = measure.decided_on
    return any(
        penalty.decided_on < day
        and (within_months is None or day <= add_months(penalty.decided_on, within_months))
        for penalty in person.sanctions.by_id.values()
        if penalty.revoked_on is None
    )
