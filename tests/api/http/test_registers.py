"""The registers: every item once, as it stands, filtered and paged; what was retracted is in none."""

from typing import Any

from api.http.conftest import Service
from api.http.test_deadlines import ago, ordered
from api.http.test_filters import told
from api.http.test_worklist import HERE, a_test, in_detox

TEST = "01970000-0000-7000-8000-0000000000b1"


async def listed(service: Service, register: str, position: int, **query: str) -> list[dict[str, Any]]:
    """The items of a register, a page of two at a time."""
    parameters = "".join(f"&{name}={value}" for name, value in query.items())
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = await service.get(f"/{register}?limit=2&at_least={position}{parameters}{cursor}")
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page[register]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


async def test_a_measure_stands_in_its_register_with_its_clocks_and_counters(service: Service) -> None:
    stream, measure, _ = await in_detox(service, "999999198803150016", 40)
    for day in (10, 8):
        breach = {
            "measure_id": measure,
            "kind": "test_refused",
            "breached_on": ago(day),
            "occurred_at": ago(day),
        }
        position = await told(service, stream, "breaches", breach)
    [row] = await listed(service, "measures", position)
    assert (row["id"], row["measure_id"], row["kind"], row["status"]) == (
        stream, measure, "community_detox", "executing",
    )  # fmt: skip
    assert (row["day"], row["served_on"], row["reported_on"]) == (ago(45), ago(45), ago(40))
    assert (row["tests"], row["departures"], row["days_away"], row["decider"]) == (2, 0, 0, "同心县公安局")
    assert row["begins_on"] == ago(40)
    assert row["expires_on"][4:] == ago(40)[4:]
    assert await listed(service, "measures", position, status="paused") == []
    assert len(await listed(service, "measures", position, kind="community_detox", area="640324100")) == 1
    assert await listed(service, "measures", position, since=ago(44)) == []
    assert await listed(service, "measures", position, expires_before=ago(0)) == []
    assert await listed(service, "measures", position, has_serious_breach="true") == []
    pause = {"measure_id": measure, "paused_on": ago(5), "ground": "detained", "occurred_at": ago(5)}
    position = await told(service, stream, "measure-pauses", pause)
    [row] = await listed(service, "measures", position, status="paused")
    assert row["expires_on"] is None
    reads = (await service.get(f"/persons/{stream}/reads")).json()["reads"]
    assert "measure-register" in [read["what"] for read in reads]


async def test_every_measure_of_everybody_is_there_once(service: Service) -> None:
    people = [
        await ordered(service, n, 30 + i) for i, n in enumerate(("999999198803150016", "999999198803150024"))
    ]
    rows = await listed(service, "measures", people[-1][2])
    assert [row["id"] for row in rows] == [people[0][0], people[1][0]]  # the latest first
    assert {row["status"] for row in rows} == {"ordered"}


async def test_a_test_is_one_row_from_the_order_to_the_last_result(service: Service) -> None:
    stream = await service.registered()
    order = {
        "test_id": TEST,
        "ground": "suspicion",
        "method": "urine",
        "due_on": ago(8),
        "occurred_at": ago(10),
    }
    position = await told(service, stream, "test-orders", order)
    [row] = await listed(service, "tests", position, standing="ordered", due_before=ago(0))
    assert (row["due_on"], row["ground"], row["result"]) == (ago(8), "suspicion", None)
    await told(service, stream, "tests", a_test(9, "positive") | {"test_id": TEST})
    position = await told(
        service,
        stream,
        "test-objections",
        {"test_id": TEST, "statement": "服用过感冒药", "occurred_at": ago(9)},
    )
    [row] = await listed(service, "tests", position, has_open_objection="true")
    assert (row["standing"], row["result"], row["objected_on"]) == ("taken", "positive", ago(9))
    concluded = {"test_id": TEST, "laboratory": "自治区鉴定中心", "result": "negative", "sample": "B1",
                 "occurred_at": ago(4)}  # fmt: skip
    position = await told(service, stream, "laboratory-results", concluded)
    [row] = await listed(service, "tests", position, result="negative")
    assert (row["result_on"], row["taken_on"], row["laboratory"]) == (ago(4), ago(9), "自治区鉴定中心")
    assert await listed(service, "tests", position, result="positive") == []


