"""The example of every command, asked over HTTP: granted, or refused by a rule and never misunderstood."""

from typing import Any

import psycopg
import pytest
from api.http.conftest import PERSON, Service
from api.http.test_commands import ALL, events_in

from tongxin.api.http.index import COLLECTIONS
from tongxin.domain.refusals import RULES

GRANTED = {
    # what begins something needs nothing before it; the first in each line makes the following lawful
    "persons": [
        "contact-details", "residence-changes", "screenings", "suspicions", "visits", "talks", "notes",
        "documents", "contact-losses", "contact-restorations", "worker-assignments",
        "worker-assignment-endings", "handover-offers", "handover-withdrawals", "leaves", "leave-returns",
        "support-grants", "support-endings", "job-placements", "job-endings", "abstinence-starts",
        "abstinence-pauses", "abstinence-resumptions", "abstinence-resets", "emigrations", "returns",
        "test-orders", "tests",
    ],
    "cases": ["suspects", "arrests", "seizures", "cooperations", "closings", "reopenings"],
    "campaigns": ["goals", "endings"],
    "cooperation-agreements": ["requests", "answers", "endings"],
    "liaison-stations": ["years", "closings"],
    "responsibilities": ["assignments", "renewals", "endings", "closings"],
    "key-tasks": ["progress-reports", "deadline-extensions", "completions"],
    "funds": ["amendments", "spendings", "closings"],
    "stations": ["posts", "assessments", "trainings", "vacancies", "closings"],
    "prevention-plans": ["amendments", "activities", "closings"],
    "venues": ["investments", "closings"],
    "school-programmes": ["items", "closings"],
    "media-posts": ["withdrawals"],
}  # fmt: skip


async def one_of_each(service: Service) -> dict[str, str]:
    """A person without an identity number, on the register early enough for every example, and the rest."""
    streams = {"persons": await service.registered(identity_number=None, occurred_at="2016-01-01")}
    for path in COLLECTIONS.keys() - streams:
        begun = await service.post(f"/{path}", COLLECTIONS[path].begins.EXAMPLE)
        assert begun.status_code == 201, (path, begun.text)
        streams[path] = str(begun.json()["stream"])
    return streams


def assert_tells_what_happened(answer: Any, database: str) -> None:
    """The answer names what was stored, in body and headers."""
    body = answer.json()
    assert set(body) == {"stream", "version", "position", "events"}
    assert answer.headers["etag"] == f'"{body["version"]}"'
    assert answer.headers["x-correlation-id"]
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "select version, type from events where stream = %s and position <= %s order by version",
            (body["stream"], body["position"]),
        ).fetchall()
    new = [(event["version"], event["type"]) for event in body["events"]]
    assert rows[-len(new) :] == new
    assert body["version"] == rows[-1][0]


async def test_the_examples_tell_one_story_and_each_answer_says_what_was_recorded(service: Service) -> None:
    streams = await one_of_each(service)
    for collection, actions in GRANTED.items():
        for action in actions:
            path = f"{collection}/{action}"
            answer = await service.post(f"/{collection}/{streams[collection]}/{action}", ALL[path].EXAMPLE)
            assert answer.status_code == 201, (path, answer.text)
            assert "location" not in answer.headers
            assert_tells_what_happened(answer, service.database)


async def test_every_example_is_granted_or_refused_by_a_rule(service: Service) -> None:
    streams = await one_of_each(service)
    for path, command in ALL.items():
        collection, action = path.split("/")
        before = events_in(service.database)
        answer = await service.post(f"/{collection}/{streams[collection]}/{action}", command.EXAMPLE)
        if answer.status_code in (200, 201):
            assert_tells_what_happened(answer, service.database)
            continue
        problem = answer.json()
        assert problem["type"] == "/problems/wrong-change" or problem["rule"] in RULES, (path, problem)
        assert answer.status_code == (422 if "errors" in problem else 409), (path, problem)
        assert events_in(service.database) == before


@pytest.mark.parametrize("path", COLLECTIONS)
async def test_what_begins_a_record_says_where_it_is(service: Service, path: str) -> None:
    example = PERSON if path == "persons" else COLLECTIONS[path].begins.EXAMPLE
    answer = await service.post(f"/{path}", example)
    assert_tells_what_happened(answer, service.database)
    found = await service.get(f"{answer.headers['location']}?at_least={answer.json()['position']}")
    assert (found.status_code, found.json()["id"]) == (200, answer.json()["stream"])
