"""The filters of counts as SQL conditions. `p`: the period of the person in which the day lies."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from psycopg import sql

from ...domain.indicators.definitions import Where
from ...domain.kinds import COUNTY_BY_NAME

_WORDS = {
    "standing": "p.standing",
    "measure": "p.measure",
    "measure_kind": "p.measure_kind",
    "tier": "p.tier",
}
_YES_OR_NO = {
    "abstinent": "p.abstinent",
    "out_of_contact": "p.out_of_contact",
    "has_measure": "(p.measure is not null)",
    "in_custody": "p.in_custody",
    "employed": "p.employed",
    "assisted": "p.assisted",
}
_AGES = {"age_from": ">=", "age_before": "<"}


def on_a_day(where: Where, day: sql.Composed) -> list[sql.Composed]:
    """How the person stood on a day. Whose age is not known is of no age."""
    found: list[sql.Composed] = []
    for name, column in _WORDS.items():
        found += any_of(column, getattr(where, name))
    for name, column in _YES_OR_NO.items():
        if (wanted := getattr(where, name)) is not None:
            found.append(sql.SQL(column + " = {}").format(sql.Literal(wanted)))
    for name, than in _AGES.items():
        if (years := getattr(where, name)) is not None:
            age = "extract(year from age({}, p.born)) " + than + " {}"
            found.append(sql.SQL(age).format(day, sql.Literal(years)))
    if where.any_of:
        ways = [
            sql.SQL("(true and {})").format(sql.SQL(" and ").join(on_a_day(one, day))) for one in where.any_of
        ]
        found.append(sql.SQL("({})").format(sql.SQL(" or ").join(ways)))
    return found


def any_of(column: str, words: Iterable[str]) -> list[sql.Composed]:
    """One of several words; none given means any."""
    wanted = list(words)
    return [sql.SQL(column + " = any({})").format(sql.Literal(wanted))] if wanted else []


def says(column: str, fields: Mapping[str, str], kinds: Sequence[str]) -> list[sql.Composed]:
    """What a record says in some of its fields; one that it leaves out has the default of its kind."""
    found = []
    for name, text in fields.items():
        path = name.split(".")
        value = sql.SQL(column + " #>> {}").format(sql.Literal(path))
        default = sql.Literal(_default(kinds, path))
        found.append(sql.SQL("coalesce({}, {}) = {}").format(value, default, sql.Literal(text)))
    return found


def _default(kinds: Sequence[str], path: Sequence[str]) -> str | None:
    """What is said by leaving the field out, as text of JSON; None where kinds differ in it, or have none."""
    found = {_text(COUNTY_BY_NAME[kind].initial, path) for kind in kinds if kind in COUNTY_BY_NAME}
    return found.pop() if len(found) == 1 else None


def _text(value: Any, path: Sequence[str]) -> str | None:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)
    if value is None:
        return None
    plain = msgspec.to_builtins(value)
    return plain if isinstance(plain, str) else msgspec.json.encode(plain).decode()
