"""Who a suspect is: somebody on record, shown to few and in no other channel; each look is logged."""

import json
from typing import Any

import pytest
from api.http.conftest import Service
from api.http.refusals.telling import NOBODY
from api.http.test_unreadable_requests import assert_problem

from tongxin.domain.campaign.commands import StartCampaign
from tongxin.domain.case.commands import AddSuspect, OpenCase, RecordSeizure

OFFICER = {"Tongxin_User": "wang.jun", "Tongxin_Role": "police_officer", "Tongxin_Unit": "640324"}
WORKER = {"Tongxin_User": "ma.li", "Tongxin_Role": "case_worker", "Tongxin_Unit": "640324100"}
OPEN = OpenCase.EXAMPLE | {"partner_regions": []}
ASKED = (
    *("/cases/{case}", "/cases/{case}?as_of=2026-01-01", "/cases/{case}/history"),
    *("/cases", "/cases?as_of=2026-01-01"),
)


@pytest.fixture
async def linked(service: Service) -> dict[str, Any]:
    """A case with a suspect who is on record, added once wrongly and corrected."""
    person, other = await service.registered(), await service.registered(identity_number=None)
    case = (await service.post("/cases", OPEN)).json()["stream"]
    added = await service.post(f"/cases/{case}/suspects", AddSuspect.EXAMPLE | {"person_id": other})
    assert added.status_code == 201, added.text
    body = {"target": 2, "changes": {"person_id": person}, "reason": "错人"}
    corrected = await service.post(f"/cases/{case}/corrections", body)
    assert corrected.status_code == 201, corrected.text
    position = corrected.json()["position"]
    await service.get(f"/cases?at_least={position}")
    return {"case": case, "person": person, "other": other, "position": position}


async def looks(service: Service, person: str) -> int:
    reads = (await service.get(f"/persons/{person}/reads")).json()["reads"]
    return sum(read["what"] == "case_link" for read in reads)


async def test_a_link_is_shown_to_the_few_who_may_see_it_and_each_look_is_logged(
    service: Service, linked: dict[str, Any]
) -> None:
    case, person = linked["case"], linked["person"]
    for path in ASKED:
        before = await looks(service, person)
        hidden = await service.get(path.format(case=case), **WORKER)
        assert hidden.status_code == 200, hidden.text
        assert "2020-0016-S1" in hidden.text, path
        assert person not in hidden.text, path
        assert linked["other"] not in hidden.text, path
        assert await looks(service, person) == before
        shown = await service.get(path.format(case=case), **OFFICER)
        assert person in shown.text, path
        assert await looks(service, person) == before + 1


async def test_no_other_channel_tells_a_link(service: Service, linked: dict[str, Any]) -> None:
    for path in ("/events?type=case.&type=event.", "/events?limit=1000", "/facts?subject=case"):
        answer = await service.get(path, **OFFICER)
        assert answer.status_code == 200, answer.text
        assert linked["case"] in answer.text, path
        events = [one for one in answer.json().get("events", ()) if one["subject"] == linked["case"]]
        told = json.dumps(events) if events else answer.text
        assert linked["person"] not in told
        assert linked["other"] not in told


async def test_a_suspect_is_linked_to_somebody_on_record(service: Service, linked: dict[str, Any]) -> None:
    case = linked["case"]
    for nobody in (NOBODY, case):
        body = {"suspect_id": "2020-0016-S2", "person_id": nobody, "occurred_at": "2020-05-20"}
        answer = await service.post(f"/cases/{case}/suspects", body)
        assert_problem(answer, 422, "reference-unknown")
        assert answer.json()["errors"][0]["pointer"] == "/person_id"
        change = {"target": 2, "changes": {"person_id": nobody}, "reason": "错人"}
        wrong = await service.post(f"/cases/{case}/corrections", change)
        assert_problem(wrong, 422, "reference-unknown")
        assert wrong.json()["errors"][0]["pointer"] == "/changes"


async def test_a_case_joins_a_campaign_on_record_once(service: Service) -> None:
    case = (await service.post("/cases", OPEN)).json()["stream"]
    join = {"campaign_id": NOBODY, "occurred_at": "2020-05-21"}
    assert_problem(await service.post(f"/cases/{case}/campaigns", join), 422, "reference-unknown")
    join["campaign_id"] = (await service.post("/campaigns", StartCampaign.EXAMPLE)).json()["stream"]
    assert (await service.post(f"/cases/{case}/campaigns", join)).status_code == 201
    again = join | {"occurred_at": "2020-05-22"}
    assert_problem(await service.post(f"/cases/{case}/campaigns", again), 422, "campaign-joined-already")
    shown = (await service.get(f"/cases/{case}")).json()["state"]
    assert shown["campaigns"] == [join["campaign_id"]]


async def test_a_corrected_seizure_still_has_one_mass(service: Service) -> None:
    case = (await service.post("/cases", OPEN)).json()["stream"]
    assert (await service.post(f"/cases/{case}/seizures", RecordSeizure.EXAMPLE)).status_code == 201
    for changes, rule in (
        ({"amount": "2"}, "masses-disagree"),
        ({"mass_g": "-5", "amount": None, "unit": None}, "mass-not-positive"),
        ({"mass_g": "0.0001", "amount": None, "unit": None}, "mass-not-whole"),
    ):
        body = {"target": 2, "changes": changes, "reason": "错量"}
        wrong = await service.post(f"/cases/{case}/corrections", body)
        assert_problem(wrong, 422, rule)
    body = {"target": 2, "changes": {"amount": "2", "mass_g": "2000"}, "reason": "错量"}
    assert (await service.post(f"/cases/{case}/corrections", body)).status_code == 201
    state = (await service.get(f"/cases/{case}")).json()["state"]
    assert float(state["seized_g"]["heroin"]) == 2000
