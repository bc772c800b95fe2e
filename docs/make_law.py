"""Writes docs/law.md: what each article says, what holds it in the code, and the tests that try it.

    .venv/bin/python docs/make_law.py

What the articles say stands in law.toml, with the names that hold it. What those names mean is read from the
code, and the tests are collected: an identifier of a test names an article, a rule or a time limit.
"""

import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from importlib import import_module
from inspect import getsourcefile
from pathlib import Path
from pkgutil import walk_packages

import tongxin.domain  # noqa: TID251
from tongxin.api.runtime.policy_files import shipped  # noqa: TID251
from tongxin.domain.deadlines.terms import KIND, Term, terms_of  # noqa: TID251
from tongxin.domain.refusals import RULES  # noqa: TID251

for _module in walk_packages(tongxin.domain.__path__, "tongxin.domain."):
    import_module(_module.name)  # so that every rule is known

PAGE = Path(__file__).with_name("law.md")
ROOT = Path(__file__).resolve().parent.parent
_HTTP = ("test_every_refusal.py", "test_queries.py", "test_nothing_told.py", "test_privacy.py")
TRIED_IN = ("tests/domain", *(f"tests/api/http/{file}" for file in _HTTP))
LIMITS = {term.rule: term for policy in shipped().of_kind(KIND) for term in terms_of(policy)}
SAID = tomllib.loads(Path(__file__).with_name("law.toml").read_text(encoding="utf-8"))
OPEN: dict[str, str] = SAID.pop("open")
OF_PEOPLE: dict[str, str] = SAID.pop("of_people")
_HEAD = """\
# The law, and what holds it

What each article says, as far as it binds a record of this kind; what holds it in the code; and the tests
that try it. *Refusals* are the answers to a command that the law, or sense, forbids: their codes are part
of the API. *Time limits* are counted from what is recorded. What is *counted* are terms, counters and
duties.

Written by [make_law.py](make_law.py) from [law.toml](law.toml), the code and the collected tests. A row
without a name in the code, or without a test, fails the tests, and so does a refusal, a time limit or a
term that cites an article without a row.
"""


@dataclass(frozen=True)
class Row:
    """One thing that an article says. `names`: what holds it. `tests`: identifiers."""

    article: str
    says: str
    names: tuple[str, ...]
    tests: tuple[str, ...]


def collected() -> list[str]:
    """The identifier of every test that may try an article, as pytest tells it."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", "-p", "no:cacheprovider"]
    told = subprocess.run([*command, *TRIED_IN], cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        raise RuntimeError(f"the tests cannot be collected:\n{told.stdout}")
    lines = [line for line in told.stdout.splitlines() if "::" in line]
    return [line.encode("ascii").decode("unicode_escape") for line in lines]


def rows(tests: list[str]) -> list[Row]:
    """Every row of law.toml with its tests. Raises `KeyError` for a name that nothing in the code has."""
    found = []
    for article, sayings in SAID.items():
        for says, names in sayings.items():
            wanted = tuple(name.removeprefix("~") for name in names if name.startswith("~"))
            held_by = tuple(name for name in names if not name.startswith("~"))
            for name in held_by:
                meaning_of(name)
            mine = [test for test in tests if any(_tries(test, name) for name in held_by)]
            mine += [test for test in tests if test not in mine and any(words in test for words in wanted)]
            found.append(Row(article, says, held_by, tuple(_of(article, mine))))
    return found


def _tries(test: str, name: str) -> bool:
    """Whether an identifier names a refusal or a time limit, and not only a longer name that holds it."""
    at_hand = name in RULES or name in LIMITS
    return at_hand and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", test) is not None


def _of(article: str, tests: list[str]) -> list[str]:
    """Of tests that name an article, those that name this one; and all that name none."""
    return [test for test in tests if not _named(test) or article in _named(test)]


def _named(test: str) -> set[str]:
    statutes = "|".join(sorted({article.partition(" ")[0] for article in SAID}))
    return {" ".join(found) for found in re.findall(rf"({statutes}) (\d+)", test)}


def cited(text: str) -> set[str]:
    """The articles that a citation names: "禁毒法 33, 38; 戒毒条例 31"."""
    found = set[str]()
    for part in text.split(";"):
        statute, _, numbers = part.strip().partition(" ")
        found |= {f"{statute} {number.strip()}".strip() for number in numbers.split(",")}
    return found


def articles_in_code() -> dict[str, set[str]]:
    """By the code of each refusal and the name of each time limit that cites articles: which."""
    rules = {code: cited(rule.article) for code, rule in RULES.items() if rule.article}
    return rules | {name: cited(term.article) for name, term in LIMITS.items()}


def articles_of_terms() -> set[str]:
    """The articles on which the terms of the measures and the limits of the penalties rest."""
    sections = [section for policy in shipped().of_kind("legal-terms") for section in policy.content.values()]
    texts = [text for section in sections for name, text in section.items() if name.endswith("article")]
    return {article for text in texts for article in cited(text)}


def meaning_of(name: str) -> str:
    """A name in the code and what it means, for a reader."""
    if name in RULES:
        return f"refusal `{name}`: {RULES[name].en}"
    if name in LIMITS:
        return f"time limit `{name}`: {_length(LIMITS[name])}{LIMITS[name].title}"
    module, _, attribute = name.rpartition(".")
    try:
        what = getattr(import_module(f"tongxin.{module}"), attribute)
    except (ImportError, ValueError, AttributeError):
        raise KeyError(name) from None
    file = Path(getsourcefile(what) or "").resolve().relative_to(ROOT)
    return f"counted by [`{attribute}`](../{file.as_posix()}): {(what.__doc__ or '').strip().splitlines()[0]}"


def _length(term: Term) -> str:
    for unit in ("days", "hours", "months", "working_days"):
        if (number := getattr(term, unit)) is not None:
            return f"{number} {unit.replace('_', ' ')}. "
    return "" if term.days_before is None else f"{term.days_before} days before. "


def page(found: list[Row]) -> str:
    """The whole document."""
    parts, statute = [_HEAD], ""
    for row in found:
        if (named := row.article.partition(" ")[0]) != statute:
            statute = named
            head = ["| article | says | held by | tried by |", "|---|---|---|---|"]
            parts.append("\n".join(["", f"## {statute}", "", *head]))
        parts.append(_line(row))
    parts.append(_list("Open", "What no source answers; none of it is guessed.", OPEN))
    parts.append(_list("Asked of people", "What the law asks and no rule of a record can hold.", OF_PEOPLE))
    return "\n".join(parts) + "\n"


def _line(row: Row) -> str:
    cells = [
        row.article,
        row.says,
        "<br>".join(meaning_of(name) for name in row.names),
        "<br>".join(f"`{_short(test)}`" for test in row.tests),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _short(test: str) -> str:
    return test.removeprefix("tests/")


def _list(title: str, about: str, entries: dict[str, str]) -> str:
    lines = [f"| {what} | {why} |" for what, why in entries.items()]
    return "\n".join(["", f"## {title}", "", about, "", "| what | why |", "|---|---|", *lines])


if __name__ == "__main__":
    PAGE.write_text(page(rows(collected())), encoding="utf-8")
