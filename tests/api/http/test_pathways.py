"""Care pathways, plans, the count of abstinence and its alarm, over HTTP."""

from typing import Any

import pytest
from api.http.conftest import Service
from domain.pathways.test_templates import county_supplied

from tongxin.api.runtime.policy_files import shipped


@pytest.fixture(autouse=True)
def supplied(monkeypatch: pytest.MonkeyPatch) -> None:
    """The county has supplied what one code stands for."""
    policies = shipped().with_([county_supplied()])
    monkeypatch.setattr("tongxin.api.runtime.runtime.shipped", lambda: policies)


async def asked(service: Service, path: str, **headers: str) -> Any:
    """The answer to a question that is granted."""
    answer = await service.get(path, **headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def told(service: Service, person: str, action: str, **body: Any) -> int:
    """The position of a command that is granted."""
    answer = await service.post(f"/persons/{person}/{action}", body)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["position"])


async def abstinent_since(service: Service, day: str, **changes: Any) -> str:
    """Somebody whose clock counts from a day."""
    person = await service.registered(**changes)
    await told(service, person, "abstinence-starts", ground="release", occurred_at=day)
    return person


async def test_pathways_say_whose_word_they_are(service: Service) -> None:
    found = await asked(service, "/pathways?on=2021-02-01")
    versions = {(pathway["code"], pathway["version"]): pathway for pathway in found}
    undefined = versions["23444", "0"]
    assert undefined["definition_en"] == "not publicly defined"
    assert undefined["definition_zh"] == "未公开定义"
    assert (undefined["components"], undefined["status"], undefined["is_in_force"]) == ([], "default", True)
    assert undefined["requires"] == "three_years_abstinent"
    defined = versions["6231", "2021-1"]
    assert defined["definition_en"] == "definition supplied by county on 2020-12-20"
    assert "2020-12-20" in defined["definition_zh"]
    assert [one["id"] for one in defined["components"]] == ["first-visit", "call", "village"]
    assert (defined["is_in_force"], versions["6231", "0"]["is_in_force"]) == (True, False)
    earlier = await asked(service, "/pathways?on=2020-12-31")
    in_force = [one["version"] for one in earlier if one["code"] == "6231" and one["is_in_force"]]
    assert in_force == ["0"]


async def test_a_plan_is_started_followed_and_ended(service: Service) -> None:
    person = await service.registered()
    dates = [{"name": "release", "day": "2021-01-31"}]
    answer = await service.post(
        f"/persons/{person}/plans", {"pathway": "6231", "dates": dates, "occurred_at": "2021-01-31"}
    )
    assert answer.status_code == 201, answer.text
    kinds = [event["type"] for event in answer.json()["events"]]
    assert kinds == ["plan.started/1", *["aftercare.milestone_planned/1"] * 4]
    plan = (await asked(service, f"/persons/{person}/plans?on=2021-03-05"))["plans"][0]
    assert plan["counts"] == {"overdue": 2, "planned": 2, "undated": 1}
    await told(
        service,
        person,
        "aftercare-milestone-achievements",
        milestone_id=plan["components"][0]["milestone_id"],
        occurred_at="2021-03-01",
    )
    seen = f"at_least={answer.json()['position']}"
    history = await asked(service, f"/persons/{person}/history?type=plan.&{seen}")
    assert history["events"][0]["policy"] == {"name": "6231", "version": "2021-1"}
    now = await asked(service, f"/persons/{person}/plans?on=2021-03-05")
    first = now["plans"][0]["components"][0]
    assert (first["standing"], first["is_late"], first["due_on"]) == ("reached", True, "2021-02-28")
    assert now["milestones"] == []
    await told(service, person, "plan-endings", plan_id=plan["plan_id"], reason="迁出")
    ended = (await asked(service, f"/persons/{person}/plans"))["plans"][0]
    assert ended["ended_on"] is not None
    assert ended["counts"] == {"reached": 1, "dropped": 4}


async def test_what_nobody_has_defined_is_refused(service: Service) -> None:
    person = await service.registered()
    answer = await service.post(f"/persons/{person}/plans", {"pathway": "six-levels"})
    assert answer.status_code == 422
    assert answer.json()["rule"] == "no-components"


