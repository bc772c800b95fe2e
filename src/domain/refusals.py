"""Why a command can be refused: one rule each, with the article where a law is the reason.

A rule's code is part of the API and stays; its sentences may be bettered.
"""

from dataclasses import dataclass
from typing import Any

RULES: dict[str, "Rule"] = {}
"""Every rule by its code."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A ground for refusal. `en`, `zh` may name details in braces; `article` cites the law, if it is one."""

    code: str
    en: str
    zh: str
    article: str | None = None

    def __post_init__(self) -> None:
        if self.code in RULES:
            raise ValueError(f"two rules have the code {self.code}")
        RULES[self.code] = self

    def refuse(self, at: str | None = None, **details: Any) -> "Refused":
        """The refusal to raise. `at`: the field of the command that is at fault."""
        return Refused(self, at, details)


class Refused(Exception):
    """A command was not granted; nothing was recorded. `field`: the one that is at fault, if one is."""

    def __init__(self, rule: Rule, field: str | None, details: dict[str, Any]) -> None:
        super().__init__(rule.code)
        self.rule = rule
        self.field = field
        self.details = details

    def __str__(self) -> str:
        return self.rule.en.format_map(self.details)

    @property
    def zh(self) -> str:
        """The sentence in Chinese."""
        return self.rule.zh.format_map(self.details)
