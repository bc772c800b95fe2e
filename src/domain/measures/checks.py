"""Checks that every decision on a measure shares."""

from datetime import date
from uuid import UUID

from ..person.state import Person
from . import rules
from .kinds import BY_AGREEMENT, COMMUNITY, MeasureKind
from .measure import Measure


def find(person: Person, measure_id: UUID, field: str = "measure_id") -> Measure:
    """The person's measure, open or ended."""
    measure = person.measures.by_id.get(measure_id)
    if measure is None:
        raise rules.UNKNOWN_MEASURE.refuse(field)
    return measure


def find_open(person: Person, measure_id: UUID) -> Measure:
    """The person's measure, which must not have ended."""
    measure = find(person, measure_id)
    if measure.ended_on is not None:
        raise rules.MEASURE_ENDED.refuse("measure_id", ended_on=measure.ended_on, ending=measure.ending)
    return measure


def find_in_community(person: Person, measure_id: UUID) -> Measure:
    """The person's open measure, which must be of a kind that a township carries out."""
    measure = find_open(person, measure_id)
    if measure.kind not in COMMUNITY:
        raise rules.NOT_IN_COMMUNITY.refuse("measure_id")
    return measure


def check_order(field: str, day: date, *earlier: date | None) -> None:
    """Refuse a date that lies before one of those that must have come first."""
    for before in earlier:
        if before is not None and day < before:
            raise rules.DATES_OUT_OF_ORDER.refuse(field, day=day, before=before)


def check_new(person: Person, measure_id: UUID, field: str) -> None:
    """Refuse an identifier that a measure of the person has already."""
    if measure_id in person.measures.by_id:
        raise rules.MEASURE_EXISTS.refuse(field)


def check_term(months: int | None, days: int | None, field: str) -> None:
    """Refuse a length in two units."""
    if months is not None and days is not None:
        raise rules.TERM_TWICE.refuse(field)


def is_by_agreement(measure: Measure) -> bool:
    """Whether an agreement belongs to the measure; isolation has one if asked for (戒毒条例 25)."""
    return measure.kind in BY_AGREEMENT or (
        measure.kind is MeasureKind.COMPULSORY_ISOLATION and measure.at_own_request
    )
