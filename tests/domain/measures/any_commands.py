"""Any commands of the three families, well-formed but lawful or not, on few identifiers and dates."""

from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any, get_args, get_type_hints
from uuid import UUID

from hypothesis import strategies as st
from spec import on

from tongxin.domain.addiction.commands import RecordAddictionFinding
from tongxin.domain.addiction.events import AddictionGround, AddictionLevel
from tongxin.domain.appeals.commands import AppealCommand, FileAppeal
from tongxin.domain.commands import Command
from tongxin.domain.measures.commands import (
    CancelMeasure,
    ChangeMeasure,
    CompleteMeasure,
    MeasureCommand,
    OrderMeasure,
    ReleaseFromMeasure,
    TerminateMeasure,
)
from tongxin.domain.measures.kinds import MeasureKind
from tongxin.domain.sanctions.commands import DecidePenalty, SanctionCommand

KINDS: tuple[type[Command], ...] = get_args(MeasureCommand | SanctionCommand | AppealCommand)
_ENDINGS = {CancelMeasure, ChangeMeasure, CompleteMeasure, ReleaseFromMeasure, TerminateMeasure}
_OFTEN = [kind for kind in KINDS for _ in range(1 if kind in _ENDINGS else 6)]
_NEW = {OrderMeasure: "measure_id", DecidePenalty: "penalty_id", FileAppeal: "appeal_id"}
IDS = [UUID(int=number) for number in (1, 2)]
FIRST_DAY = date(2020, 1, 1)
TEXTS = {"area": ["640324100", "640324101"], "to_area": ["640324100", "640324101"]}
_HINTS = {kind: get_type_hints(kind) for kind in KINDS}


def _values(name: str, hint: Any, days: list[date], ids: list[UUID]) -> st.SearchStrategy[Any]:
    options = [option for option in get_args(hint) if isinstance(option, type)] or [hint]
    wanted = options[0]
    strategy: st.SearchStrategy[Any]
    if wanted is UUID:
        strategy = st.sampled_from(ids)
    elif wanted is date:
        strategy = st.sampled_from(days)
    elif wanted is int:
        strategy = st.integers(1, 600)  # within the limits that the commands state
    elif wanted is str:
        strategy = st.sampled_from(TEXTS.get(name, ["x"]))
    else:
        strategy = st.from_type(wanted)
    return st.none() | strategy if type(None) in get_args(hint) else strategy


def command_of(kind: type[Command], day: date) -> st.SearchStrategy[Command]:
    """A command of this kind, mostly with this day as its dates."""
    common = {field.name for field in fields(Command)}
    hints = {name: hint for name, hint in _HINTS[kind].items() if name not in common and name != "EXAMPLE"}
    values = {name: _values(name, hint, [day, day, day, FIRST_DAY], IDS) for name, hint in hints.items()}
    if kind in _NEW:
        values[_NEW[kind]] = st.sampled_from([*IDS, None])
    return st.builds(kind, occurred_at=st.just(_noon(day)), **values)


def of_a_day(kind: type[Command], day: date, ids: list[UUID]) -> st.SearchStrategy[Command]:
    """A command of this kind on one of these measures, with this day as all its dates."""
    hints = {field.name: hint for field in fields(kind) if (hint := _hints(kind).get(field.name)) is not None}
    values = {name: _values(name, hint, [day], ids) for name, hint in hints.items()}
    return st.builds(kind, occurred_at=st.just(_noon(day)), **values)


def _hints(kind: type[Command]) -> dict[str, Any]:
    common = {field.name for field in fields(Command)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name not in common}


def _noon(day: date) -> datetime:
    return on(day.isoformat())


@st.composite
def histories(draw: st.DrawFn) -> list[Command]:
    """A finding of addiction and two orders, then anything, each a day later than what came before."""
    commands: list[Command] = [
        RecordAddictionFinding(
            occurred_at=_noon(FIRST_DAY),
            level=AddictionLevel.SERIOUSLY_ADDICTED,
            grounds=(AddictionGround.INJECTION,),
            found_by=("x", "y"),
            document_number="x",
        )
    ]
    commands += [
        OrderMeasure(
            occurred_at=_noon(FIRST_DAY),
            measure_id=measure_id,
            kind=draw(st.sampled_from([MeasureKind.COMMUNITY_DETOX, MeasureKind.COMPULSORY_ISOLATION])),
            decided_on=FIRST_DAY,
            decider="x",
        )
        for measure_id in IDS
    ]
    kinds = draw(st.lists(st.sampled_from(_OFTEN), min_size=20, max_size=60))
    return commands + [draw(command_of(kind, FIRST_DAY + timedelta(days=n))) for n, kind in enumerate(kinds)]
