"""How much abstinence is counted on a day (戒毒条例 7), step by step.

The first day is not counted and the last ends the term (民法典 201, 202). Time not spent in society moves the
end by as many days as it lasted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..calendar import add_months
from .clock_terms import RELEASE, ClockTerms
from .facts import ClockFacts, Held, Start


class Counting(StrEnum):
    """How the count stands on the day asked for."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    REACHED = "reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the arithmetic. `days`: how many it adds to the term. `article`: where a law says so."""

    what: str
    en: str
    zh: str
    since: date | None = None
    until: date | None = None
    days: int | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbstinenceAnswer:
    """`months` and `days` are counted on `day`. `expected_on`: unless something happens; None in custody."""

    day: date
    counting: Counting
    since: date | None = None
    months: int = 0
    days: int = 0
    pauses: tuple[Held, ...] = ()
    reached_on: date | None = None
    expected_on: date | None = None
    steps: tuple[Step, ...] = ()


def abstinence(facts: ClockFacts, terms: ClockTerms, day: date) -> AbstinenceAnswer:
    """What is counted at the end of a day, from what had happened by then."""
    starts = [start for start in facts.starts if start.day <= day]
    if not starts:
        nothing = Step(what="start", en="Nothing is known to count from.", zh="没有可供起算的事实。")
        return AbstinenceAnswer(day=day, counting=Counting.NOT_STARTED, steps=(nothing,))
    held = merged(facts.held, day)
    start = max(starts)
    if RELEASE in terms.starts:
        start = _after_custody(start, held)
    held = tuple(_within(held, start.day))
    is_held = bool(held) and held[-1].until is None
    paused = sum(((one.until or day) - one.since).days for one in held)
    months, days = _counted(start.day, day - timedelta(paused))
    end = end_of(start.day, terms.months, held)
    reached = end if end is not None and end <= day else None
    counting = Counting.REACHED if reached else Counting.PAUSED if is_held else Counting.RUNNING
    return AbstinenceAnswer(
        day=day,
        counting=counting,
        since=start.day,
        months=months,
        days=days,
        pauses=held,
        reached_on=reached,
        expected_on=None if reached else end,
        steps=tuple(_steps(start, held, day, (months, days), terms, end)),
    )


def merged(held: tuple[Held, ...], day: date) -> tuple[Held, ...]:
    """The times in custody by the end of a day: in order, none touching another, the last may be open."""
    known = [Held(h.since, h.until if h.until and h.until <= day else None, h.ground) for h in held]
    joined: list[Held] = []
    for one in sorted(known, key=lambda h: (h.since, h.until or date.max)):
        if one.since > day or (one.until is not None and one.until <= one.since):
            continue
        last = joined[-1] if joined else None
        if last is None or (last.until is not None and last.until < one.since):
            joined.append(one)
        elif last.until is not None:
            until = None if one.until is None else max(last.until, one.until)
            joined[-1] = Held(last.since, until, last.ground)
    return tuple(joined)


def end_of(start: date, months: int, held: tuple[Held, ...]) -> date | None:
    """The day that ends the term; None where custody that lasts keeps it from ending."""
    end = add_months(start, months)
    for one in held:
        if one.since >= end:
            break
        if one.until is None:
            return None
        end += one.until - one.since
    return end


def _after_custody(start: Start, held: tuple[Held, ...]) -> Start:
    """The release, where the person was in custody on the day of the start."""
    for one in held:
        if one.until is not None and one.since <= start.day < one.until:
            return Start(one.until, RELEASE)
    return start


def _within(held: tuple[Held, ...], start: date) -> Iterator[Held]:
    for one in held:
        if one.until is None or one.until > start:
            yield Held(max(one.since, start), one.until, one.ground)


def _counted(start: date, end: date) -> tuple[int, int]:
    """Whole months from one day to another, and the days that remain."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


_STARTS = {
    "positive_test": ("a positive test", "检测阳性"),
    "caught": ("being caught", "查获"),
    "release": ("release", "解除羁押"),
    "admitted": ("use that was admitted", "自认吸毒"),
    "other": ("as recorded", "按记录"),
}


def _steps(
    start: Start,
    held: tuple[Held, ...],
    day: date,
    counted: tuple[int, int],
    terms: ClockTerms,
    end: date | None,
) -> Iterator[Step]:
    en, zh = _STARTS[start.what]
    yield Step(
        what="start",
        en=f"It counts from {start.day}: {en}.",
        zh=f"自{start.day}起算：{zh}。",
        since=start.day,
    )
    for one in held:
        days = ((one.until or day) - one.since).days
        yield Step(
            what="pause",
            en=f"{days} days from {one.since} to {one.until or day} do not count: {one.ground}.",
            zh=f"{one.since}至{one.until or day}共{days}日不计入。",
            since=one.since,
            until=one.until,
            days=days,
        )
    months, days = counted
    yield Step(
        what="counted",
        en=f"{months} months and {days} days are counted on {day}.",
        zh=f"截至{day}，已计{months}个月零{days}日。",
        until=day,
    )
    yield _end_step(terms, end)


def _end_step(terms: ClockTerms, end: date | None) -> Step:
    if end is None:
        en = f"{terms.months} months cannot be foreseen while custody lasts."
        zh = f"羁押期间无法预计满{terms.months}个月之日。"
    else:
        en, zh = f"{terms.months} months end on {end}.", f"满{terms.months}个月之日：{end}。"
    return Step(what="end", en=en, zh=zh, until=end, article=terms.article)