async def test_what_was_retracted_is_in_no_register(service: Service) -> None:
    stream = await service.registered()
    await told(service, stream, "tests", a_test(9))
    position = await told(service, stream, "tests", a_test(7))
    assert len(await listed(service, "tests", position)) == 2
    position = await told(service, stream, "retractions", {"target": 2, "reason": "登记到他人名下"})
    assert [row["taken_on"] for row in await listed(service, "tests", position)] == [ago(7)]
    changes = {"target": 3, "changes": {"occurred_at": f"{ago(6)}T12:00:00+08:00"}, "reason": "日期有误"}
    position = await told(service, stream, "corrections", changes)
    assert [row["taken_on"] for row in await listed(service, "tests", position)] == [ago(6)]


async def test_handovers_and_their_answers(service: Service) -> None:
    stream = await service.registered()
    offer = {"handover_id": TEST, "from_unit": HERE, "to_area": "640324101", "reason": "迁居",
             "occurred_at": ago(12)}  # fmt: skip
    position = await told(service, stream, "handover-offers", offer)
    [row] = await listed(service, "handovers", position, outcome="open", to_unit="640324101")
    assert (row["day"], row["answered_on"]) == (ago(12), None)
    answer = await service.post(
        f"/persons/{stream}/handover-acceptances", {"handover_id": TEST, "occurred_at": ago(10)},
        Tongxin_User="li.na", Tongxin_Role="case_worker", Tongxin_Unit="640324101",
    )  # fmt: skip
    assert answer.status_code == 201, answer.text
    [row] = await listed(service, "handovers", answer.json()["position"], outcome="accepted")
    assert row["answered_on"] == ago(10)


async def test_help_and_work_going_on_or_ended(service: Service) -> None:
    stream = await service.registered()
    grant = {"support_id": TEST, "kind": "low_income_aid", "beneficiary": "family", "amount": "4800.50",
             "provider": "县民政局", "occurred_at": ago(90)}  # fmt: skip
    await told(service, stream, "support-grants", grant)
    job = {"employment": "public_post", "employer": "示例公司", "occurred_at": ago(60)}
    position = await told(service, stream, "job-placements", job)
    rows = await listed(service, "supports", position)
    assert [(row["kind"], row["what"], row["amount_fen"]) for row in rows] == [
        ("job", "public_post", None), ("support", "low_income_aid", 480050),
    ]  # fmt: skip
    assert "示例公司" not in str(rows)
    ended = {"support_id": TEST, "outcome": "no_longer_eligible", "occurred_at": ago(5)}
    position = await told(service, stream, "support-endings", ended)
    assert [row["kind"] for row in await listed(service, "supports", position, is_open="true")] == ["job"]
    assert [row["outcome"] for row in await listed(service, "supports", position, kind="support")] == [
        "no_longer_eligible"
    ]


async def test_steps_stand_as_they_stand_today(service: Service) -> None:
    stream = await service.registered()
    for number, due in (("d1", ago(3)), ("d2", ago(-30))):
        step = {"milestone_id": f"01970000-0000-7000-8000-0000000000{number}", "programme": "23444",
                "title": f"家访{number}", "due_on": due, "occurred_at": ago(30)}  # fmt: skip
        position = await told(service, stream, "aftercare-milestones", step)
    rows = await listed(service, "milestones", position)
    assert {row["title"]: row["standing"] for row in rows} == {"家访d1": "overdue", "家访d2": "planned"}
    reached = {"milestone_id": "01970000-0000-7000-8000-0000000000d1", "occurred_at": ago(1)}
    position = await told(service, stream, "aftercare-milestone-achievements", reached)
    [row] = await listed(service, "milestones", position, standing="reached")
    assert (row["title"], row["decided_on"]) == ("家访d1", ago(1))
    assert len(await listed(service, "milestones", position, programme="23444", due_before=ago(0))) == 1


async def test_a_wrong_parameter_is_named(service: Service) -> None:
    nowhere = "cursor=2026-01-01_00000000-0000-0000-0000-000000000000_x"
    for register in ("measures", "tests", "handovers", "supports", "milestones"):
        for query in ("cursor=x", nowhere, "area=1", "limit=0", "no=1"):
            answer = await service.get(f"/{register}?{query}")
            assert answer.status_code == 400, answer.text
            assert answer.json()["errors"][0]["parameter"] == query.partition("=")[0]
