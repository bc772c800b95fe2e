"""Questions about any moment: the two parameters, how they are read, and what is refused."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from ...domain.calendar import SHANGHAI, law_date
from ...domain.moment import Moment, checked
from ..runtime.asked import instant
from .answers import MomentAnswer
from .queries import Strict


def _given(value: Any) -> Any:
    """A date alone is one; everything else is a time, or neither."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return datetime.fromisoformat(value)


When = Annotated[
    date | datetime | None,
    BeforeValidator(_given),
    WithJsonSchema({"type": "string", "examples": ["2020-06-30", "2020-06-30T12:00:00+08:00"]}),
]


class Timed(Strict):
    """The two axes of time. A date is the end of that day, a time without zone is Asia/Shanghai."""

    as_of: Annotated[When, Field(description="What was true by then (`occurred_at`); now, if not given.")] = (
        None
    )
    known_at: Annotated[
        When, Field(description="What was known by then (`recorded_at`); now, if not given.")
    ] = None


def moment_of(query: Timed) -> Moment:
    """The moment that is asked for. Raises `Refused` where it lies ahead."""
    now = datetime.now(UTC)
    return checked(Moment(_instant(query.as_of, now), _instant(query.known_at, now)), now)


def shown_moment(moment: Moment) -> MomentAnswer | None:
    """The moment, as an answer names it; None for now."""
    return None if moment.is_now else MomentAnswer(as_of=moment.as_of, known_at=moment.known_at)


def _instant(given: date | datetime | None, now: datetime) -> datetime | None:
    """The end of today is not there yet: today is now."""
    if given is None or isinstance(given, datetime):
        return None if given is None else instant(given)
    if given == law_date(now):
        return now
    return datetime.combine(given, time.max, SHANGHAI).astimezone(UTC)
