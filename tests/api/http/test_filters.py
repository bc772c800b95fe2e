"""Lists: every filter finds those that it names, and the pages hold everybody once."""

from collections.abc import Iterator
from typing import Any

import pytest
from api.http.conftest import Service

HERE = "640324100"


async def told(service: Service, person: str, action: str, body: dict[str, Any]) -> int:
    answer = await service.post(f"/persons/{person}/{action}", body)
    assert answer.status_code == 201, (action, answer.text)
    return int(answer.json()["position"])


def queries() -> Iterator[tuple[str, set[str]]]:
    """Each filter, and who is found by it."""
    yield from {
        "area=640000": {"worked", "lost", "handed", "plain"},
        "area=640300": {"worked", "lost", "handed", "plain"},
        "area=640324": {"worked", "lost", "handed", "plain"},
        "area=640324101": {"plain"},
        "area=640325": set[str](),
        "area=110000": {"elsewhere"},
        "worker=ma.li": {"worked"},
        "worker=nobody": set[str](),
        "unit=640324100": {"handed"},
        "is_lost=true": {"lost"},
        "is_lost=false": {"worked", "handed", "plain", "elsewhere"},
        "has_open_objection=true": set[str](),
        "tier=T1&tier=T2": set[str](),
        "measure=community_detox": set[str](),
        "measure_status=executing": set[str](),
        "is_lost=false&worker=ma.li": {"worked"},
    }.items()


@pytest.mark.parametrize("limit", [1, 2, 200])
async def test_every_filter_finds_those_that_it_names(service: Service, limit: int) -> None:
    areas = {"worked": HERE, "lost": HERE, "handed": HERE, "plain": "640324101", "elsewhere": "110101"}
    people = {
        name: await service.registered(identity_number=None, name=name, residence_area=area)
        for name, area in areas.items()
    }
    assignment = {"worker": "ma.li", "role": "case_worker", "area": HERE, "occurred_at": "2019-06-01"}
    await told(service, people["worked"], "worker-assignments", assignment)
    await told(service, people["lost"], "contact-losses", {"occurred_at": "2020-06-01"})
    offer = {
        "reason": "迁居",
        "from_unit": HERE,
        "to_unit": "640324101",
        "to_area": "640324101",
        "occurred_at": "2020-04-01",
    }
    last = await told(service, people["handed"], "handover-offers", offer)
    for query, expected in queries():
        found: list[str] = []
        cursor = ""
        while True:
            path = f"/persons?{query}&limit={limit}&at_least={last}{cursor}"
            page = (await service.get(path)).json()
            assert len(page["persons"]) <= limit
            found += [person["personal"]["name"] for person in page["persons"]]
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert sorted(found) == sorted(expected), query


async def test_a_person_registered_a_moment_ago_is_found_or_asked_for_again(service: Service) -> None:
    person = await service.registered()
    number = {"identity_number": "999999198803150016"}
    at_once = await service.post("/persons/search", number)
    assert at_once.status_code in (200, 503)
    found = await service.post("/persons/search?at_least=1", number)
    assert [one["id"] for one in found.json()["persons"]] == [person]
