"""Policy files: TOML, read at start. The shipped ones are the defaults of every installation."""

import tomllib
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from ...domain.baseline.items import BaselineItems
from ...domain.classification.procedure import Procedure
from ...domain.classification.windows import ObjectionWindows
from ...domain.contact.intervals import ContactIntervals
from ...domain.duplicates.scoring import DuplicateRules
from ...domain.fund.purposes import FundPurposes
from ...domain.handover.overdue import HandoverAnswers
from ...domain.indicators.definitions import Definitions
from ...domain.policies.book import Policy, PolicyBook
from ...domain.policies.settings import CountySettings
from ...domain.policy_register.decide import WrongPolicy
from ...domain.reporting.layout import Layout
from ...domain.reporting.score_sheet import ScoreSheet
from ...domain.school_programme.items import ProgrammeItems
from ...domain.station.norms import StaffingNorm
from ...domain.tiering.rule_set import RuleSet, TierNames

_SHIPPED = Path(__file__).parents[2] / "domain" / "policies" / "shipped"
_POLICY = TypeAdapter(Policy)
_CONTENTS: dict[str, TypeAdapter[Any]] = {
    "tier-rules": TypeAdapter(RuleSet),
    "tier-names": TypeAdapter(TierNames),
    "tier-procedure": TypeAdapter(Procedure),
    "tier-objections": TypeAdapter(ObjectionWindows),
    "contact-intervals": TypeAdapter(ContactIntervals),
    "county-settings": TypeAdapter(CountySettings),
    "handover-answers": TypeAdapter(HandoverAnswers),
    "baseline-items": TypeAdapter(BaselineItems),
    "indicators": TypeAdapter(Definitions),
    "report-layout": TypeAdapter(Layout),
    "score-sheet": TypeAdapter(ScoreSheet),
    "duplicate-rules": TypeAdapter(DuplicateRules),
    "fund-purposes": TypeAdapter(FundPurposes),
    "staffing-norm": TypeAdapter(StaffingNorm),
    "programme-items": TypeAdapter(ProgrammeItems),
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
    try:
        policy: Policy = _POLICY.validate_python(document)
        check_content(policy)
    except ValidationError as error:
        first = error.errors()[0]
        raise PolicyFileRefused(f"{name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except WrongPolicy as wrong:
        raise PolicyFileRefused(f"{name}: {wrong}") from None
    return policy


def check_content(policy: Policy) -> None:
    """Raise `WrongPolicy` where the content does not fit the schema of its kind.

    It is what JSON can say that is checked, and strictly: the text "10" is no number.
    """
    if (adapter := _CONTENTS.get(policy.kind)) is None:
        return
    try:
        adapter.validate_json(plain(policy.content), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        raise WrongPolicy("/".join(map(str, ("content", *first["loc"]))), first["msg"]) from None


def plain(content: Any) -> bytes:
    """A content, or a whole document, as JSON. Raises `WrongPolicy` where JSON cannot say it."""
    try:
        return orjson.dumps(content)
    except orjson.JSONEncodeError as error:
        raise WrongPolicy("content", str(error)) from None


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
