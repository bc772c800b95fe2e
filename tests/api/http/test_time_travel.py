"""Any moment over HTTP: a person, a history, the list and its counts, on both axes of time."""

import asyncio
import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from api.http.conftest import PERSON, Service
from api.http.test_corrections import TEST, corrected, status_at, told

from tongxin.api.demo import submitting
from tongxin.api.reference_data.loader import load
from tongxin.api.runtime.runtime import running
from tongxin.api.runtime.settings import Settings
from tongxin.domain.calendar import law_date
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.moment import NOW, Moment
from tongxin.projections.at_moment import status_at as folded_at
from tongxin.projections.person_filter import PersonFilter, matches
from tongxin.projections.person_status import PersonStatus
from tongxin.store.codec import decode

Histories = dict[UUID, list[Recorded[Event]]]


def stored(database: str) -> Histories:
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "select stream, version, position, type, state from events order by stream, version"
        ).fetchall()
    histories: Histories = {}
    for row in rows:
        histories.setdefault(row[0], []).append(decode(*row))
    return histories


def county_at(histories: Histories, moment: Moment, wanted: PersonFilter) -> list[PersonStatus]:
    """By brute force: everybody, folded one after the other."""
    rows = [folded_at(histories[stream], moment) for stream in sorted(histories)]
    return [row for row in rows if row is not None and matches(row, wanted)]


