"""The feed: every event of persons and cases once, in order, filtered, without names; pages are logged."""

from datetime import datetime
from typing import Any
from uuid import UUID

from api.http.conftest import PERSON, SCREENING, Service
from api.http.feed import page, received, whole
from api.http.test_filters import told
from api.http.test_nothing_told import every_example, sealed_texts
from store.appending import rows

from tongxin.api.http.index import REGISTER_COMMANDS
from tongxin.domain.case.commands import OpenCase

OTHER = {"identity_number": None, "residence_area": "640324101"}


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"].partition("/")[0] for event in events]


async def case_in(service: Service, region: str) -> str:
    answer = await service.post("/cases", OpenCase.EXAMPLE | {"lead_region": region})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["stream"])


async def test_the_feed_has_every_event_of_persons_and_cases_once_and_in_order(service: Service) -> None:
    await every_example(service)
    stored = rows(service.database, "select event_id from person_history")
    for limit in (1, 7, 1000):
        events = await whole(service, limit=limit)
        positions = [int(event["sequence"]) for event in events]
        assert positions == rows(service.database, "select position from events order by position")
        assert len({event["id"] for event in events}) == len(events)
        assert set(map(str, stored)) <= {event["id"] for event in events}


async def test_no_event_of_the_feed_tells_what_is_sealed(service: Service) -> None:
    streams = await every_example(service)
    runtime: Any = service.client._transport.app.state.runtime  # type: ignore[attr-defined]
    sealed: set[str] = set()
    for stream in streams:
        for recorded in await runtime.streams.history(UUID(stream), unsealed=True):
            sealed |= sealed_texts(recorded.event)
    assert {PERSON["name"], "马建设", PERSON["phone"]} <= sealed
    answer = await service.get("/events?limit=1000")
    assert answer.json()["at_end"]
    assert not {text for text in sealed if f'"{text}"' in answer.text}
    assert PERSON["name"] not in answer.text


async def test_an_event_is_a_cloud_event_with_what_is_open_of_it(service: Service) -> None:
    person = await service.registered(legal_basis="禁毒法 32")
    [event] = (await page(service))["events"]
    read = received(event)
    history = (await service.get(f"/persons/{person}/history")).json()["events"][0]
    assert (read.get_id(), read.get_source(), read.get_subject()) == (history["event_id"], "/persons", person)
    assert read.get_type() == "person.registered/1"
    assert read.get_time() == datetime.fromisoformat(history["occurred_at"])
    assert read.get_specversion() == "1.0"
    extensions = {name: read.get_extension(name) for name in ("streamversion", "actorrole", "legalbasis")}
    assert extensions == {"streamversion": 1, "actorrole": "operator", "legalbasis": "禁毒法 32"}
    assert event["data"]["residence_area"] == "640324100"
    assert not {"name", "identity_number", "address", "phone"} & set(event["data"])


async def test_a_correction_tells_what_it_puts_in_the_place_without_what_is_sealed(service: Service) -> None:
    person = await service.registered()
    changes = {"name": "马建设", "residence_area": "640324101"}
    body = {"target": 1, "changes": changes, "reason": "登记时听错姓名"}
    await told(service, person, "corrections", body)
    events = (await page(service, "type=record."))["events"]
    replacement = events[0]["data"]["replacement"]
    assert (replacement["type"], replacement["data"]["residence_area"]) == (
        "person.registered/1",
        "640324101",
    )
    assert "name" not in replacement["data"]
    assert "reason" not in events[0]["data"]


async def test_types_are_filtered_by_name_and_by_beginning(service: Service) -> None:
    person = await service.registered()
    await told(service, person, "screenings", SCREENING)
    await told(service, person, "contact-losses", {"occurred_at": "2020-06-01"})
    await case_in(service, "640324")
    for query, expected in {
        "": ["person.registered", "person.screened", "contact.lost", "case.opened"],
        "type=person.": ["person.registered", "person.screened"],
        "type=person.screened/1": ["person.screened"],
        "type=contact.&type=case.": ["contact.lost", "case.opened"],
        "type=measure.": [],
    }.items():
        assert types(await whole(service, query)) == expected, query
        assert types(await whole(service, query, limit=1)) == expected, query


