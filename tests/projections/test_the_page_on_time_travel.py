"""The worked example of docs/time-travel.md: every cell of its table is computed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from projections.recorded import recorded
from spec import on

from tongxin.domain.areas import name_of
from tongxin.domain.calendar import SHANGHAI
from tongxin.domain.correction.events import EventCorrected, EventRetracted
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.identity.events import ResidenceChanged
from tongxin.domain.moment import NOW, Moment
from tongxin.domain.testing.events import DrugTestKind, DrugTestMethod, DrugTestResult, DrugTestTaken
from tongxin.projections.at_moment import status_at

PAGE = Path(__file__).parents[2] / "docs" / "time-travel.md"
TEST = DrugTestTaken(
    occurred_at=on("2020-04-12"),
    test_id=UUID(int=1),
    method=DrugTestMethod.URINE,
    kind=DrugTestKind.ON_SITE,
    result=DrugTestResult.POSITIVE,
    testers=("wang.jun", "li.na"),
)
RIGHT = replace(TEST, occurred_at=on("2020-04-14"), result=DrugTestResult.NEGATIVE)
TOLD: list[tuple[str, Event]] = [
    ("2020-01-06", replace(REGISTERED, occurred_at=on("2020-01-06"))),
    ("2020-04-13", TEST),
    ("2020-06-10", ResidenceChanged(occurred_at=on("2020-06-02"), residence_area="640324101")),
    ("2020-07-01", EventCorrected(occurred_at=on("2020-07-01"), target=2, replacement=RIGHT)),
    ("2020-08-03", replace(TEST, occurred_at=on("2020-05-20"), test_id=UUID(int=2))),
    ("2020-09-01", EventRetracted(occurred_at=on("2020-09-01"), target=5)),
]


def story() -> list[Recorded[Event]]:
    events = recorded(event for _, event in TOLD)
    return [replace(one, recorded_at=on(day)) for one, (day, _) in zip(events, TOLD, strict=True)]


def end_of(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.max, SHANGHAI)


def told_at(moment: Moment) -> str:
    row = status_at(story(), moment)
    if row is None:
        return "not registered"
    test = f"{row.last_test_result} {row.last_test_on:%m-%d}" if row.last_test_on else "no test"
    return f"{test} · {name_of(row.residence_area or '')}"


def cells() -> Iterator[tuple[str, str, str]]:
    """As of, known at, and what the page says."""
    lines = iter(PAGE.read_text(encoding="utf-8").splitlines())
    head = next(line for line in lines if line.startswith("| as of"))
    known = re.findall(r"\d{4}-\d\d-\d\d", head)
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            return
        as_of, *said = [cell.strip() for cell in line.strip("|").split("|")]
        assert len(said) == len(known)
        yield from ((as_of, at, cell) for at, cell in zip(known, said, strict=True))


@pytest.mark.parametrize(("as_of", "known_at", "said"), list(cells()))
def test_a_cell_is_what_is_computed(as_of: str, known_at: str, said: str) -> None:
    assert told_at(Moment(end_of(as_of), end_of(known_at))) == said


def test_the_last_cell_is_the_live_status() -> None:
    assert list(cells())[-1][2] == told_at(NOW)


def test_the_page_tells_the_story_of_the_test() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for day, event in TOLD[1:]:
        right = event.replacement if isinstance(event, EventCorrected) else event
        true = "" if isinstance(event, EventRetracted) else f"{right.occurred_at:%Y-%m-%d}"
        assert re.search(rf"^\| {day} \| .* \| {true}\s?\|$", text, re.MULTILINE), day
