"""The page on policies says what is so, and its example can be published."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from spec import POLICIES, given_register

from tongxin.api.runtime.policy_files import parse
from tongxin.domain.policies.book import Policy
from tongxin.domain.policy_register.commands import PublishPolicy
from tongxin.domain.policy_register.decide import PUBLISHED
from tongxin.domain.policy_register.events import PolicyPublished

PAGE = (Path(__file__).parents[3] / "docs" / "policies.md").read_text("utf-8")


def kinds(*, published: bool) -> set[str]:
    """The kinds of the table that are published by command, or those that are not."""
    rows = re.findall(r"^\| (`.+?`) \|.*\| (yes|no)\b.*\|$", PAGE, re.M)
    return {
        kind for names, word in rows for kind in re.findall("`(.+?)`", names) if (word == "yes") is published
    }


def test_the_table_names_every_kind_that_is_published_and_every_other() -> None:
    assert kinds(published=True) == set(PUBLISHED)
    assert kinds(published=False) == {policy.kind for policy in POLICIES.policies} - set(PUBLISHED)


def test_the_example_can_be_published() -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
    policy = parse(text, "6231.toml")
    told: dict[str, Any] = {field.name: getattr(policy, field.name) for field in fields(Policy)}
    given_register().when(PublishPolicy(**told)).then_recorded(PolicyPublished)
