"""A screening campaign over HTTP: its list, what persons' own records tell of it, and its end."""

from typing import Any

from api.http.conftest import Service
from api.http.test_filters import told
from api.http.test_unreadable_requests import assert_problem

from tongxin.domain.screening_campaign.commands import OpenScreeningCampaign

AREAS = ("640324100", "640324100", "640324101", "640324101", "640324102")
DAY = {"occurred_at": "2019-05-06"}


async def people(service: Service, areas: tuple[str, ...]) -> list[str]:
    """One person in each of these townships."""
    return [
        await service.registered(identity_number=None, residence_area=area, occurred_at=f"2018-01-{day:02}")
        for day, area in enumerate(areas, 1)
    ]


async def campaign(service: Service, persons: list[str]) -> str:
    begun = await service.post("/screening-campaigns", OpenScreeningCampaign.EXAMPLE)
    assert begun.status_code == 201, begun.text
    id = str(begun.json()["stream"])
    added = {"person_ids": persons, "occurred_at": "2019-03-25"}
    assert (await service.post(f"/screening-campaigns/{id}/targets", added)).status_code == 201
    return id


async def done(service: Service, id: str, action: str, **body: Any) -> int:
    answer = await service.post(f"/screening-campaigns/{id}/{action}", DAY | body)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["position"])


async def figures(service: Service, id: str, position: int) -> dict[str, Any]:
    answer = await service.get(f"/screening-campaigns/{id}/progress?at_least={position}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_screenings_of_persons_count_without_being_entered_twice(service: Service) -> None:
    persons = await people(service, AREAS)
    id = await campaign(service, persons)
    by_name, by_id, missed, elsewhere, dropped = persons
    await told(service, by_name, "screenings", {"outcome": "no_finding", "campaign": "清零"} | DAY)
    body = {"outcome": "suspected_use", "campaign_id": id, "occurred_at": "2019-12-01"}
    await told(service, by_id, "screenings", body)
    await told(service, missed, "screenings", {"outcome": "not_found", "campaign": "清零"} | DAY)
    for day in ("2019-03-31", "2019-11-01"):  # the days around the campaign's own
        late = {"outcome": "no_finding", "campaign": "清零", "occurred_at": day}
        position = await told(service, elsewhere, "screenings", late)
    position = await done(service, id, "target-droppings", person_id=dropped, ground="died")

    told_so_far = await figures(service, id, position)
    names = ("targets", "screened", "found", "not_met", "open", "dropped")
    assert [told_so_far["total"][name] for name in names] == [4, 2, 1, 1, 1, 1]
    assert {row["area_name"]: [row[name] for name in names] for row in told_so_far["rows"]} == {
        "豫海镇": [2, 2, 1, 0, 0, 0], "河西镇": [2, 0, 0, 1, 1, 0], "韦州镇": [0, 0, 0, 0, 0, 1],
    }  # fmt: skip
    for row in (told_so_far["total"], *told_so_far["rows"]):
        for name, address in row["opens"].items():
            shown: list[dict[str, Any]] = []
            after: str | None = ""
            while after is not None:
                page = (await service.get(f"{address}&limit=1{after and f'&after={after}'}")).json()
                shown, after = shown + page["targets"], page["next"]
            assert len({one["person_id"] for one in shown}) == row[name], (name, address)
    [one] = (await service.get(told_so_far["total"]["opens"]["found"])).json()["targets"]
    history = (await service.get(f"/persons/{by_id}/history")).json()["events"]
    assert (one["person_id"], one["screening_event"]) == (by_id, history[1]["event_id"])
    reads = (await service.get(f"/persons/{by_id}/reads")).json()["reads"]
    assert "campaign-targets" in [read["what"] for read in reads]
    record = (await service.get(f"/screening-campaigns/{id}")).text
    assert not any(person in record for person in persons)

    retracted = await told(service, by_name, "retractions", {"target": 2, "reason": "登记到他人名下"})
    assert (await figures(service, id, retracted))["total"]["screened"] == 1


async def test_a_campaign_ends_when_its_targets_are_settled_wherever_that_is_told(service: Service) -> None:
    one, other, third = await people(service, AREAS[:3])
    id = await campaign(service, [one, other, third])
    await told(service, one, "screenings", {"outcome": "no_finding", "campaign": "清零"} | DAY)
    await done(service, id, "target-screenings", person_id=other, outcome="no_finding")
    path, closing = f"/screening-campaigns/{id}/closings", {"occurred_at": "2019-11-08"}
    refused = await service.post(path, closing)
    assert_problem(refused, 422, "targets-open")
    assert refused.json()["detail"].startswith("1 ")
    wrong = closing | {"left_open": [{"person_id": one, "ground": "away"}]}
    assert_problem(await service.post(path, wrong), 422, "target-not-open")
    left = closing | {"left_open": [{"person_id": third, "ground": "not_met"}]}
    closed = await service.post(path, left)
    assert closed.status_code == 201, closed.text
    told_then = await figures(service, id, closed.json()["position"])
    assert (told_then["status"], told_then["total"]["open"]) == ("closed", 1)
    [shown] = (await service.get(told_then["total"]["opens"]["open"])).json()["targets"]
    assert (shown["person_id"], shown["left_open"]) == (third, "not_met")


async def test_nobody_unknown_is_a_target_and_no_screening_is_of_an_unknown_campaign(
    service: Service,
) -> None:
    person = await service.registered(occurred_at="2018-01-10")
    id = await campaign(service, [person])
    before = (await service.get(f"/screening-campaigns/{id}/history")).json()["events"]
    answer = await service.post(f"/screening-campaigns/{id}/targets", {"person_ids": [person, id]} | DAY)
    assert_problem(answer, 422, "reference-unknown")
    assert answer.json()["errors"][0]["pointer"] == "/person_ids"
    assert (await service.get(f"/screening-campaigns/{id}/history")).json()["events"] == before
    answer = await service.post(
        f"/persons/{person}/screenings", {"outcome": "no_finding", "campaign_id": person} | DAY
    )
    assert_problem(answer, 422, "reference-unknown")
    for path in ("progress", "targets"):
        assert_problem(
            await service.get(f"/screening-campaigns/{person}/{path}"), 404, "screening-campaign-unknown"
        )
