"""Corrections and retractions over HTTP: what they refuse, and what they change in status and history."""

from typing import Any

from api.http.conftest import PERSON, Service
from api.http.test_commands import events_in

FIRST, SECOND = "999999198803150016", "999999198803150032"
TEST = {
    "method": "urine",
    "kind": "on_site",
    "result": "positive",
    "testers": ["wang.jun", "li.na"],
    "sample_a": "A1",
    "sample_b": "B1",
    "occurred_at": "2020-04-12T10:30",
}


async def told(service: Service, person: str, action: str, **body: Any) -> int:
    """The position of a granted command."""
    answer = await service.post(f"/persons/{person}/{action}", body)
    assert answer.status_code == 201, (action, answer.text)
    return int(answer.json()["position"])


async def corrected(service: Service, person: str, target: int, **changes: Any) -> int:
    return await told(service, person, "corrections", target=target, changes=changes, reason="录入有误")


async def status_at(service: Service, person: str, position: int) -> dict[str, Any]:
    answer = await service.get(f"/persons/{person}?at_least={position}")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


UNFIT: list[tuple[dict[str, Any], str, str]] = [
    ({"colour": "red"}, "wrong-change", "/changes/colour"),
    ({"result": "perhaps"}, "wrong-change", "/changes/result"),
    ({"testers": "wang.jun"}, "wrong-change", "/changes/testers"),
    ({"occurred_at": "soon"}, "wrong-change", "/changes/occurred_at"),
    ({"occurred_at": "2099-01-01"}, "in-future", "/changes"),
    ({"result": "positive"}, "changes-nothing", "/changes"),
    ({"place": "豫海镇\0"}, "invalid-body", "/changes/place"),
    ({"occurred_at": "0001-01-01"}, "before-birth", "/changes"),
]


async def test_a_correction_that_does_not_fit_is_refused(service: Service) -> None:
    person = await service.registered()
    await told(service, person, "tests", **TEST)
    for changes, code, pointer in UNFIT:
        body = {"target": 2, "changes": changes, "reason": "录入有误"}
        answer = await service.post(f"/persons/{person}/corrections", body)
        problem = answer.json()
        assert (answer.status_code, problem["type"]) == (422, f"/problems/{code}"), problem
        assert problem["errors"][0]["pointer"] == pointer
    assert events_in(service.database) == 2


async def test_values_are_corrected_with_their_types(service: Service) -> None:
    person = await service.registered()
    await told(service, person, "tests", **TEST)
    at = await corrected(service, person, 2, result="negative", occurred_at="2020-04-13T09:00")
    shown = await status_at(service, person, at)
    assert (shown["last_test_result"], shown["last_test_on"]) == ("negative", "2020-04-13")
    events = (await service.get(f"/persons/{person}/history")).json()["events"]
    assert [event["superseded_by"] for event in events] == [None, 3, None]
    replacement = events[2]["data"]["replacement"]
    assert replacement["result"] == "negative"
    assert replacement["occurred_at"].startswith("2020-04-13T01:00")
    assert events[1]["data"]["result"] == "positive"  # what was recorded stays readable


async def test_a_retracted_correction_leaves_things_as_they_were(service: Service) -> None:
    person = await service.registered()
    await told(service, person, "death", occurred_at="2021-01-01")
    await corrected(service, person, 2, occurred_at="2021-02-02")
    at = await corrected(service, person, 2, occurred_at="2021-03-03")
    assert (await status_at(service, person, at))["died_on"] == "2021-03-03"
    at = await told(service, person, "retractions", target=4, reason="误改")
    assert (await status_at(service, person, at))["died_on"] == "2021-02-02"
    at = await told(service, person, "retractions", target=2, reason="本人健在")
    assert (await status_at(service, person, at))["died_on"] is None
    again = await service.post(f"/persons/{person}/retractions", {"target": 2, "reason": "?"})
    assert (again.status_code, again.json()["rule"]) == (422, "retracted-already")
    events = (await service.get(f"/persons/{person}/history")).json()["events"]
    marks = [(event["superseded_by"], event["superseded_how"]) for event in events]
    assert marks == [
        (None, None), (6, "retracted"), (None, None), (5, "retracted"), (None, None), (None, None),
    ]  # fmt: skip


async def test_a_retracted_correction_no_longer_marks_what_it_corrected(service: Service) -> None:
    person = await service.registered()
    await told(service, person, "death", occurred_at="2021-01-01")
    await corrected(service, person, 2, occurred_at="2021-02-02")
    at = await told(service, person, "retractions", target=3, reason="误改")
    assert (await status_at(service, person, at))["died_on"] == "2021-01-01"
    events = (await service.get(f"/persons/{person}/history")).json()["events"]
    assert (events[1]["superseded_by"], events[1]["superseded_how"]) == (None, None)
    assert (events[2]["superseded_by"], events[2]["superseded_how"]) == (4, "retracted")