async def test_a_handover_that_waits_too_long_is_shown(service: Service) -> None:
    person = await service.registered()
    offer = {"to_area": "640324101", "from_unit": "640324100", "reason": "迁居", "occurred_at": "2021-04-01"}
    await told(service, person, "handover-offers", **offer)
    handover = (await asked(service, f"/persons/{person}/plans?on=2021-04-12"))["handover"]
    assert (handover["due_on"], handover["overdue_days"]) == ("2021-04-11", 1)
    assert handover["policy_status"] == "default"
    assert (await asked(service, f"/persons/{person}/plans?on=2021-03-31"))["handover"] is None


async def test_the_count_of_abstinence_opens(service: Service) -> None:
    person = await abstinent_since(service, "2020-01-31")
    count = await asked(service, f"/persons/{person}/abstinence?on=2023-01-30")
    assert (count["counting"], count["months"], count["days"]) == ("running", 35, 30)
    assert (count["expected_on"], count["control"]["control"]) == ("2023-01-31", "continues")
    assert count["steps"][-1]["article"] == "戒毒条例 7"
    assert count["policy"]["status"] == "default"
    assert [one["type"] for one in count["rests_on"]] == ["abstinence.started/1"]
    too_early = {"occurred_at": "2023-01-30"}
    refused = await service.post(f"/persons/{person}/three-year-abstinence-confirmations", too_early)
    assert refused.json()["article"] == "戒毒条例 7"
    reads = await asked(service, f"/persons/{person}/reads")
    assert "abstinence" in [read["what"] for read in reads["reads"]]


async def test_without_a_rule_there_is_no_count_and_nobody_unknown_has_one(service: Service) -> None:
    person = await service.registered()
    answer = await service.get(f"/persons/{person}/abstinence?on=1980-01-01")
    assert answer.json()["rule"] == "no-clock-rule"
    for what in ("abstinence", "plans"):
        unknown = await service.get(f"/persons/01970000-0000-7000-8000-000000000099/{what}")
        assert unknown.status_code == 404


async def test_control_beyond_the_term_is_listed_a_page_at_a_time(service: Service) -> None:
    numbers = ["999999198803150016", "999999198803150024", "999999198803150032", "999999198803150040"]
    late = [
        await abstinent_since(service, "2020-02-01", identity_number=number) for number in valid(numbers[:3])
    ]
    resting = late[2]
    await told(service, resting, "abstinence-pauses", ground="custody", occurred_at="2021-01-01")
    recent = valid(numbers[3:])[0]
    recently = await abstinent_since(service, "2026-01-01", identity_number=recent)
    pause = {"ground": "custody", "occurred_at": "2026-02-01"}
    position = await told(service, recently, "abstinence-pauses", **pause)
    first = await asked(service, f"/dynamic-control/overdue?area=640324&limit=1&at_least={position}")
    second = await asked(service, f"/dynamic-control/overdue?limit=1&cursor={first['next']}")
    assert second["next"] is None
    shown = first["persons"] + second["persons"]
    assert sorted(one["id"] for one in shown) == sorted(late[:2])
    assert {one["reached_on"] for one in shown} == {"2023-02-01"}
    assert all(one["name"] == "马建国" and one["overdue_days"] > 1000 for one in shown)
    assert {one["duty"] for one in shown} == {"confirm_three_years_and_end_dynamic_control"}
    assert (await asked(service, "/dynamic-control/overdue?area=640324101"))["persons"] == []
    for person in late:
        reads = (await asked(service, f"/persons/{person}/reads"))["reads"]
        assert ("dynamic-control-overdue" in [read["what"] for read in reads]) == (person != resting)


async def test_who_is_no_longer_under_control_is_not_listed(service: Service) -> None:
    person = await abstinent_since(service, "2020-02-01")
    await told(service, person, "three-year-abstinence-confirmations", occurred_at="2023-02-01")
    position = await told(service, person, "dynamic-control-endings", occurred_at="2023-02-01")
    assert (await asked(service, f"/dynamic-control/overdue?at_least={position}"))["persons"] == []
    history = await asked(service, f"/persons/{person}/history?type=abstinence.three&at_least={position}")
    assert history["events"][0]["policy"] == {"name": "abstinence-clock/three-years", "version": "1"}
    control = (await asked(service, f"/persons/{person}/abstinence"))["control"]
    assert (control["control"], control["duty"]) == ("ended", None)


def valid(numbers: list[str]) -> list[str]:
    """The numbers with the check digits that they need."""
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    sums = [sum(int(d) * w for d, w in zip(n, weights, strict=False)) for n in numbers]
    return [n[:17] + "10X98765432"[total % 11] for n, total in zip(numbers, sums, strict=True)]
