"""Who may be the same person, over HTTP: named at once, listed, dismissed, merged and un-merged."""

from typing import Any

import psycopg
import pytest
from api.http.conftest import PERSON, Service
from api.http.test_corrections import TEST

from tongxin.domain.identity_number import with_check_character

OFFICER = {"Tongxin_User": "wang.jun", "Tongxin_Role": "police_officer", "Tongxin_Unit": "640324"}
TWIN = {"name": "馬健國", "identity_number": None, "phone": None, "occurred_at": "2020-03-01"}
"""Another clerk writes the same name in other characters, and has no number at hand."""
NUMBERED = {"identity_number": with_check_character("99999919880315456")}


async def asked(service: Service, person: str, action: str, other: str, status: int = 201) -> Any:
    body = {"other": other, "reason": "核对户口簿"}
    answer = await service.post(f"/persons/{person}/{action}", body, **OFFICER)
    assert answer.status_code == status, answer.text
    return answer.json()


async def got(service: Service, path: str, at: int = 0, **headers: str) -> Any:
    answer = await service.get(f"{path}{'&' if '?' in path else '?'}at_least={at}", **headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def holders(service: Service) -> dict[str, str]:
    with psycopg.connect(service.database) as connection:
        return {str(stream): kind for stream, kind in connection.execute("select stream, kind from claims")}


async def test_a_merging_is_recorded_in_both_records_at_once(service: Service) -> None:
    kept, other = await service.registered(), await service.registered(**TWIN)
    merged = await asked(service, kept, "merges", other)
    assert [one["type"] for one in merged["events"]] == ["person.merged/1"]
    at = merged["position"]
    told = (await got(service, f"/persons/{other}/history", at))["events"][-1]
    assert (told["type"], told["data"]["kept"]) == ("person.merged_into/1", kept)
    assert (
        told["correlation_id"]
        == (await got(service, f"/persons/{kept}/history"))["events"][-1]["correlation_id"]
    )
    again = await asked(service, kept, "merges", other, 422)
    assert again["rule"] == "other-merged-elsewhere"


async def test_the_merged_record_is_in_no_list_and_the_person_is_counted_once(service: Service) -> None:
    kept, other = await service.registered(), await service.registered(**TWIN)
    at = (await asked(service, kept, "merges", other))["position"]
    listed = (await got(service, "/persons", at))["persons"]
    assert [one["id"] for one in listed] == [kept]
    assert (await got(service, "/persons/counts?by=tier", at))["persons"] == 1
    at = (await asked(service, kept, "unmerges", other))["position"]
    assert len((await got(service, "/persons", at))["persons"]) == 2


async def test_the_number_of_the_merged_record_leads_to_the_kept_one_and_goes_back(service: Service) -> None:
    number = with_check_character("99999919880315456")
    kept = await service.registered(identity_number=None)
    other = await service.registered(**TWIN | {"identity_number": number})

    async def found() -> list[str]:
        answer = await service.post(f"/persons/search?at_least={at}", {"identity_number": number})
        return [one["id"] for one in answer.json()["persons"]]

    at = (await asked(service, kept, "merges", other))["position"]
    assert await found() == [kept]
    taken = await service.post("/persons", PERSON | {"identity_number": number})
    assert taken.json()["rule"] == "identity-number-taken"
    at = (await asked(service, kept, "unmerges", other))["position"]
    assert await found() == [other]
    at = (await asked(service, kept, "merges", other))["position"]
    assert await found() == [kept]


async def test_a_number_that_the_kept_record_made_its_own_is_first_corrected(service: Service) -> None:
    number = with_check_character("99999919880315456")
    kept = await service.registered()
    other = await service.registered(**TWIN | {"identity_number": number})
    await asked(service, kept, "merges", other)
    path = f"/persons/{kept}/identity-corrections"
    answer = await service.post(path, {"identity_number": number, "reason": "笔误"}, **OFFICER)
    assert answer.status_code == 201, answer.text
    assert (await asked(service, kept, "unmerges", other, 422))["rule"] == "number-in-use"
    back = {"identity_number": PERSON["identity_number"], "reason": "另一人的号码"}
    answer = await service.post(path, back, **OFFICER)
    assert answer.status_code == 201, answer.text


async def test_a_repeated_merging_is_answered_as_before(service: Service) -> None:
    kept, other = await service.registered(), await service.registered(**TWIN)
    body = {"other": other, "reason": "核对户口簿"}
    path = f"/persons/{kept}/merges"
    first = await service.post(path, body, Idempotency_Key="once", **OFFICER)
    again = await service.post(path, body, Idempotency_Key="once", **OFFICER)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"


async def test_what_was_known_of_the_merged_record_counts_in_decisions(service: Service) -> None:
    """A finding may rest on a test that stands in the other record."""
    kept, other = await service.registered(), await service.registered(**TWIN)
    test_id = "01970000-0000-7000-8000-0000000000c9"
    finding = {
        "level": "addicted", "grounds": ["positive_test"], "test_id": test_id,
        "found_by": ["wang.jun", "li.na"], "document_number": "1", "occurred_at": "2020-04-20",
    }  # fmt: skip
    order = {"test_id": test_id, "ground": "suspicion", "method": "urine", "occurred_at": "2020-04-10"}
    assert (await service.post(f"/persons/{other}/test-orders", order)).status_code == 201
    answer = await service.post(f"/persons/{other}/tests", TEST | {"test_id": test_id})
    assert answer.status_code == 201, answer.text
    before = await service.post(f"/persons/{kept}/addiction-findings", finding)
    assert before.json()["rule"] == "unknown-test"
    await asked(service, kept, "merges", other)
    after = await service.post(f"/persons/{kept}/addiction-findings", finding)
    assert after.status_code == 201, after.text


@pytest.mark.parametrize("action", ["notes", "corrections", "retractions", "merges"])
async def test_a_merged_record_takes_no_command(service: Service, action: str) -> None:
    kept, other = await service.registered(), await service.registered(**TWIN)
    await asked(service, kept, "merges", other)
    bodies = {
        "notes": {"topic": "family", "text": "?"},
        "corrections": {"target": 1, "changes": {"source": "census"}, "reason": "?"},
        "retractions": {"target": 2, "reason": "?"},
        "merges": {"other": kept, "reason": "?"},
    }
    answer = await service.post(f"/persons/{other}/{action}", bodies[action], **OFFICER)
    assert (answer.status_code, answer.json()["rule"]) == (409, "merged-elsewhere")
    assert kept in answer.json()["detail"]


async def test_refusals(service: Service) -> None:
    kept, other = await service.registered(), await service.registered(**TWIN)
    third = await service.registered(**TWIN | {"birth_date": "1990-01-01"})
    nobody = "01970000-0000-7000-8000-0000000000ff"
    assert (await asked(service, kept, "merges", nobody, 422))["rule"] == "other-unknown"
    assert (await asked(service, kept, "merges", kept, 422))["rule"] == "other-is-this"
    assert (await asked(service, kept, "unmerges", other, 422))["rule"] == "not-merged"
    await asked(service, kept, "merges", other)
    assert (await asked(service, third, "merges", kept, 422))["rule"] == "other-holds-merged"
    offer = {"from_unit": "640324", "to_area": "640324101", "level": "township", "reason": "迁居"}
    answer = await service.post(f"/persons/{third}/handover-offers", offer, **OFFICER)
    assert answer.status_code == 201, answer.text
    refused = await asked(service, kept, "merges", third, 422)
    assert (refused["rule"], refused["errors"][0]["pointer"]) == ("other-has-open-matters", "/other")
    dead = await service.registered(**TWIN | {"birth_date": "1991-01-01"})
    answer = await service.post(f"/persons/{dead}/death", {"occurred_at": "2021-01-01"}, **OFFICER)
    assert answer.status_code == 201, answer.text
    assert (await asked(service, kept, "merges", dead, 422))["rule"] == "standings-differ"
    answer = await service.post(f"/persons/{kept}/retractions", {"target": 2, "reason": "?"}, **OFFICER)
    assert answer.json()["rule"] == "merging-stands"
    system = OFFICER | {"Tongxin_Role": "system"}
    answer = await service.post(f"/persons/{kept}/unmerges", {"other": other, "reason": "?"}, **system)
    assert (answer.status_code, answer.json()["rule"]) == (409, "duplicates-by-system")


async def test_a_registration_names_whom_it_may_be_and_is_granted(service: Service) -> None:
    known = await service.registered()
    answer = await service.post("/persons", PERSON | TWIN, **OFFICER)
    assert answer.status_code == 201
    assert answer.json()["duplicates"] == [
        {"id": known, "score": 60, "features": ["name_sound", "birth_same"]}
    ]
    other = await service.post("/persons", PERSON | TWIN | {"name": "李娜", "birth_date": "1990-01-01"})
    assert "duplicates" not in other.json()
    at = answer.json()["position"]
    reads = (await got(service, f"/persons/{known}/reads", at))["reads"]
    assert [(one["what"], one["actor"]["user"]) for one in reads[1:]] == [("suspicion", "wang.jun")]


async def test_so_do_a_correction_and_a_new_phone_number(service: Service) -> None:
    known = await service.registered(identity_number=None)
    other = await service.registered(**TWIN | {"birth_date": "1970-10-10"})
    corrected = await service.post(
        f"/persons/{other}/identity-corrections", {"birth_date": "1988-03-16", "reason": "?"}
    )
    assert "duplicates" not in corrected.json()
    told = await service.post(f"/persons/{other}/contact-details", {"phone": "+86 139 0000 0000"})
    assert told.json()["duplicates"] == [
        {"id": known, "score": 70, "features": ["name_sound", "birth_near", "phone_same"]}
    ]


async def test_what_was_dismissed_stays_apart_until_the_records_agree_in_more(service: Service) -> None:
    known, other = await service.registered(), await service.registered(**TWIN)

    async def listed(query: str = "") -> list[list[str]]:
        pairs = (await got(service, f"/duplicates?{query}", at))["pairs"]
        return [sorted(one["ids"]) for one in pairs]

    at = 2
    assert await listed() == [sorted([known, other])]
    at = (await asked(service, known, "duplicate-dismissals", other))["position"]
    assert await listed() == []
    assert await listed("is_dismissed=true") == [sorted([known, other])]
    [one] = (await got(service, f"/persons/{other}/duplicates"))["duplicates"]
    assert (one["id"], one["decision"]["outcome"]) == (known, "dismissed")
    told = await service.post(f"/persons/{other}/contact-details", {"phone": PERSON["phone"]})
    assert [one["id"] for one in told.json()["duplicates"]] == [known]
    assert await listed() == [sorted([known, other])]


async def test_a_third_record_is_told_of_the_kept_one_only(service: Service) -> None:
    kept, other = await service.registered(), await service.registered(**TWIN)
    at = (await asked(service, kept, "merges", other))["position"]
    answer = await got(service, f"/persons/{other}/duplicates", at)
    assert (answer["merged_into"], answer["duplicates"]) == (kept, [])
    third = await service.post("/persons", PERSON | TWIN | {"occurred_at": "2020-04-01"})
    assert [one["id"] for one in third.json()["duplicates"]] == [kept]
    await asked(service, kept, "unmerges", other)


async def test_no_name_and_no_number_is_kept_in_the_clear(service: Service) -> None:
    await service.registered()
    await service.registered(**TWIN)
    with psycopg.connect(service.database) as connection:
        query = (
            "select f::text from duplicate_features f union all select s::text from duplicate_suspicions s"
        )
        rows = [row[0] for row in connection.execute(query)]
    assert len(rows) > 5
    assert not [row for row in rows if "马" in row or "ma j" in row or "0315" in row or "1390" in row]


async def test_pages_and_unknown_persons(service: Service) -> None:
    for number in range(3):
        await service.registered(**TWIN | {"occurred_at": f"2020-03-0{number + 1}"})
    first = await got(service, "/duplicates?limit=2", 3)
    second = await got(service, f"/duplicates?limit=2&cursor={first['next']}")
    assert (len(first["pairs"]), len(second["pairs"]), second["next"]) == (2, 1, None)
    assert (await got(service, "/duplicates?area=650000"))["pairs"] == []
    nobody = await service.get("/persons/01970000-0000-7000-8000-0000000000ff/duplicates")
    assert (nobody.status_code, nobody.json()["rule"]) == (404, "unknown-person")
    wrong = await service.get("/duplicates?cursor=2020-01-01_01970000-0000-7000-8000-0000000000ff_x")
    assert wrong.status_code == 400


async def test_the_records_are_read_as_one_from_the_merging_on_and_apart_before(service: Service) -> None:
    kept, other = await service.registered(), await service.registered(**TWIN)
    tier = {"tier": "T2", "reason": "核实", "occurred_at": "2020-04-01"}
    answer = await service.post(f"/persons/{other}/tier-assignments", tier, **OFFICER)
    assert answer.status_code == 201, answer.text
    body = {"other": other, "reason": "核对户口簿", "occurred_at": "2020-05-01"}
    merged = (await service.post(f"/persons/{kept}/merges", body, **OFFICER)).json()
    status = await got(service, f"/persons/{kept}", merged["position"])
    assert (status["tier"], status["merged"], status["version"]) == ("T2", [other], merged["version"])
    assert (await got(service, f"/persons/{kept}?as_of=2020-04-30"))["tier"] is None
    assert (await got(service, f"/persons/{kept}?as_of=2020-05-02"))["tier"] == "T2"
    own = await got(service, f"/persons/{other}")
    assert (own["merged_into"], own["tier"]) == (kept, "T2")
    at = (await asked(service, kept, "unmerges", other))["position"]
    assert (await got(service, f"/persons/{kept}", at))["tier"] is None
    assert (await got(service, f"/persons/{other}", at))["merged_into"] is None
