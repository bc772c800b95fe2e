"""Documents say what is so: commands, variables, links, the table of events, and both languages the same."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from tongxin.api.cli import COMMANDS
from tongxin.api.reference_data.county import county
from tongxin.api.runtime.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = [*READMES, *sorted(DOCS.rglob("*.md"))]
READ_BY_THE_EMBEDDED_DATABASE = {"TONGXIN_PG_BIN"}
ENVIRONMENT = {f"TONGXIN_{name.upper()}" for name in Settings.model_fields} | READ_BY_THE_EMBEDDED_DATABASE
LONGEST_README = 150

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
readmes = pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.name)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def code_of(page: Path) -> str:
    """What stands in code blocks and code spans."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text_of(page), re.M | re.S)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text_of(page), flags=re.M | re.S))
    return "\n".join([*blocks, *spans])


def anchors(page: Path) -> set[str]:
    """The names that links within a page can use."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.M)
    plain = (re.sub(r"\[(.+?)\]\(.+?\)", r"\1", heading) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in plain}


def broken_links(page: Path) -> list[str]:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (page.parent / path).resolve() if path else page
        if not file.is_relative_to(ROOT) or not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    return broken


def make_commands(page: Path) -> set[str]:
    return set(re.findall(r"\bmake ([a-z]+)", code_of(page)))


def tongxin_commands(page: Path) -> set[str]:
    return set(re.findall(r"\.venv/bin/tongxin ([a-z]+)", code_of(page)))


def variables(page: Path) -> set[str]:
    return set(re.findall(r"\bTONGXIN_[A-Z_]+\b", text_of(page)))


@pages
def test_every_link_leads_somewhere(page: Path) -> None:
    assert not broken_links(page)


def test_a_dead_link_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text("# A page\n[a](#a-page) [b](page.md#a-page) [c](https://a.example/b)\n", encoding="utf-8")
    assert not broken_links(page)
    page.write_text("# A page\n[a](#b) [b](gone.md) [c](../etc)\n![d](d.svg)\n", encoding="utf-8")
    assert broken_links(page) == ["#b", "gone.md", "../etc", "d.svg"]


@pages
def test_every_make_command_is_in_the_makefile(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", text_of(ROOT / "Makefile"), re.M))
    assert make_commands(page) <= targets


@readmes
def test_every_setting_is_described(readme: Path) -> None:
    assert variables(readme) == ENVIRONMENT


@readmes
def test_a_described_default_is_the_default(readme: Path) -> None:
    """Of each plain value, in the table of settings."""
    rows = re.findall(r"^\| `(TONGXIN_[A-Z_]+)` \|[^|]*\| `([^`|]+)` \|$", text_of(readme), re.M)
    described = {name.removeprefix("TONGXIN_").lower(): value for name, value in rows}
    assert {"host", "port", "max_body", "patience", "committers", "data_may_be_lost"} <= described.keys()
    for name, value in described.items():
        assert value == _shown(Settings.model_fields[name].default)


def _shown(default: object) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    return f"{default:g}" if isinstance(default, float) else str(default)


@readmes
def test_a_readme_is_short(readme: Path) -> None:
    assert len(text_of(readme).splitlines()) <= LONGEST_README


@readmes
def test_every_command_of_tongxin_exists(readme: Path) -> None:
    assert tongxin_commands(readme) <= COMMANDS.keys()


@readmes
def test_the_person_worth_looking_at_is_the_one_that_is_printed(readme: Path) -> None:
    assert f"/persons/{county().worth_looking_at()}\n" in text_of(readme)


def test_both_languages_say_the_same() -> None:
    english, chinese = READMES
    for said in (make_commands, tongxin_commands, variables):
        assert said(english) == said(chinese)
    assert len(re.findall("^#+ ", text_of(english), re.M)) == len(re.findall("^#+ ", text_of(chinese), re.M))
    links = [set(re.findall(r"\]\(([^)]+)\)", text_of(page))) - {p.name for p in READMES} for page in READMES]
    assert links[0] == links[1]
    assert chinese.name in text_of(english)
    assert english.name in text_of(chinese)


def test_every_decision_is_in_the_index() -> None:
    index = text_of(DOCS / "decisions" / "README.md")
    decisions = sorted(path.name for path in (DOCS / "decisions").glob("0*.md"))
    assert re.findall(r"\]\((0[^)]+)\)", index) == decisions
    assert [name[:4] for name in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]


def test_the_table_of_events_is_up_to_date() -> None:
    made = runpy.run_path(str(DOCS / "make_events.py"))
    assert made["PAGE"].read_text(encoding="utf-8") == made["page"](), "run docs/make_events.py"
    leading = made["commands"]()
    assert all(leading.values()), "an event that no command leads to"
    assert {command for commands in leading.values() for command in commands} == made["paths"]().keys()


@pytest.fixture(scope="module")
def law() -> Any:
    """What make_law.py knows, with the rows and their tests."""
    made = runpy.run_path(str(DOCS / "make_law.py"))
    return made | {"found": made["rows"](made["collected"]())}


def test_the_table_of_the_law_is_up_to_date(law: Any) -> None:
    assert law["PAGE"].read_text(encoding="utf-8") == law["page"](law["found"]), "run docs/make_law.py"


def test_no_article_is_without_a_rule_or_without_a_test(law: Any) -> None:
    empty = [(row.article, row.says) for row in law["found"] if not row.names or not row.tests]
    assert not empty


def test_every_article_that_the_code_cites_has_a_row_with_that_rule(law: Any) -> None:
    held = {(row.article, name) for row in law["found"] for name in row.names}
    cited = {(article, name) for name, articles in law["articles_in_code"]().items() for article in articles}
    assert not cited - held
    assert law["articles_of_terms"]() <= {row.article for row in law["found"]}


def test_a_row_that_nothing_holds_is_found(law: Any) -> None:
    with pytest.raises(KeyError, match="no-such-rule"):
        law["meaning_of"]("no-such-rule")
    with pytest.raises(KeyError, match="nowhere"):
        law["meaning_of"]("domain.measures.nowhere")
    assert not law["_of"]("禁毒法 33", ["x[禁毒法 34: y]"])
    assert not law["_tries"]("x[penalty-revoked at]", "revoked")
    assert all(law["OPEN"].values())
    assert all(law["OF_PEOPLE"].values())
