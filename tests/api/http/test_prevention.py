"""How far prevention reached in a year, over HTTP: each figure opens to as many facts as it counts."""

from typing import Any

from api.http.conftest import Service

from tongxin.domain.prevention_plan.commands import MakePreventionPlan, RecordPreventionActivity
from tongxin.domain.school_programme.commands import RecordSchoolItem, RegisterSchool
from tongxin.domain.survey.commands import RecordSurvey

LESSON = RecordSchoolItem.EXAMPLE
HELD = RecordPreventionActivity.EXAMPLE


async def recorded(service: Service, path: str, body: dict[str, Any], **headers: str) -> Any:
    answer = await service.post(path, body, **headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def a_year_of_prevention(service: Service) -> int:
    plan = (await recorded(service, "/prevention-plans", MakePreventionPlan.EXAMPLE))["stream"]
    for changes in (
        {},
        {"occurred_at": "2020-12-30", "headcount": 20, "materials": 0},
        {"audience": "rural", "area": "640324100", "headcount": 300},
    ):
        await recorded(service, f"/prevention-plans/{plan}/activities", HELD | changes)
    for name in ("示例中学", "示例小学", "第二示例小学"):
        school = await recorded(service, "/school-programmes", RegisterSchool.EXAMPLE | {"name": name})
        if name != "第二示例小学":
            await recorded(service, f"/school-programmes/{school['stream']}/items", LESSON)
    later = {"school_year": 2020, "occurred_at": "2021-03-01"}
    await recorded(service, f"/school-programmes/{school['stream']}/items", LESSON | later)
    await recorded(service, "/surveys", RecordSurvey.EXAMPLE)
    wrong = RecordSurvey.EXAMPLE | {"kind": "satisfaction", "answered": 1000, "favourable": 900}
    survey = await recorded(service, "/surveys", wrong)
    correction = {"target": 1, "changes": {"favourable": 960}, "reason": "录入时看错一行"}
    last = await recorded(service, f"/surveys/{survey['stream']}/corrections", correction)
    return int(last["position"])


async def test_each_figure_opens_to_what_it_counts(service: Service) -> None:
    at_least = await a_year_of_prevention(service)

    async def told(path: str) -> Any:
        answer = await service.get(f"{path}&at_least={at_least}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    found = await told("/prevention/coverage?year=2020&area=640324")
    assert (found["on"], found["area"]) == ("2020-12-31", "640324")
    schools = found["schools"]
    assert (schools["registered"], schools["with_programme"]) == (3, 2)
    assert len((await told(schools["opens"]["registered"]))["records"]) == 3
    done = (await told(schools["opens"]["with_programme"]))["facts"]
    assert len({fact["id"] for fact in done}) == 2
    towns = found["townships"]
    assert (towns["reached"], towns["of"]) == (2, 12)
    assert [one["area_name"] for one in towns["townships"] if one["reached"]] == ["豫海镇", "韦州镇"]
    assert len((await told(towns["opens"]))["facts"]) == 3
    for one in found["audiences"]:
        facts = (await told(one["opens"]))["facts"]
        assert (len(facts), sum(fact["quantity"] for fact in facts)) == (one["activities"], one["heads"])
    assert {one["audience"]: (one["planned_heads"], one["heads"]) for one in found["audiences"]} == {
        "school": (30_000, 0),
        "rural": (9_000, 300),
        "migrant_workers": (0, 200),
    }
    rates = {one["kind"]: one["rate"] for one in found["surveys"]}
    assert rates == {"awareness": 0.97, "satisfaction": 0.96}
    for one in found["surveys"]:
        assert len((await told(one["opens"]))["facts"]) == one["surveys"]
    assert (await told("/prevention/coverage?year=2021"))["schools"]["with_programme"] == 1
    assert (await told("/prevention/coverage?year=2014"))["schools"]["registered"] == 0
    for code, rate in (("awareness_rate", 0.97), ("satisfaction_rate", 0.96)):
        [row] = (await told(f"/indicators/{code}?since=2020-01-01&before=2021-01-01"))["rows"]
        assert float(row["value"]) == rate
    asked = "since=2020-01-01&before=2021-01-01&candidate=of_asked"
    [row] = (await told(f"/indicators/awareness_rate?{asked}"))["rows"]
    assert (row["numerator"], row["denominator"]) == (1067, 1200)


async def test_a_year_ahead_is_not_known(service: Service) -> None:
    ahead = await service.get("/prevention/coverage?year=2999")
    assert (ahead.status_code, ahead.json()["rule"]) == (422, "moment-ahead")
    assert ahead.json()["errors"][0]["parameter"] == "year"
