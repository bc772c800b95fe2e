"""What a rule set says: tiers, and tables of rules with their reasons. The content of a "tier-rules" policy.

Tiers stand in order, the most intrusive first. Several tables come to the most intrusive of their tiers.
"""

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How a table comes to a tier: by the first rule that applies, or by adding up points."""

    FIRST_MATCH = "first-match"
    POINTS = "points"


class Combination(StrEnum):
    """How several tables come to one tier."""

    MAXIMUM = "maximum"


class Mark(StrEnum):
    """How well a rule is founded: seen in a source, derived from one, or the product's own judgement."""

    SOURCED = "sourced"
    SOURCED_LOW = "sourced-low"
    DERIVED = "derived"
    INFERRED = "inferred"


class FactType(StrEnum):
    """What a fact's values are. Counts and lengths of time are whole numbers."""

    BOOL = "bool"
    INT = "int"
    STRING = "string"


_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TierName:
    """A tier. `records_as`: the tier of the record (T1 … T4, not_classified) that a proposal of it names.

    `meaning_*`: what it means for the person. `article`: where the name is published.
    """

    __pydantic_config__ = _STRICT

    code: str
    zh: str
    en: str
    records_as: str | None = None
    meaning_zh: str | None = None
    meaning_en: str | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactName:
    """A fact that rules may ask for. `zh`, `en`: what it is called where it is missing."""

    __pydantic_config__ = _STRICT

    name: str
    type: FactType
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TierRule:
    """A rule. `when`: a CEL condition over facts. `tier` in a first-match table, `points` in a points table.

    `because_*`: the reason in a sentence; it may name facts in braces. `basis`: the article or source;
    `basis_zh`: in Chinese words, where `basis` is not.
    """

    __pydantic_config__ = _STRICT

    id: str
    when: str
    because_zh: str
    because_en: str
    basis: str
    basis_zh: str | None = None
    mark: Mark
    tier: str | None = None
    points: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The tier of so many points or more."""

    __pydantic_config__ = _STRICT

    at_least: int
    tier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rules that come to a tier together. `bands`: of a points table.

    `requires`: facts without which the table's answer is provisional, whether a rule asks for them or not.
    """

    __pydantic_config__ = _STRICT

    id: str
    zh: str
    en: str
    mode: Mode
    rules: tuple[TierRule, ...]
    bands: tuple[Band, ...] = ()
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """A rule set. `otherwise`: the tier where no rule applies. `facts`: those beside the built-in ones.

    `source_zh`: the policy's source in Chinese words, where that is not.
    """

    __pydantic_config__ = _STRICT

    tiers: tuple[TierName, ...]
    otherwise: str
    tables: tuple[Table, ...]
    combination: Combination = Combination.MAXIMUM
    facts: tuple[FactName, ...] = ()
    notes: tuple[str, ...] = ()
    source_zh: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TierNames:
    """A published scheme of which only the names are known. `unknown`: what is not published."""

    __pydantic_config__ = _STRICT

    tiers: tuple[TierName, ...]
    unknown: tuple[str, ...]
    notes: tuple[str, ...] = ()
