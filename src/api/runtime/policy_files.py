"""Policy files: TOML, read at start. The shipped ones are the defaults of every installation."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ...domain.classification.procedure import Procedure
from ...domain.policies.book import Policy, PolicyBook
from ...domain.tiering.rule_set import RuleSet, TierNames

_SHIPPED = Path(__file__).parents[2] / "domain" / "policies" / "shipped"
_POLICY = TypeAdapter(Policy)
_CONTENTS: dict[str, TypeAdapter[Any]] = {
    "tier-rules": TypeAdapter(RuleSet),
    "tier-names": TypeAdapter(TierNames),
    "tier-procedure": TypeAdapter(Procedure),
}
"""What stands below `[content]`, for the kinds whose content is told here."""


class PolicyFileRefused(Exception):
    """A policy file cannot be read as one; the message names the file and the field."""


def parse(text: str, name: str) -> Policy:
    """A policy from TOML: its head at the top level, everything else below `[content]`."""
    try:
        document: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyFileRefused(f"{name} is not TOML: {error}") from None
    policy: Policy = _checked(_POLICY, document, name, ())
    if (content := _CONTENTS.get(policy.kind)) is not None:
        _checked(content, policy.content, name, ("content",))
    return policy


def _checked(adapter: TypeAdapter[Any], value: Any, name: str, where: tuple[str, ...]) -> Any:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(map(str, (*where, *first["loc"])))
        raise PolicyFileRefused(f"{name}: {at}: {first['msg']}") from None


def shipped() -> PolicyBook:
    """The policies that come with this code."""
    files = sorted(_SHIPPED.glob("*.toml"))
    return PolicyBook(tuple(parse(file.read_text("utf-8"), file.name) for file in files))


def schema() -> dict[str, Any]:
    """The JSON Schema of policy files, as TOML reads them; published as docs/policy.schema.json."""
    models = {"policy": _POLICY} | _CONTENTS
    inputs: list[tuple[str, Any, TypeAdapter[Any]]] = [(n, "validation", a) for n, a in models.items()]
    schemas, definitions = TypeAdapter.json_schemas(inputs)
    rules = [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {"properties": {"content": schemas[kind, "validation"]}},
        }
        for kind in _CONTENTS
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A policy of Tongxin 同心",
        **schemas["policy", "validation"],
        "allOf": rules,
        **definitions,
    }
