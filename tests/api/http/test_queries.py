"""Questions: status, list, history, search, reads; and what a correction changes in them."""

import psycopg
from api.http.conftest import PERSON, SCREENING, Service


async def test_a_query_waits_for_the_position_of_a_command(service: Service) -> None:
    answer = await service.post("/persons", PERSON)
    person, position = answer.json()["stream"], answer.json()["position"]
    status = await service.get(f"/persons/{person}?at_least={position}")
    assert status.status_code == 200, status.text
    shown = status.json()
    assert shown["personal"]["name"] == "马建国"
    assert shown["residence_area_name"] == "豫海镇"
    assert shown["registered_on"] == "2019-05-20"
    assert status.headers["etag"] == '"1"'


async def test_a_position_that_does_not_come_is_not_waited_for_for_ever(service: Service) -> None:
    person = await service.registered()
    behind = await service.get(f"/persons/{person}?at_least=999999")
    assert (behind.status_code, behind.json()["type"]) == (503, "/problems/projection-behind")


async def test_a_history_is_paged_and_filtered(service: Service) -> None:
    person = await service.registered()
    for _ in range(6):
        last = await service.post(f"/persons/{person}/screenings", SCREENING, Tongxin_User="li",
                                  Tongxin_Role="case_worker", Tongxin_Unit="640324100")  # fmt: skip
    position = last.json()["position"]
    path = f"/persons/{person}/history?at_least={position}"
    seen: list[int] = []
    after = 0
    while True:
        page = (await service.get(f"{path}&limit=3&after={after}")).json()
        seen += [event["version"] for event in page["events"]]
        if page["next"] is None:
            break
        after = page["next"]
    assert seen == [1, 2, 3, 4, 5, 6, 7]
    screened = (await service.get(f"{path}&type=person.screened")).json()["events"]
    assert {event["type"] for event in screened} == {"person.screened/1"}
    assert {event["actor"]["user"] for event in (await service.get(f"{path}&actor=li")).json()["events"]} == {
        "li"
    }
    assert (await service.get(f"{path}&occurred_before=2019-06-01")).json()["events"][0]["version"] == 1


async def test_a_list_shows_every_person_once_and_knows_its_filters(service: Service) -> None:
    people = [
        await service.registered(identity_number=None, phone=None, name=f"马{n}", residence_area=area)
        for n, area in enumerate(["640324100", "640324101", "640324101", "640324200"])
    ]
    last = await service.post(f"/persons/{people[0]}/screenings", SCREENING)
    await service.get(f"/persons/{people[0]}?at_least={last.json()['position']}")
    seen: list[str] = []
    cursor = ""
    while True:
        page = (await service.get(f"/persons?limit=3{cursor}")).json()
        seen += [person["id"] for person in page["persons"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert sorted(seen) == sorted(people)
    assert len((await service.get("/persons?area=640324101")).json()["persons"]) == 2
    assert (await service.get("/persons?tier=T1")).json()["persons"] == []
    unknown = await service.get("/persons?colour=red")
    assert (unknown.status_code, unknown.json()["errors"][0]["parameter"]) == (400, "colour")


async def test_a_number_is_searched_in_a_body_and_every_read_is_logged(service: Service) -> None:
    answer = await service.post("/persons", PERSON)
    person = answer.json()["stream"]
    await service.get(f"/persons/{person}?at_least={answer.json()['position']}", Tongxin_Purpose="home-visit")
    found = await service.post("/persons/search", {"identity_number": "999999198803150016"})
    assert [shown["id"] for shown in found.json()["persons"]] == [person]
    assert (await service.post("/persons/search", {"identity_number": "1"})).json()["persons"] == []
    reads = (await service.get(f"/persons/{person}/reads")).json()["reads"]
    assert [(read["what"], read["purpose"]) for read in reads] == [
        ("reads", "not given"),
        ("search", "not given"),
        ("status", "home-visit"),
    ]


async def test_a_correction_changes_the_status_and_marks_the_history(service: Service) -> None:
    person = await service.registered()
    await service.post(f"/persons/{person}/death", {"occurred_at": "2021-01-01"})
    changes = {"residence_area": "640324200", "name": "马建军", "birth_date": "1988-03-15"}
    body = {"target": 1, "changes": changes, "reason": "登记有误"}
    corrected = await service.post(f"/persons/{person}/corrections", body)
    assert corrected.status_code == 201, corrected.text
    retracted = await service.post(f"/persons/{person}/retractions", {"target": 2, "reason": "误报"})
    position = retracted.json()["position"]
    status = (await service.get(f"/persons/{person}?at_least={position}")).json()
    assert (status["died_on"], status["residence_area"], status["version"]) == (None, "640324200", 4)
    assert status["personal"]["name"] == "马建军"
    events = (await service.get(f"/persons/{person}/history")).json()["events"]
    marks = [(event["superseded_by"], event["superseded_how"]) for event in events]
    assert marks == [(3, "corrected"), (4, "retracted"), (None, None), (None, None)]


async def test_without_the_key_the_record_stays_and_the_name_is_gone(service: Service) -> None:
    person = await service.registered()
    last = await service.post(f"/persons/{person}/screenings", SCREENING | {"remarks": "家访时谈及"})
    path = f"/persons/{person}?at_least={last.json()['position']}"
    assert (await service.get(path)).json()["personal"]["name"] == "马建国"
    with psycopg.connect(service.database) as connection:
        connection.execute("update stream_keys set wrapped = ''")
    service.client._transport.app.state.runtime.streams._keys.clear()  # type: ignore[attr-defined]
    assert (await service.get(path)).json()["personal"]["name"] is None
    assert "remarks" not in (await service.get(f"/persons/{person}/history")).json()["events"][1]["data"]
    refused = await service.post(f"/persons/{person}/screenings", SCREENING | {"remarks": "家访时谈及"})
    assert (refused.status_code, refused.json()["type"]) == (410, "/problems/erased")
    plain = await service.post(f"/persons/{person}/screenings", SCREENING)
    assert plain.status_code == 201
    after = f"/persons/{person}?at_least={plain.json()['position']}"
    assert (await service.get(after)).json()["version"] == 3


async def test_a_case_is_asked_like_a_person(service: Service) -> None:
    from tongxin.domain.case.commands import OpenCase

    opened = await service.post("/cases", OpenCase.EXAMPLE)
    case = opened.json()["stream"]
    assert (await service.get(f"/cases/{case}")).json()["version"] == 1
    assert len((await service.get(f"/cases/{case}/history")).json()["events"]) == 1
    person = await service.registered()
    assert (await service.get(f"/cases/{person}")).status_code == 404


async def test_the_service_tells_of_itself(service: Service) -> None:
    assert (await service.get("/health/live")).status_code == 200
    ready = (await service.get("/health/ready")).json()
    assert (ready["status"], ready["schema"]) == ("ready", ready["code_schema"])
    assert (await service.get("/problems/in-future")).json()["zh"]
    document = (await service.get("/openapi.json")).json()
    assert "/persons/{id}/screenings" in document["paths"]
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids))
