"""Which records would have been refused, had what is corrected been known when they were asked for.

A correction is a fact and is never refused for what follows from it. What followed was decided in good faith
on another history; here it is asked for anew, event by event, on the corrected one.
"""

from collections.abc import Sequence
from dataclasses import replace

from ..commands import Context
from ..envelope import Recorded
from ..events import Event
from ..kinds import kind_of
from ..policies.book import PolicyBook
from ..refusals import Refused, Rule
from .asked_anew import as_asked
from .effective import effective
from .events import Contradiction


def unlawful_after(
    history: Sequence[Recorded[Event]], correction: Event, policies: PolicyBook
) -> list[tuple[int, Rule]]:
    """The versions that would be refused once `correction` counts, and by which rule, in their order.

    `history`: all that is recorded in the stream, earlier corrections too. Not named is what would have been
    refused without this correction already. The corrected event itself is asked for anew too.
    """
    last = history[-1]
    corrected = [*history, replace(last, version=last.version + 1, event=correction)]
    before, after = refused(history, policies), refused(corrected, policies)
    return [(version, rule) for version, rule in after.items() if before.get(version) is not rule]


def contradictions(
    history: Sequence[Recorded[Event]], correction: Event, policies: PolicyBook
) -> tuple[Contradiction, ...]:
    """The same, as it is stored with the correction."""
    found = unlawful_after(history, correction, policies)
    return tuple(Contradiction(version, rule.code, rule.article) for version, rule in found)


def refused(history: Sequence[Recorded[Event]], policies: PolicyBook) -> dict[int, Rule]:
    """Which of the events that count would be refused on what counts before them, by version."""
    kind = kind_of(history[0].event)
    state = kind.initial
    found: dict[int, Rule] = {}
    for events, command in as_asked(effective(history)):
        first = events[0]
        if command is not None:
            context = Context(
                now=max(first.recorded_at, first.event.occurred_at),
                occurred_at=first.event.occurred_at,
                actor=first.actor,
                new_id=first.event_id,
                policies=policies,
            )
            try:
                kind.decide(state, command, context)
            except Refused as refusal:
                found[first.version] = refusal.rule
        for recorded in events:
            state = kind.evolve(state, recorded.event)
    return found
