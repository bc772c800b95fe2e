"""A rule set tried on real history: who would move, and by which rule. Nothing is written."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter
from uuid import UUID

from ...domain.correction.effective import effective
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.policies.book import NoPolicy, Policy, PolicyBook
from ...domain.tiering.engine import Answer, Rules
from ...domain.tiering.facts import facts_of
from ...domain.tiering.timeline import Chronicle
from ...store.streams import Pool
from .histories import every_person, histories
from .tier_rules import rules_in_force, rules_of

_STEP = timedelta(days=30)
NO_TIER = "-"


@dataclass(frozen=True, slots=True)
class Move:
    """A person whose tier would be another, from the first day looked at on which it would."""

    person: UUID
    day: date
    before: str
    after: str
    rules_before: tuple[str, ...]
    rules_after: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a rule set would change. `counts`: how many persons move from which tier to which."""

    rule_set: str
    rule_set_version: str
    days: tuple[date, ...]
    persons: int
    unreadable: int
    moves: tuple[Move, ...]
    counts: dict[str, int]
    seconds: float


def days_from(since: date | None, upto: date) -> tuple[date, ...]:
    """The days to look at: every thirtieth since a date, and the last."""
    days = []
    day = upto if since is None else min(since, upto)
    while day < upto:
        days.append(day)
        day += _STEP
    return (*days, upto)


async def simulate(
    pool: Pool,
    book: PolicyBook,
    draft: Policy,
    days: Sequence[date],
    progress: Callable[[int, int], None] | None = None,
) -> Simulation:
    """Try a rule set on every person. Raises `WrongRuleSet`. `progress`: told how many of how many."""
    began, rules = perf_counter(), rules_of(draft)
    streams = await every_person(pool)
    moves: list[Move] = []
    done = unreadable = 0
    async for stream, history in histories(pool, streams):
        done += 1
        if history is None:
            unreadable += 1
        elif (move := _compared(stream, history, rules, draft, book, days)) is not None:
            moves.append(move)
        if progress is not None:
            progress(done, len(streams))
    counts = Counter(f"{move.before} → {move.after}" for move in moves)
    return Simulation(
        draft.name, draft.version, tuple(days), done, unreadable, tuple(moves), dict(counts.most_common()),
        perf_counter() - began,
    )  # fmt: skip


def _compared(
    stream: UUID,
    history: Sequence[Recorded[Event]],
    rules: Rules,
    draft: Policy,
    book: PolicyBook,
    days: Sequence[date],
) -> Move | None:
    chronicle = Chronicle(effective(history))
    for day in days:
        facts = facts_of(chronicle, day, book)
        after = rules.apply(facts)
        before = _present(book, draft.name, day)
        was = after if before is rules else None if before is None else before.apply(facts)
        if was is None or was.tier != after.tier:
            tier = NO_TIER if was is None else was.tier
            return Move(stream, day, tier, after.tier, _rules(was), _rules(after), after.missing)
    return None


def _present(book: PolicyBook, name: str, day: date) -> Rules | None:
    try:
        return rules_in_force(book, day, name)[1]
    except NoPolicy:
        return None


def _rules(answer: Answer | None) -> tuple[str, ...]:
    return () if answer is None else tuple(fired.rule.id for fired in answer.fired)
