"""Basic information over HTTP: one person's, the county's by township, and who lacks what."""

from api.http.conftest import Service
from api.http.test_filters import told

HAIR = {"item": "hair", "custody_reference": "TX-1", "legal_basis": "治安管理处罚法 102"}


async def test_what_is_on_file_is_counted_by_township_and_opens(service: Service) -> None:
    before = (await service.get("/baseline/completeness")).json()["definition"]
    assert (before["definition_en"], before["classes"], before["defined"]) == ("not publicly defined", 15, 3)
    one, other, third = [
        await service.registered(identity_number=None, residence_area=area, occurred_at=f"2019-05-0{day}")
        for day, area in enumerate(("640324100", "640324100", "640324101"), 1)
    ]
    await told(service, one, "sample-collections", HAIR | {"occurred_at": "2020-04-12"})
    await told(service, other, "sample-collections", HAIR | {"occurred_at": "2020-04-13"})
    for item in ("fingerprint", "dna"):
        body = HAIR | {"item": item, "occurred_at": "2020-04-12"}
        position = await told(service, one, "sample-collections", body)
    answer = (await service.get(f"/baseline/completeness?at_least={position}")).json()
    assert answer["definition"]["definition_zh"] == "未公开定义"
    rows = {row["name"]: (row["persons"], row["complete"], row["recorded"]) for row in answer["rows"]}
    assert rows == {
        "豫海镇": (2, 1, {"hair": 2, "fingerprint": 1, "dna": 1}),
        "河西镇": (1, 0, {"hair": 0, "fingerprint": 0, "dna": 0}),
    }
    for row in answer["rows"]:
        for name, address in row["opens"].items():
            missing = (await service.get(address)).json()["persons"]
            lacking = row["complete"] if name == "any" else row["recorded"][name]
            assert len(missing) == row["persons"] - lacking, address
    page = (await service.get("/baseline/missing?limit=1")).json()
    rest = (await service.get(f"/baseline/missing?limit=1&after={page['next']}")).json()
    assert {row["id"] for row in page["persons"] + rest["persons"]} == {other, third}
    assert rest["next"] is None
    by_worker = (await service.get("/baseline/completeness?by=worker")).json()["rows"]
    assert [(row["by"], row["persons"]) for row in by_worker] == [(None, 3)]
    assert len((await service.get(by_worker[0]["opens"]["any"])).json()["persons"]) == 2
    reads = (await service.get(f"/persons/{other}/reads")).json()["reads"]
    assert "baseline-missing" in [read["what"] for read in reads]


async def test_a_persons_basic_information_is_told_by_where_it_is_kept(service: Service) -> None:
    person = await service.registered(occurred_at="2019-05-01")
    await told(service, person, "sample-collections", HAIR | {"occurred_at": "2020-04-12"})
    answer = (await service.get(f"/persons/{person}/baseline")).json()
    shown = [(item["code"], item["recorded_on"], item["custody_reference"]) for item in answer["items"]]
    assert shown == [("hair", "2020-04-12", "TX-1"), ("fingerprint", None, None), ("dna", None, None)]
    assert (answer["is_complete"], answer["definition"]["definition_en"]) == (False, "not publicly defined")
    earlier = (await service.get(f"/persons/{person}/baseline?on=2020-04-11")).json()
    assert [item["recorded_on"] for item in earlier["items"]] == [None, None, None]
