"""Staff against the norms and key tasks on a day, over HTTP: now, and as it was."""

from typing import Any

from api.http.conftest import Service

from tongxin.domain.key_task.commands import EVIDENCE, SetKeyTask
from tongxin.domain.station.commands import OpenStation


async def begun(service: Service, path: str, body: dict[str, Any], **headers: str) -> str:
    answer = await service.post(path, body, **headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["stream"])


async def test_staff_and_persons_by_area_on_a_day(service: Service) -> None:
    station = await begun(service, "/stations", OpenStation.EXAMPLE)
    for user, role, day in (
        ("ma.li", "case_worker", "2017-06-01"),
        ("bai.jun", "case_worker", "2021-03-01"),
        ("wang.jun", "police_officer", "2017-06-01"),
    ):
        body = {"user": user, "role": role, "occurred_at": day}
        await begun(service, f"/stations/{station}/posts", body)
    await service.registered(residence_area="640324102", occurred_at="2018-05-20")
    last = await service.post(
        "/persons", {"name": "马某", "birth_date": "1990-01-01", "sex": "male", "domicile_area": "640324",
                     "residence_area": "640324102", "source": "screening", "occurred_at": "2021-05-20"},
    )  # fmt: skip
    at_least = last.json()["position"]

    async def told(on: str) -> Any:
        answer = await service.get(f"/stations/staffing?on={on}&at_least={at_least}")
        assert answer.status_code == 200, answer.text
        body = answer.json()
        [row] = body["rows"]
        assert {name: body["total"][name] for name in ("users", "persons")} == {
            name: row[name] for name in ("users", "persons")
        }
        return row

    then, now = await told("2020-12-31"), await told("2021-12-31")
    assert (then["area"], then["area_name"]) == ("640324102", "韦州镇")
    assert (then["case_workers"], then["police_officers"], then["persons"], then["ratio"]) == (1, 1, 1, 1.0)
    assert (now["case_workers"], now["persons"]) == (2, 2)
    assert [(norm["name"], norm["needed"], norm["over"]) for norm in now["norms"]] == [
        ("ningxia", 1, 1),
        ("general", 1, 1),
    ]
    assert (await told("2018-12-31"))["norms"][0]["name"] == "general"
    ahead = await service.get("/stations/staffing?on=2999-01-01")
    assert (ahead.status_code, ahead.json()["rule"]) == (422, "moment-ahead")


async def test_key_tasks_on_a_day(service: Service) -> None:
    task = await begun(service, "/key-tasks", SetKeyTask.EXAMPLE)
    await begun(service, "/key-tasks", SetKeyTask.EXAMPLE | {"number": 18, "owner": "640324-police"})
    done = {"documents": EVIDENCE, "occurred_at": "2020-10-05"}
    answer = await service.post(f"/key-tasks/{task}/completions", done)
    at_least = answer.json()["position"]

    async def told(asked: str) -> dict[str, tuple[int, int, int]]:
        answer = await service.get(f"/key-tasks/standing?{asked}&at_least={at_least}")
        assert answer.status_code == 200, answer.text
        return {row["value"]: (row["total"], row["done"], row["overdue"]) for row in answer.json()["rows"]}

    assert await told("on=2020-09-30") == {"640324-education": (1, 0, 0), "640324-police": (1, 0, 0)}
    assert await told("on=2020-10-01") == {"640324-education": (1, 0, 1), "640324-police": (1, 0, 1)}
    assert await told("on=2020-12-31&year=2020&by=area") == {"640324": (2, 1, 1)}
    assert await told("year=2019") == {}
