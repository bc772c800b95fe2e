"""What the articles forbid is refused naming them, and what they allow is granted."""

import pytest
from domain.measures.law_allowed import ALLOWED
from domain.measures.law_forbidden import FORBIDDEN
from spec import given

from tongxin.domain.commands import Command
from tongxin.domain.events import Event
from tongxin.domain.measures import rules_of_deciding as deciding
from tongxin.domain.measures import rules_of_law as law
from tongxin.domain.refusals import Rule


@pytest.mark.parametrize(
    ("history", "command", "rule", "field"),
    [pytest.param(*case[1:], id=f"{case[0]} ({case[3].code})") for case in FORBIDDEN],
)
def test_forbidden(history: tuple[Event, ...], command: Command, rule: Rule, field: str) -> None:
    refusal = given(*history).when(command).then_refused(rule, field)
    assert refusal.rule.article


@pytest.mark.parametrize(("history", "command"), [pytest.param(*case, id=name) for name, *case in ALLOWED])
def test_allowed(history: tuple[Event, ...], command: Command) -> None:
    outcome = given(*history).when(command).outcome
    assert isinstance(outcome, list), f"{outcome}"
    assert outcome


@pytest.mark.parametrize(
    ("article", "rule"), [(name.partition(":")[0], rule) for name, _, _, rule, _ in FORBIDDEN]
)
def test_the_refusal_names_the_article(article: str, rule: Rule) -> None:
    statute, number = article.split(" ")
    cited = (rule.article or "").split("; ")
    assert any(
        one.startswith(statute) and number in one.removeprefix(statute).strip().split(", ") for one in cited
    )


def test_every_rule_of_law_is_tried() -> None:
    both = (*vars(law).values(), *vars(deciding).values())
    every = {rule.code for rule in both if isinstance(rule, Rule)}
    assert every == {rule.code for _, _, _, rule, _ in FORBIDDEN}
