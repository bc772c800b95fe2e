"""What deciding needs to know of pregnancy and nursing."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from ..calendar import age_on
from .events import MaternityEvent, NursingEnded, NursingRecorded, PregnancyEnded, PregnancyRecorded

Span = tuple[date, date | None]
"""From, and to; both days count. No end: it goes on."""


@dataclass(frozen=True, slots=True)
class Maternity:
    """`pregnancies`: from when each was established. `nursings`: from each birth."""

    pregnancies: tuple[Span, ...] = ()
    nursings: tuple[Span, ...] = ()

    def is_pregnant(self, day: date) -> bool:
        """Whether the person was pregnant on a day, by what is recorded."""
        return any(_covers(span, day) for span in self.pregnancies)

    def is_nursing(self, day: date) -> bool:
        """Whether on a day the person nursed an own infant below one year (不满一周岁)."""
        return any(_covers(span, day) and age_on(span[0], day) < 1 for span in self.nursings)

    @property
    def open_pregnancy(self) -> date | None:
        """Since when the pregnancy that goes on was established."""
        return _open(self.pregnancies)

    @property
    def open_nursing(self) -> date | None:
        """When the infant was born whom the person nurses."""
        return _open(self.nursings)


def evolve(maternity: Maternity, event: MaternityEvent) -> Maternity:
    """The state after an event. Trusts history; what rests on a retracted event has no effect."""
    match event:
        case PregnancyRecorded():
            return replace(maternity, pregnancies=(*maternity.pregnancies, (event.established_on, None)))
        case PregnancyEnded():
            return replace(maternity, pregnancies=_ended(maternity.pregnancies, event.ended_on))
        case NursingRecorded():
            return Maternity(
                _ended(maternity.pregnancies, event.child_born_on),
                (*maternity.nursings, (event.child_born_on, None)),
            )
        case NursingEnded():
            return replace(maternity, nursings=_ended(maternity.nursings, event.ended_on))
        case _:
            assert_never(event)


def _covers(span: Span, day: date) -> bool:
    return span[0] <= day and (span[1] is None or day <= span[1])


def _open(spans: tuple[Span, ...]) -> date | None:
    return spans[-1][0] if spans and spans[-1][1] is None else None


def _ended(spans: tuple[Span, ...], day: date) -> tuple[Span, ...]:
    begun = _open(spans)
    return spans if begun is None or day < begun else (*spans[:-1], (begun, day))
