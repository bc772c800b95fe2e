"""How a refusal is told: what was asked before, then what is refused, by which rule, at which field."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from tongxin.api.http.index import COLLECTIONS

ANYBODY = {
    "name": "马建国",
    "birth_date": "1988-03-15",
    "sex": "male",
    "domicile_area": "640324",
    "residence_area": "640324100",
    "source": "screening",
    "occurred_at": "2016-01-01",
}
WOMAN = {"sex": "female"}
A1, A2, A3, A4, A5, A6 = (f"01970000-0000-7000-8000-0000000000a{n}" for n in range(1, 7))
"""Measures: the detox and the isolation of the examples, then others."""
NOBODY = "01970000-0000-7000-8000-0000000000ff"
SOMEBODY = str(UUID(bytes=sha256(b"local\0somebody").digest()[16:], version=5))
"""A person who is on the register before anything is refused: an identifier follows from user and key."""
EXAMPLES = {
    (path, action): command.EXAMPLE
    for path, collection in COLLECTIONS.items()
    for action, (_, command) in collection.commands.items()
}
LEFT_OUT: Any = object()


@dataclass(frozen=True)
class Step:
    """One request. `action`: below the record; None begins one. `by`: role of the actor."""

    action: str | None
    body: dict[str, Any]
    by: str = "police_officer"


@dataclass(frozen=True)
class Refusal:
    """`given`: granted before. `ask`: refused under `rule`, at `at` (None: the state forbids it).

    `who`: what is other about the record than in the example. `on`: the collection. `of_nobody`: asked of
    no record at all.
    """

    rule: str
    at: str | None
    ask: Step
    given: tuple[Step, ...] = ()
    who: dict[str, Any] = field(default_factory=dict)
    on: str = "persons"
    of_nobody: bool = False


def do(action: str, *, of: str = "persons", by: str = "police_officer", **changes: Any) -> Step:
    """The example of a command on records of a collection, with changes."""
    changed = EXAMPLES[of, action] | changes
    body = {name: value for name, value in changed.items() if value is not LEFT_OUT}
    return Step(action, body, by)


def on(day: str, action: str, **changes: Any) -> Step:
    """The same, with every date of the example on this day."""
    example = EXAMPLES["persons", action]
    dates = {name: day for name in example if name.endswith("_on")} | {"occurred_at": day}
    return do(action, **(dates | changes))


def order(kind: str, day: str, measure_id: str, **changes: Any) -> Step:
    """A measure, decided on a day."""
    plain = {"decision_number": LEFT_OUT, "term_months": LEFT_OUT, "legal_basis": LEFT_OUT}
    return on(day, "measures", **(plain | {"kind": kind, "measure_id": measure_id} | changes))


def served(day: str, measure_id: str) -> Step:
    return on(day, "decision-services", measure_id=measure_id)


FOUND = do("addiction-findings", level="seriously_addicted", grounds=["injection"], occurred_at="2019-06-02")
MILDLY = do("addiction-findings", occurred_at="2019-06-02")
ORDERED = (FOUND, order("community_detox", "2019-06-03", A1), served("2019-06-04", A1))
DETOX = (*ORDERED, do("reportings"))
SENTENCED = (FOUND, order("compulsory_isolation", "2020-11-02", A2), served("2020-11-02", A2))
ISOLATED = (*SENTENCED, do("facility-entries"))
OUT = (*ISOLATED, on("2022-11-02", "releases", manner="at_expiry"))
REHAB = (
    *OUT,
    order("community_rehab", "2022-11-02", A3, term_months=36),
    served("2022-11-02", A3),
    on("2022-11-05", "reportings", measure_id=A3),
)
