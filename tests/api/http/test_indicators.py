"""Indicators over HTTP: values, what they were worked out from, what stands behind, and who may see that."""

from typing import Any
from urllib.parse import quote

import pytest
from api.http.conftest import Service
from api.http.test_deadlines import TODAY
from api.http.test_filters import told
from api.http.test_worklist import a_test

from tongxin.api.runtime import indicators_past

TOWN, OTHER = "640324100", "640324101"
TEAM = {"Tongxin_User": "data.one", "Tongxin_Role": "data_team", "Tongxin_Unit": "640324"}
SPAN = "since=2020-01-01&before=2021-01-01"


async def asked(service: Service, path: str, status: int = 200, by: dict[str, str] | None = None) -> Any:
    answer = await service.get(path, **by or {})
    assert answer.status_code == status, answer.text
    return answer.json()


async def registered(service: Service, number: int, area: str, day: str = "2019-05-20") -> str:
    """A person of a number of their own."""
    first = f"99999919880315{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(w * int(c) for w, c in zip(weights, first, strict=True)) % 11]
    return await service.registered(
        identity_number=first + check,
        sex="male" if number % 2 else "female",
        residence_area=area,
        occurred_at=day,
    )


async def county(service: Service) -> tuple[list[str], int]:
    """Seven persons in one township, of whom two are out of contact; one in another, found using in 2020."""
    persons = [await registered(service, number, TOWN) for number in range(1, 8)]
    persons.append(await registered(service, 8, OTHER))
    for person in persons[:2]:
        await told(service, person, "contact-losses", {"occurred_at": "2020-03-01"})
    position = await told(service, persons[7], "tests", a_test(0, "positive") | {"occurred_at": "2020-02-03"})
    return persons, position


