"""The registers of the county over HTTP: lists, filters, pages, one record, any moment."""

import pytest
from api.http.conftest import Service
from api.http.test_unreadable_requests import assert_problem

from tongxin.domain.case.commands import OpenCase

HERE, ELSEWHERE = "640324", "610802"


async def opened(service: Service, number: int, day: str, region: str = HERE) -> str:
    case = {"case_number": f"示例[2020]{number}号", "opened_on": day, "lead_region": region}
    answer = await service.post("/cases", OpenCase.EXAMPLE | case | {"partner_regions": []})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["stream"])


@pytest.fixture
async def four(service: Service) -> dict[str, str]:
    """Cases of March, April and May, the third of another county; the second was closed on 10 June."""
    found = {
        "march": await opened(service, 1, "2020-03-01"),
        "april": await opened(service, 2, "2020-04-01"),
        "elsewhere": await opened(service, 3, "2020-04-02", ELSEWHERE),
        "may": await opened(service, 4, "2020-05-01"),
    }
    closing = {"outcome": "solved", "occurred_at": "2020-06-10"}
    closed = await service.post(f"/cases/{found['april']}/closings", closing)
    assert closed.status_code == 201
    found["position"] = str(closed.json()["position"])
    return found


async def test_a_register_lists_filters_and_pages_now_and_at_any_moment(
    service: Service, four: dict[str, str]
) -> None:
    names = {stream: name for name, stream in four.items()}

    async def listed(asked: str) -> list[str]:
        answer = await service.get(f"/cases?at_least={four['position']}&{asked}")
        assert answer.status_code == 200, answer.text
        return [names[record["id"]] for record in answer.json()["records"]]

    asked_what = {
        "": ["may", "elsewhere", "april", "march"],
        f"area={HERE}": ["may", "april", "march"],
        "area=640000": ["may", "april", "march"],
        "status=closed": ["april"],
        "status=open&status=closed&limit=1": ["may"],
        "on=2020-06-09": ["may", "elsewhere", "april", "march"],
        "on=2020-06-10": ["may", "elsewhere", "march"],
        "on=2020-04-01": ["april", "march"],
        "since=2020-04-01&before=2020-05-01": ["elsewhere", "april"],
        "text=2020]3": ["elsewhere"],
        "text=%25": [],
    }
    for asked, expected in asked_what.items():
        assert await listed(asked) == expected, asked
        if asked and "limit" not in asked:
            assert await listed(f"{asked}&as_of=2020-12-31") == expected, asked
    assert await listed("as_of=2020-05-31&status=closed") == []
    assert await listed("as_of=2020-04-01") == ["april", "march"]
    assert await listed("known_at=2020-12-31") == []

    for moment in ("", "&as_of=2020-12-31"):
        shown, cursor = [], ""
        while cursor is not None:
            page = (await service.get(f"/cases?limit=3{moment}{cursor and f'&cursor={cursor}'}")).json()
            shown += [names[record["id"]] for record in page["records"]]
            cursor = page["next"]
        assert shown == ["may", "elsewhere", "april", "march"]


async def test_one_record_now_and_at_any_moment(service: Service, four: dict[str, str]) -> None:
    case = four["april"]
    now = await service.get(f"/cases/{case}")
    assert now.headers["etag"] == '"2"'
    told = now.json()
    assert (told["title"], told["status"], told["since"], told["until"]) == (
        "示例[2020]2号", "closed", "2020-04-01", "2020-06-10",
    )  # fmt: skip
    assert told["state"]["case_number"] == told["title"]
    then = await service.get(f"/cases/{case}?as_of=2020-05-31")
    assert (then.json()["status"], then.json()["until"]) == ("open", None)
    assert then.json()["moment"]["as_of"].startswith("2020-05-31T15:59:59")
    assert "etag" not in then.headers
    assert_problem(await service.get(f"/cases/{case}?as_of=2020-03-31"), 404, "case-unknown")
    assert_problem(await service.get(f"/cases/{case}?as_of=2999-01-01"), 422, "moment-ahead")


async def test_a_corrected_record_shows_what_counts_and_reads_are_logged(
    service: Service, four: dict[str, str]
) -> None:
    case = four["march"]
    body = {"target": 1, "changes": {"case_number": "示例[2020]9号"}, "reason": "错号"}
    corrected = await service.post(f"/cases/{case}/corrections", body)
    assert corrected.status_code == 201, corrected.text
    listed = await service.get(f"/cases?text=9号&at_least={corrected.json()['position']}")
    assert [(one["id"], one["version"]) for one in listed.json()["records"]] == [(case, 2)]
    assert (await service.get(f"/cases/{case}")).json()["title"] == "示例[2020]9号"


@pytest.mark.parametrize("asked", ["area=64032", "limit=0", "cursor=2020-04-01", "colour=red"])
async def test_a_wrong_question_names_the_parameter(service: Service, asked: str) -> None:
    answer = await service.get(f"/cases?{asked}")
    assert_problem(answer, 400, "bad-parameter")
    assert answer.json()["errors"][0]["parameter"] == asked.partition("=")[0]