async def taken(service: Service, number: str) -> bool:
    """Whether a person is registered with this number, by trying; the one registered is given up again."""
    found = await service.post("/persons/search", {"identity_number": number})
    assert found.status_code == 200, found.text
    return bool(found.json()["persons"])


async def test_a_corrected_number_frees_the_old_one(service: Service) -> None:
    person = await service.registered()
    await service.registered(identity_number=None)
    at = await corrected(service, person, 1, identity_number=SECOND)
    assert (await status_at(service, person, at))["personal"]["identity_number"] == SECOND
    assert not await taken(service, FIRST)
    assert await taken(service, SECOND)
    other = await service.registered(name="马建军")
    assert other != person
    refused = await service.post("/persons", PERSON | {"identity_number": SECOND})
    assert refused.json()["type"] == "/problems/identity-number-taken"


async def test_a_number_that_was_never_the_persons_is_freed(service: Service) -> None:
    person = await service.registered()
    at = await corrected(service, person, 1, identity_number=None)
    assert (await status_at(service, person, at))["personal"]["identity_number"] is None
    assert not await taken(service, FIRST)
    assert await service.registered(name="马建军") != person


async def test_a_retracted_number_is_freed(service: Service) -> None:
    person = await service.registered(identity_number=None)
    await told(service, person, "identity-corrections", identity_number=FIRST, reason="补录")
    assert (await service.post("/persons", PERSON)).status_code == 422
    await told(service, person, "retractions", target=2, reason="号码属他人")
    assert await service.registered(name="马建军") != person


async def test_a_correction_does_not_take_a_number_that_is_taken(service: Service) -> None:
    await service.registered()
    person = await service.registered(identity_number=None)
    for number in (FIRST, "999999 19880315 0016"):
        body = {"target": 1, "changes": {"identity_number": number}, "reason": "补录"}
        answer = await service.post(f"/persons/{person}/corrections", body)
        assert (answer.status_code, answer.json()["rule"]) == (422, "identity-number-taken"), answer.text
    assert events_in(service.database) == 2


async def test_a_number_corrected_into_a_correction_is_checked_too(service: Service) -> None:
    await service.registered()
    person = await service.registered(identity_number=None)
    await told(service, person, "identity-corrections", identity_number=SECOND, reason="补录")
    for number, rule in (
        ("999999198803150017", "identity-number-check"),
        ("1", "identity-number-shape"),
        ("99999919880315 0016", "identity-number-taken"),
    ):
        body = {"target": 2, "changes": {"identity_number": number}, "reason": "补录"}
        answer = await service.post(f"/persons/{person}/corrections", body)
        assert (answer.status_code, answer.json().get("rule")) == (422, rule), answer.text


async def test_a_number_in_full_width_digits_is_the_same_number(service: Service) -> None:
    await service.registered()
    wide = FIRST.translate({ord(str(digit)): ord("０") + digit for digit in range(10)})
    refused = await service.post("/persons", PERSON | {"identity_number": wide, "name": "马建军"})
    assert refused.json()["type"] == "/problems/identity-number-taken", refused.text
    assert await taken(service, wide)


async def test_a_correction_says_which_decisions_it_makes_unlawful(service: Service) -> None:
    """It is granted all the same: facts are facts, and the decisions stand until somebody reviews them."""
    person = await service.registered()
    measure = "01970000-0000-7000-8000-0000000000a1"
    await told(
        service,
        person,
        "addiction-findings",
        level="addicted",
        grounds=["evidence_of_use"],
        found_by=["wang.jun", "li.na"],
        document_number="1",
        occurred_at="2019-06-02",
    )
    order = {"kind": "community_detox", "decided_on": "2019-06-03", "decider": "同心县公安局"}
    await told(service, person, "measures", measure_id=measure, occurred_at="2019-06-03", **order)
    await told(service, person, "retractions", target=2, reason="录错人")
    await status_at(service, person, await corrected(service, person, 1, source="family"))
    events = (await service.get(f"/persons/{person}/history")).json()["events"]
    broken = {"version": 3, "rule": "not-found-addicted", "article": "禁毒法 33, 38"}
    assert events[3]["data"]["contradictions"] == [broken]
    review = events[4]["data"]
    assert (events[4]["type"], review["decision"], review["rule"]) == ("review.opened/1", 3, broken["rule"])
    assert events[5]["data"]["contradictions"] == []