async def listed(service: Service, query: str, limit: int) -> list[dict[str, Any]]:
    """All pages of a list."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = await service.get(f"/persons?{query}&limit={limit}{cursor}")
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["persons"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


async def filled(database: str, folder: Path, persons: int) -> None:
    async with running(Settings(data_dir=folder), database) as runtime:
        await load(submitting(runtime), persons=persons, seed=5)


FILTERS: dict[str, PersonFilter] = {
    "": PersonFilter(),
    "tier=T1&tier=T3": PersonFilter(tier=["T1", "T3"]),
    "measure=community_rehab": PersonFilter(measure=["community_rehab"]),
    "measure_status=executing": PersonFilter(measure_status=["executing"]),
    "area=640324": PersonFilter(area="640324"),
    "area=640324100": PersonFilter(area="640324100"),
    "is_lost=false&has_open_objection=false": PersonFilter(is_lost=False, has_open_objection=False),
    "worker=nobody": PersonFilter(worker="nobody"),
}


@pytest.mark.slow
async def test_the_county_at_a_moment_is_the_fold_of_everybody(service: Service, tmp_path: Path) -> None:
    """Pages, filters and counts, at moments of both axes; and as it is now."""
    await filled(service.database, tmp_path, 40)
    histories = stored(service.database)
    last = max(history[-1].position for history in histories.values())
    recorded = sorted(one.recorded_at for history in histories.values() for one in history)
    half = recorded[len(recorded) // 2]
    moments = {
        "as_of=2017-06-30": Moment(as_of=datetime(2017, 6, 30, 15, 59, 59, 999999, UTC)),
        f"as_of=2019-01-01T08:00&known_at={half.isoformat().replace('+', '%2B')}": Moment(
            datetime(2019, 1, 1, 0, 0, tzinfo=UTC), half
        ),
    }
    for asked, moment in moments.items():
        for filtered, wanted in FILTERS.items():
            expected = county_at(histories, moment, wanted)
            for limit in (7, 200):
                found = await listed(service, f"{asked}&{filtered}", limit)
                assert [one["id"] for one in found] == [str(row.stream) for row in expected], (
                    asked,
                    filtered,
                )
            assert [one["tier"] for one in found] == [row.tier for row in expected]
            counts = (await service.get(f"/persons/counts?{asked}&{filtered}&by=tier&by=area")).json()
            assert counts["persons"] == len(expected)
            for by, field in (("tier", "tier"), ("area", "residence_area")):
                counted = {one["value"]: one["persons"] for one in counts["by"][by]}
                values = [getattr(row, field) for row in expected]
                assert counted == {value: values.count(value) for value in values}
    assert county_at(histories, moments["as_of=2017-06-30"], PersonFilter(tier=["T1", "T3"]))
    today = law_date(datetime.now(UTC))
    for filtered in FILTERS:
        live = await listed(service, f"at_least={last}&{filtered}", 200)
        now = await listed(service, f"as_of={today}&known_at={today}&{filtered}", 200)
        assert [one | {"moment": None} for one in now] == live
        counted = (await service.get(f"/persons/counts?{filtered}&by=measure")).json()
        counted_now = (await service.get(f"/persons/counts?{filtered}&by=measure&as_of={today}")).json()
        assert counted == counted_now | {"moment": None}
        assert counted["persons"] == len(live)


async def test_a_person_at_both_axes(service: Service) -> None:
    """What was true, as we know it now; and what we knew, wrong as it was."""
    person = await service.registered()
    await told(service, person, "tests", **TEST)
    before = datetime.now(UTC)
    await asyncio.sleep(0.01)
    at = await corrected(service, person, 2, result="negative", occurred_at="2020-04-13T09:00")
    known = f"known_at={before.isoformat().replace('+', '%2B')}"
    asked = {
        "as_of=2020-04-12": (None, None),
        "as_of=2020-04-13": ("negative", "2020-04-13"),
        f"as_of=2020-04-11&{known}": (None, None),
        f"as_of=2020-04-12&{known}": ("positive", "2020-04-12"),
        known: ("positive", "2020-04-12"),
        f"at_least={at}": ("negative", "2020-04-13"),
    }
    for query, expected in asked.items():
        shown = await service.get(f"/persons/{person}?{query}")
        row = shown.json()
        assert (row["last_test_result"], row["last_test_on"]) == expected, query
        assert ("etag" in shown.headers) == (row["moment"] is None)
    events = (await service.get(f"/persons/{person}/history?{known}")).json()["events"]
    assert [(event["version"], event["superseded_by"]) for event in events] == [(1, None), (2, None)]
    events = (await service.get(f"/persons/{person}/history?as_of=2020-04-12")).json()["events"]
    assert [event["version"] for event in events] == [1]
    reads = (await service.get(f"/persons/{person}/reads")).json()["reads"]
    assert [read["what"] for read in reads[1:]] == ["history"] * 2 + ["status"] * len(asked)


async def test_names_are_those_of_the_moment(service: Service) -> None:
    person = await service.registered()
    changed = await service.post(
        f"/persons/{person}/identity-corrections",
        {"name": "马建军", "reason": "更名", "occurred_at": "2021-01-01"},
    )
    at = changed.json()["position"]
    assert (await status_at(service, person, at))["personal"]["name"] == "马建军"
    then = (await service.get(f"/persons/{person}?as_of=2020-12-31")).json()
    assert then["personal"]["name"] == "马建国"
    page = (await service.get("/persons?as_of=2020-12-31")).json()
    assert page["persons"][0]["personal"]["name"] == "马建国"


async def test_a_history_is_filtered_and_paged_at_any_moment_as_it_is_now(service: Service) -> None:
    person = await service.registered()
    for month in range(1, 8):
        await told(service, person, "screenings", outcome="no_finding", occurred_at=f"2020-0{month}-15")
    at = await told(service, person, "visits", place="home", occurred_at="2020-06-01")
    for query in (
        "limit=3", "after=4&limit=2", "type=person.screened&limit=2", "occurred_from=2020-03-01",
        "occurred_before=2020-03-15T12:00", "actor=nobody", "type=visit.&type=person.registered",
    ):  # fmt: skip
        live = (await service.get(f"/persons/{person}/history?at_least={at}&{query}")).json()
        now = (await service.get(f"/persons/{person}/history?as_of={datetime.now():%Y-%m-%d}&{query}")).json()
        assert now | {"moment": None} == live, query
        assert live["events"] or query == "actor=nobody"
    page = (await service.get(f"/persons/{person}/history?as_of=2020-04-01&limit=2&after=2")).json()
    assert ([event["version"] for event in page["events"]], page["next"]) == ([3, 4], None)


async def test_each_entry_tells_what_it_changed(service: Service) -> None:
    person = await service.registered()
    await told(service, person, "tests", **TEST)
    await corrected(service, person, 2, result="negative")
    path = f"/persons/{person}/history?changes=true"
    events = (await service.get(path)).json()["events"]
    assert {"field": "sex", "before": None, "after": "male"} in events[0]["changes"]
    assert events[1]["changes"] == [
        {"field": "last_test_on", "before": None, "after": "2020-04-12"},
        {"field": "last_test_result", "before": None, "after": "positive"},
    ]
    assert events[2]["changes"] == [{"field": "last_test_result", "before": "positive", "after": "negative"}]
    plain = (await service.get(f"/persons/{person}/history")).json()["events"]
    assert all(event["changes"] is None for event in plain)


AHEAD = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()


@pytest.mark.parametrize("path", ["/persons", "/persons/counts", "/persons/{id}", "/persons/{id}/history"])
@pytest.mark.parametrize("axis", ["as_of", "known_at"])
async def test_a_moment_ahead_is_refused(service: Service, path: str, axis: str) -> None:
    person = await service.registered()
    address = path.format(id=person)
    for given in (AHEAD, f"{AHEAD}T12:00:00Z", "9999-12-31"):
        answer = await service.get(f"{address}?{axis}={given}")
        problem = answer.json()
        assert (answer.status_code, problem["rule"]) == (422, "moment-ahead"), problem
        assert [error["parameter"] for error in problem["errors"]] == [axis]
    chinese = (await service.get(f"{address}?{axis}={AHEAD}", Accept_Language="zh")).json()
    assert "尚未到来" in chinese["detail"]
    for given in ("soon", "2020-13-01", "", "0"):
        answer = await service.get(f"{address}?{axis}={given}")
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, axis), given


async def test_before_the_registration(service: Service) -> None:
    person = await service.registered()
    answer = await service.get(f"/persons/{person}?as_of=2019-05-19")
    assert (answer.status_code, answer.json()["rule"]) == (404, "not-registered-then")
    assert (await service.get(f"/persons/{person}?as_of=0001-01-01")).status_code == 404
    assert (await service.get("/persons?as_of=2019-05-19")).json()["persons"] == []
    nobody = UUID(int=5)
    for path in (f"/persons/{nobody}", f"/persons/{nobody}/history"):
        answer = await service.get(f"{path}?as_of=2019-05-19")
        assert (answer.status_code, answer.json()["rule"]) == (404, "unknown-person")


async def test_a_killed_worker_is_replaced(database: str, tmp_path: Path) -> None:
    """And the question that it had is asked again."""
    await filled(database, tmp_path, 3)
    histories = stored(database)
    moment = Moment(as_of=datetime(2020, 1, 1, tzinfo=UTC))
    expected = county_at(histories, moment, PersonFilter())
    async with running(Settings(data_dir=tmp_path), database) as runtime:
        for _ in range(2):
            assert await runtime.past.persons(PersonFilter(), moment, None, 100) == expected
            processes = runtime.past._processes
            assert processes is not None
            for number in list(processes._processes):
                os.kill(number, signal.SIGKILL)
        assert await runtime.past.persons(PersonFilter(), NOW, None, 1) == [
            next(iter(county_at(histories, NOW, PersonFilter())))
        ]
    assert runtime.past._processes is None


async def test_an_event_that_cannot_be_read_is_left_out_as_it_is_in_live(
    service: Service, database: str
) -> None:
    person = await service.registered()
    await told(service, person, "tests", **TEST)
    at = await told(service, person, "death", occurred_at="2021-01-01")
    assert PERSON["residence_area"] == (await status_at(service, person, at))["residence_area"]
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("update events set state = '\\x7b' where version = 2")
    found = (await service.get("/persons?as_of=2021-12-31")).json()["persons"]
    assert [(one["died_on"], one["last_test_on"]) for one in found] == [("2021-01-01", None)]
