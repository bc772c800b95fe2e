"""The programme of a school as deciding and its register see one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never, cast

from ..calendar import law_date
from ..events import Event
from .events import SchoolItemDone, SchoolProgrammeClosed, SchoolProgrammeEvent, SchoolRegistered


@dataclass(frozen=True, slots=True)
class SchoolProgramme:
    """The state of one school's stream. `registered_on` is None until it is on record.

    `pupils`: by school year, written as the year in which it begins, and item: how many took part, counted
    each time. `years`: the calendar years in which anything was done.
    """

    name: str = ""
    area: str = ""
    pupils: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    registered_on: date | None = None
    closed_on: date | None = None
    latest_on: date = date.min

    @property
    def title(self) -> str:
        """Its name."""
        return self.name

    @property
    def status(self) -> str:
        """`active` or `closed`."""
        return "active" if self.closed_on is None else "closed"

    @property
    def since(self) -> date | None:
        """When it was put on record."""
        return self.registered_on

    @property
    def until(self) -> date | None:
        """When its programme ended."""
        return self.closed_on


NEW_SCHOOL_PROGRAMME = SchoolProgramme()


def evolve(school: SchoolProgramme, event: Event) -> SchoolProgramme:
    """The school after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    changed = _changed(school, cast(SchoolProgrammeEvent, event), day)
    return replace(changed, latest_on=max(school.latest_on, day))


def _changed(school: SchoolProgramme, event: SchoolProgrammeEvent, day: date) -> SchoolProgramme:
    match event:
        case SchoolRegistered():
            return replace(school, name=event.name, area=event.area, registered_on=day)
        case SchoolItemDone():
            year = str(event.school_year)
            of_year = school.pupils.get(year, {})
            items = {**of_year, event.item: of_year.get(event.item, 0) + event.pupils}
            return replace(school, pupils={**school.pupils, year: items}, years=school.years | {day.year})
        case SchoolProgrammeClosed():
            return replace(school, closed_on=day)
        case _:
            assert_never(event)


def fold(events: Iterable[Event]) -> SchoolProgramme:
    """The school after a whole history."""
    school = NEW_SCHOOL_PROGRAMME
    for event in events:
        school = evolve(school, event)
    return school
