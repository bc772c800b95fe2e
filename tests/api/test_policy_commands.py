"""Policies on the command line: published, retired, refused in a sentence, the rules asked once."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from api.test_cli import tongxin
from store.appending import rows
from store.embedded_tools import temporary_place

from tongxin.domain.calendar import law_date

TODAY = law_date(datetime.now(UTC))
PATHWAY = """\
kind = "pathway"
name = "6231"
version = "2021-1"
title = "“6231” as the county defines it"
title_zh = "县里定义的“6231”工作模式"
status = "county"
source = "示例文件"
effective_from = 2021-01-01

[content]
definition = "county_supplied"
supplied_on = 2020-12-20

[[content.components]]
id = "first-visit"
title = "First visit"
title_zh = "首次走访"
kind = "milestone"
due = { days = 30 }
"""


@pytest.fixture
def place() -> Iterator[Path]:
    with temporary_place() as folder:
        yield folder


@pytest.fixture
def published(place: Path, database: str) -> Path:
    """A county that has published a pathway; the file."""
    file = place / "6231.toml"
    file.write_text(PATHWAY, "utf-8")
    ended = tongxin(place, "policy", "publish", str(file), "--user", "wang.jun", database_url=database)
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr
    assert "pathway “6231” 2021-1 is published." in ended.stderr
    return file


def told(place: Path, database: str, *arguments: str) -> Any:
    ended = tongxin(place, *arguments, "--json", database_url=database)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def refused(place: Path, database: str, *arguments: str) -> str:
    ended = tongxin(place, *arguments, database_url=database)
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_a_file_published_twice_is_published_once(place: Path, database: str, published: Path) -> None:
    again = told(place, database, "policy", "publish", str(published), "--user", "wang.jun")
    assert (again["replayed"], again["version"]) == (True, 1)
    assert rows(database, "select type from events") == ["policy.published/1"]
    assert "version: There is a pathway" in refused(place, database, "policy", "publish", str(published))


def test_what_is_in_force_on_a_day_is_listed(place: Path, database: str, published: Path) -> None:
    for day, version in (("2020-12-31", "0"), ("2021-01-01", "2021-1")):
        found = told(place, database, "policy", "list", "--on", day)
        assert [one["version"] for one in found if one["name"] == "6231"] == [version]
    assert "county" in tongxin(place, "policy", "list", "--on", "2021-01-01", database_url=database).stdout
    assert "2021-1" not in tongxin(place, "policy", "list").stdout


def test_it_is_retired_from_a_day_on(place: Path, database: str, published: Path) -> None:
    retire = ("policy", "retire", "6231", "2021-1", "--reason", "另行规定")
    said = refused(place, database, *retire, "--from", str(TODAY - timedelta(1)))
    assert "tongxin: retired_from: " in said
    done = told(place, database, *retire, "--from", str(TODAY + timedelta(30)))
    assert [event["type"] for event in done["events"]] == ["policy.retired/1"]
    assert "no policy" in refused(place, database, "policy", "retire", "6231", "9", "--reason", "x",
                                  "--from", str(TODAY))  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('status = "county"', 'status = "statute"', "tongxin: status: "),
        ('kind = "milestone"', 'kind = "stone"', "tongxin: content.components.0.kind: "),
        ('kind = "pathway"', 'kind = "legal-terms"', "tongxin: kind: "),
        ('name = "6231"', "", "name: Field required"),
        ("[content]", "[content", "is not TOML"),
    ],
)
def test_a_file_that_cannot_be_published_is_refused_in_a_sentence(
    place: Path, database: str, old: str, new: str, says: str
) -> None:
    file = place / "wrong.toml"
    file.write_text(PATHWAY.replace(old, new, 1), "utf-8")
    assert says in refused(place, database, "policy", "publish", str(file)).replace("\n", " ")
    assert rows(database, "select count(*) from events") == [0]


def test_the_rules_can_be_asked_once(place: Path, database: str, published: Path) -> None:
    ended = tongxin(place, "policy", "propose", "--once", "--from-beginning", database_url=database)
    assert ended.returncode == 0, ended.stderr
    assert "0 proposals were recorded." in ended.stderr
