"""The log: one line a command, found again by its correlation id; faults told there and not to the caller."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import psycopg
import pytest
from api.http.conftest import SCREENING, Service, logging_to
from api.http.test_unreadable_requests import assert_problem
from store.appending import rows

Lines = list[dict[str, Any]]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log file of its own; made before the service."""
    file = tmp_path / "logs" / "tongxin.log"
    with logging_to(file):
        yield file


@pytest.fixture
async def logged(log: Path, service: Service) -> Service:
    """A service that logs to the file."""
    return service


def lines(log: Path, **wanted: Any) -> Lines:
    """The lines that have these members, each a JSON object."""
    read: Lines = [orjson.loads(line) for line in log.read_bytes().splitlines()]
    return [line for line in read if wanted.items() <= line.items()]


async def test_a_command_is_one_line_and_its_id_is_in_event_and_history(log: Path, logged: Service) -> None:
    person = await logged.registered()
    answer = await logged.post(f"/persons/{person}/screenings", SCREENING, X_Correlation_ID="desk-7-0001")
    position = answer.json()["position"]
    (line,) = lines(log, event="command", correlation_id="desk-7-0001")
    assert (line["command"], line["stream"], line["version"]) == ("RecordScreening", person, 2)
    assert line["position"] == position
    assert line["ms"] > 0
    found = await logged.get(f"/persons/{person}/history?at_least={position}&after=1")
    assert [event["correlation_id"] for event in found.json()["events"]] == ["desk-7-0001"]
    query = "select correlation_id from person_history where stream = %s and version = 2"
    assert rows(logged.database, query, UUID(person)) == ["desk-7-0001"]
    projected = [line for line in lines(log, event="projected") if "desk-7-0001" in line["correlation_ids"]]
    assert len(projected) == 1


async def test_a_refusal_is_one_line_under_an_id_that_the_caller_is_given(log: Path, logged: Service) -> None:
    person = await logged.registered()
    answer = await logged.post(f"/persons/{person}/returns", {}, X_Correlation_ID="not an id")
    given = answer.headers["x-correlation-id"]
    assert given != "not an id"
    (line,) = lines(log, correlation_id=given)
    assert (line["event"], line["problem"], line["status"]) == ("command_refused", "not-abroad", 409)


async def test_a_fault_is_told_to_the_log_and_not_to_the_caller(log: Path, logged: Service) -> None:
    person = await logged.registered()
    with psycopg.connect(logged.database) as connection:
        connection.execute(
            "insert into events (stream, version, position, type, state)"
            " select %s, 2, max(position) + 1, 'nobody.knows/7', '{\"data\":{}}' from events",
            (person,),
        )
    path = f"/persons/{person}/retractions"
    for number in range(2):
        headers = {"X_Correlation_ID": f"fault-{number}", "Idempotency_Key": f"k{number}"}
        answer = await logged.post(path, {"target": 2, "reason": "?"}, **headers)
        problem = assert_problem(answer, 500, "internal-error")
        assert "nobody" not in answer.text
        assert problem["correlation_id"] == f"fault-{number}"
        (line,) = lines(log, correlation_id=f"fault-{number}")
        assert (line["level"], line["status"]) == ("error", 500)
        assert "nobody.knows/7" in line["exception"]
        assert "Traceback" in line["exception"]
    asked = await logged.get(f"/persons/{person}/abstinence", X_Correlation_ID="fault-q")
    assert_problem(asked, 500, "internal-error")
    (line,) = lines(log, correlation_id="fault-q")
    assert "Traceback" in line["exception"]
    assert (await logged.registered(identity_number=None)) != person
    assert (await logged.get("/health/live")).status_code == 200


async def test_a_number_in_an_address_is_not_logged(log: Path, logged: Service) -> None:
    number = "999999198803150016"
    await logged.get(f"/persons/{number}", X_Correlation_ID="a")
    await logged.get(f"/persons/{number}/history", X_Correlation_ID="b")
    await logged.post(f"/persons/{number}/screenings", SCREENING, X_Correlation_ID="c")
    await logged.get(f"/persons?worker={number}&colour=red", X_Correlation_ID="d")
    await logged.get(f"/nowhere/{number}", X_Correlation_ID="e")
    for correlation_id in "abcde":
        assert lines(log, correlation_id=correlation_id)
    assert number.encode() not in log.read_bytes()