async def opened(service: Service, address: str) -> list[dict[str, Any]]:
    """All that an address opens, a page of two at a time."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = await asked(service, f"{address}&limit=2{cursor}")
        found += page["items"]
        if page["next"] is None:
            assert page["value"] == len(found)
            return found
        cursor = f"&cursor={page['next']}"


async def test_a_value_says_how_it_was_worked_out_and_opens(service: Service) -> None:
    persons, position = await county(service)
    path = f"/indicators/out_of_contact_rate?at_least={position}"
    found = await asked(service, f"{path}&on=2020-12-31")
    assert (found["candidate"]["code"], found["policy"]["version"], found["position"]) == (
        "lost_contact", "1", position,
    )  # fmt: skip
    [row] = found["rows"]
    assert (row["value"], row["numerator"], row["denominator"]) == ("0.250000", 2, 8)
    lost = next(one for one in row["counts"] if one["code"] == "out_of_contact")
    assert {one["id"] for one in await opened(service, lost["opens"])} == set(persons[:2])
    reads = await asked(service, f"/persons/{persons[0]}/reads")
    assert "count:out_of_contact" in [read["what"] for read in reads["reads"]]
    rows = (await asked(service, f"{path}&{SPAN}&by=quarter&by=area"))["rows"]
    shown = [(one["period"], one["area_name"], one["value"]) for one in rows]
    assert shown[:4] == [
        ("2020-Q1", "豫海镇", "0.285714"), ("2020-Q1", "河西镇", "0.000000"),
        ("2020-Q2", "豫海镇", "0.285714"), ("2020-Q2", "河西镇", "0.000000"),
    ]  # fmt: skip
    for one in rows:
        for count in one["counts"]:
            assert len(await opened(service, count["opens"])) == count["value"]


async def test_candidates_a_zero_below_the_line_and_events_behind_a_number(service: Service) -> None:
    persons, position = await county(service)
    path = f"/indicators/relapse_rate?at_least={position}&"
    [row] = (await asked(service, f"{path}{SPAN}"))["rows"]
    assert row["value"] == "1.000000"  # found again, as the person was on the register
    found = next(one for one in row["counts"] if one["code"] == "found_again")
    [event] = await opened(service, found["opens"])
    assert (event["id"], event["day"]) == (persons[7], "2020-02-03")
    other = await asked(service, f"{path}{SPAN}&candidate=of_stock")
    assert (other["candidate"]["mark"], other["rows"][0]["value"]) == ("U", "0.000000")
    [empty] = (await asked(service, f"{path}since=2018-01-01&before=2019-01-01"))["rows"]
    assert (empty["value"], empty["why"], empty["denominator"]) == (None, "denominator-zero", 0)


async def test_who_sees_aggregates_only_sees_no_small_number_and_nobody(service: Service) -> None:
    _, position = await county(service)
    path = f"/indicators/out_of_contact_rate?at_least={position}"
    [row] = (await asked(service, f"{path}&on=2020-12-31", by=TEAM))["rows"]
    assert (row["value"], row["why"], row["suppressed"]) == (None, "suppressed", True)
    # two are out of contact; with the number of the others and their sum, anybody could tell
    assert [(one["value"], one["opens"]) for one in row["counts"]] == [(None, None), (None, None)]
    rows = (await asked(service, f"/indicators/overdue_reporting?{SPAN}&by=month", by=TEAM))["rows"]
    assert [one["value"] for one in rows] == ["0"] * 12
    for finer in ("on=2020-12-30", "since=2020-01-02&before=2020-02-01", f"{SPAN}&area=640324",
                  f"{SPAN}&by=worker", f"{SPAN}&worker=ma.li"):  # fmt: skip
        problem = await asked(service, f"{path}&{finer}", 403, TEAM)
        assert problem["rule"] == "coarse-cells-only", finer
    for closed in (f"/indicators/counts/found?{SPAN}", f"/facts?{SPAN}", f"/facts/counts?{SPAN}",
                   "/tiers/population?since=2020-01-01"):  # fmt: skip
        problem = await asked(service, closed, 403, TEAM)
        assert problem["rule"] == "aggregates-only", closed


async def test_what_was_known_earlier(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    persons, position = await county(service)
    history = (await asked(service, f"/persons/{persons[0]}/history"))["events"]
    before = quote(history[-1]["recorded_at"])  # the first of the two losses of contact
    path = f"/indicators/out_of_contact_rate?at_least={position}&on=2020-12-31"
    [row] = (await asked(service, f"{path}&known_at={before}"))["rows"]
    assert (row["numerator"], row["denominator"]) == (1, 8)
    [lost] = [one for one in row["counts"] if one["code"] == "out_of_contact"]
    assert [one["id"] for one in await opened(service, lost["opens"])] == persons[:1]
    now = await asked(service, path)
    end = await asked(service, f"{path}&known_at={TODAY}")
    assert end["rows"][0]["counts"][0]["value"] == now["rows"][0]["counts"][0]["value"]
    assert end["position"] == now["position"]
    problem = await asked(service, f"{path}&known_at=2999-01-01", 422)
    assert problem["rule"] == "moment-ahead"
    monkeypatch.setattr(indicators_past, "MOST_EVENTS", 5)
    problem = await asked(service, f"{path}&known_at={TODAY}", 422)
    assert (problem["rule"], problem["errors"][0]["parameter"]) == ("log-too-long-for-the-past", "known_at")


async def test_the_definitions_are_there_with_source_and_mark(service: Service) -> None:
    found = await asked(service, "/indicators")
    [rate] = [one for one in found["indicators"] if one["code"] == "consolidation_rate"]
    assert (rate["candidates"][0]["mark"], rate["candidates"][0]["source"][:4]) == ("D", "fits")
    assert all(one["mark"] in "SDIU" and one["source"] for one in found["counts"])
    await asked(service, "/indicators?on=1999-01-01", 404)


WRONG: list[tuple[str, int, str | None]] = [
    ("/indicators/wishes", 404, None),
    ("/indicators/counts/wishes", 404, None),
    ("/indicators/control_rate?candidate=guess", 400, "candidate"),
    ("/indicators/relapse_rate?on=2020-12-31", 400, "on"),
    ("/indicators/control_rate?on=2999-12-31", 400, "on"),
    (f"/indicators/control_rate?on=2020-12-31&{SPAN}", 400, "on"),
    ("/indicators/control_rate?since=2999-01-01", 400, "since"),
    ("/indicators/control_rate?since=1900-01-01&by=month", 400, "since"),
    (f"/indicators/control_rate?{SPAN}&by=month&by=year", 400, "by"),
    (f"/indicators/control_rate?{SPAN}&by=tier", 400, "by.0"),
    ("/indicators/control_rate?before=2000-01-01", 404, "before"),
    ("/indicators/counts/found?without=tier", 400, "without"),
]


async def test_a_wrong_question_is_refused_with_the_parameter(service: Service) -> None:
    for path, status, at in WRONG:
        problem = await asked(service, path, status)
        assert [error["parameter"] for error in problem.get("errors", [])] == ([at] if at else []), path
