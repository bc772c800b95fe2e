"""Linkage by level, and what help came to: over HTTP."""

from api.http.conftest import Service
from api.http.test_deadlines import ago
from api.http.test_filters import told

LEVELS = {
    "kind": "pathway", "name": "six-levels", "version": "1", "title": "Six levels", "title_zh": "六个层级",
    "status": "county", "source": "县禁毒委文件(示例)", "effective_from": ago(-2),
    "content": {
        "definition": "county_supplied", "supplied_on": "2018-12-20",
        "components": [
            {"id": "township", "title": "Township", "title_zh": "乡镇", "kind": "level", "role": "专干"},
            {"id": "village", "title": "Village", "title_zh": "村", "kind": "level"},
        ],
    },
}  # fmt: skip
SUPPORT = "01970000-0000-7000-8000-0000000000f"


async def handed_over(service: Service, person: str, number: int, level: str | None, day: str) -> None:
    id = f"01970000-0000-7000-8000-00000000010{number}"
    offer = {"handover_id": id, "from_unit": f"unit-{number}", "to_unit": f"unit-{number + 1}",
             "to_area": "640324100", "level": level, "reason": "移交", "occurred_at": day}  # fmt: skip
    await told(service, person, "handover-offers", offer)
    answer = await service.post(
        f"/persons/{person}/handover-acceptances",
        {"handover_id": id, "occurred_at": day},
        Tongxin_Unit=f"unit-{number + 1}",
        Tongxin_User="ma.li",
        Tongxin_Role="case_worker",
    )
    assert answer.status_code == 201, answer.text


async def test_who_is_linked_at_which_level_is_shown_by_the_countys_definition(service: Service) -> None:
    person = await service.registered(occurred_at="2019-05-01")
    await handed_over(service, person, 1, "township", "2020-04-01")
    await handed_over(service, person, 2, "county", "2020-05-01")
    undefined = (await service.get(f"/persons/{person}/linkage?on={ago(-2)}")).json()
    assert undefined["definition_en"] == "not publicly defined"
    assert [(one["level"], one["unit"], one["is_defined"]) for one in undefined["levels"]] == [
        ("township", "unit-2", False), ("county", "unit-3", False),
    ]  # fmt: skip
    assert (await service.post("/policies", LEVELS)).status_code == 201
    defined = (await service.get(f"/persons/{person}/linkage?on={ago(-2)}")).json()
    assert defined["definition_zh"] == "定义由县里于2018-12-20提供"
    assert [(one["level"], one["title_zh"], one["unit"], one["since"]) for one in defined["levels"]] == [
        ("township", "乡镇", "unit-2", "2020-04-01"), ("village", "村", None, None),
        ("county", None, "unit-3", "2020-05-01"),
    ]  # fmt: skip
    assert defined["responsible_unit"] == "unit-3"
    earlier = (await service.get(f"/persons/{person}/linkage?on=2020-04-30")).json()
    assert earlier["responsible_unit"] == "unit-2"


async def test_help_is_counted_by_kind_and_outcome_and_each_figure_opens(service: Service) -> None:
    person = await service.registered(occurred_at="2019-05-01")
    grants = (("poverty_register", "2019-06-01"), ("loan", "2020-02-01"), ("schooling", "2020-09-01"))
    for number, (kind, day) in enumerate(grants):
        body = {"support_id": f"{SUPPORT}{number}", "kind": kind, "beneficiary": "family", "occurred_at": day}
        await told(service, person, "support-grants", body)
    for number, outcome in ((0, "lifted_out_of_poverty"), (1, "repaid")):
        body = {"support_id": f"{SUPPORT}{number}", "outcome": outcome, "occurred_at": "2020-11-15"}
        position = await told(service, person, "support-endings", body)
    span = f"at_least={position}&since=2020-01-01&before=2021-01-01"
    rows = (await service.get(f"/supports/figures?{span}")).json()["rows"]
    assert {row["what"]: (row["granted"], row["going_on"], row["outcomes"]) for row in rows} == {
        "poverty_register": (0, 0, {"lifted_out_of_poverty": 1}), "loan": (1, 0, {"repaid": 1}),
        "schooling": (1, 1, {}),
    }  # fmt: skip
    for row in rows:
        counted = {"granted": row["granted"]} | row["outcomes"]
        for name, address in row["opens"].items():
            assert len((await service.get(address)).json()["supports"]) == counted[name], address