async def test_an_area_is_that_of_the_person_now_and_that_of_the_case(service: Service) -> None:
    one = await service.registered()
    await service.registered(**OTHER)
    here, there = await case_in(service, "640324"), await case_in(service, "640323")
    position = await told(service, one, "screenings", SCREENING)

    async def subjects(area: str, position: int) -> list[str]:
        events = await whole(service, f"area={area}&at_least={position}", limit=2)
        return [event["subject"] for event in events]

    assert await subjects("640324100", position) == [one, one]
    assert there not in await subjects("640324", position)
    assert set(await subjects("640300", position)) >= {one, here, there}
    moved = {"residence_area": "640324102", "occurred_at": "2020-06-01"}
    position = await told(service, one, "residence-changes", moved)
    assert await subjects("640324100", position) == []
    assert await subjects("640324102", position) == [one, one, one]
    body = {"target": 1, "changes": {"lead_region": "640324"}, "reason": "误录"}
    corrected = await service.post(f"/cases/{there}/corrections", body)
    assert corrected.status_code == 201, corrected.text
    assert there in await subjects("640324", corrected.json()["position"])


async def test_of_an_area_only_what_the_read_models_know_is_told(service: Service) -> None:
    """Else an event would be passed over for good because nobody knows yet where the person lives."""
    for _ in range(20):
        person = await service.registered(identity_number=None, occurred_at="2020-01-01")
        found = await page(service, "area=640324&limit=1000")
        while person not in [event["subject"] for event in found["events"]]:
            found = await page(service, f"area=640324&limit=1000&after={found['next']}")


async def test_policies_are_not_told(service: Service) -> None:
    """They are no events of persons or cases, and have a page of their own."""
    await service.registered()
    before = (await page(service))["next"]
    published = await service.post("/policies", REGISTER_COMMANDS["policies"].EXAMPLE)
    assert published.status_code == 201, published.text
    found = await page(service, f"after={before}")
    assert (found["events"], found["at_end"]) == ([], True)
    assert found["next"] > before


async def test_every_record_that_a_page_tells_of_is_logged_as_read(service: Service) -> None:
    one = await service.registered()
    other = await service.registered(**OTHER)
    await told(service, one, "screenings", SCREENING)
    await service.get("/events?type=person.screened", Tongxin_Purpose="exchange", X_Correlation_ID="feed-1")
    noted = rows(service.database, "select stream::text from reads where what = 'feed'")
    assert noted == [one]
    [read] = (await service.get(f"/persons/{one}/reads?limit=2")).json()["reads"][1:]
    assert (read["what"], read["purpose"], read["correlation_id"]) == ("feed", "exchange", "feed-1")
    await service.get("/events")
    noted = rows(service.database, "select stream::text from reads where what = 'feed'")
    assert sorted(noted) == sorted([one, one, other])


async def test_an_event_that_cannot_be_read_is_told_without_its_content(service: Service) -> None:
    person = await service.registered()
    await told(service, person, "screenings", SCREENING)
    rows(service.database, "update events set state = 'x' where version = 2 returning 1")
    readable, unreadable = await whole(service)
    assert "unreadable" not in readable
    assert unreadable["unreadable"] is True
    assert (unreadable["id"], unreadable["type"]) == (f"{person}.2", "person.screened/1")
    assert "data" not in unreadable
    received(unreadable)


async def test_a_wrong_parameter_is_named(service: Service) -> None:
    for query, parameter in {
        "after=-1": "after",
        "after=x": "after",
        f"after={2**63}": "after",
        "limit=0": "limit",
        "limit=1001": "limit",
        "type=%27;drop": "type.0",
        "area=64": "area",
        "since=2020": "since",
    }.items():
        answer = await service.get(f"/events?{query}")
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, parameter)


async def test_beyond_the_end_there_is_nothing(service: Service) -> None:
    found = await page(service, "after=1000000")
    assert found == {"events": [], "next": 1000000, "at_end": True}
