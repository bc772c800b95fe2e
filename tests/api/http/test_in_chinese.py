"""Problems in Chinese: who asks in Chinese is answered in it, and particulars stay."""

import re
from pathlib import Path

import pytest
from api.http.conftest import PERSON, Service

import tongxin.api.http as http
from tongxin.api.http.chinese import in_chinese
from tongxin.api.http.problems import Problem

HAN = re.compile(r"[\u4e00-\u9fff]")
BODIES = [
    ({}, "缺少必填字段"),
    (PERSON | {"birth_date": "soon"}, "应为日期"),
    (PERSON | {"sex": "x"}, "不在允许的取值之内"),
    (PERSON | {"name": ""}, "文字过短"),
    (PERSON | {"name": "马" * 10_000}, "文字过长"),
    (PERSON | {"name": 5}, "应为文字"),
    (PERSON | {"nickname": "x"}, "没有这个字段"),
]


@pytest.mark.parametrize(("body", "told"), BODIES, ids=[told for _, told in BODIES])
async def test_what_is_wrong_with_a_body(service: Service, body: dict[str, object], told: str) -> None:
    answer = await service.post("/persons", body, Accept_Language="zh-CN,zh;q=0.9")
    problem = answer.json()
    assert (answer.status_code, problem["title"]) == (422, "请求体与命令不符")
    assert any(told in error["detail"] for error in problem["errors"])
    english = (await service.post("/persons", body)).json()
    assert not HAN.search(english["title"])


async def test_other_problems(service: Service) -> None:
    person = await service.registered()
    asked = {
        "stale": service.post(
            f"/persons/{person}/screenings", {"outcome": "no_finding"}, Accept_Language="zh", If_Match='"9"'
        ),
        "bad-header": service.post("/persons", PERSON, Accept_Language="zh", If_Match="x"),
        "not-found": service.get("/persons/nobody", Accept_Language="zh"),
        "bad-parameter": service.get("/persons?limit=many", Accept_Language="zh"),
    }
    for code, question in asked.items():
        problem = (await question).json()
        assert problem["type"] == f"/problems/{code}"
        assert HAN.search(problem["title"]), code
        assert HAN.search(problem["detail"]), code


def codes() -> set[str]:
    """The codes of all problems that are no refusal, as the sources name them."""
    sources = "".join(file.read_text() for file in Path(*http.__path__).glob("*.py"))
    named = re.findall(r'\b(?:Problem|BadRequest|_unavailable)\(\s*\d+,\s*"([a-z-]+)"', sources)
    return {*named, "not-found", "method-not-allowed", "body-too-large", "not-json"}


def test_every_problem_has_its_chinese() -> None:
    found = codes()
    assert len(found) > 12
    for code in found:
        assert HAN.search(in_chinese(Problem(400, code, "x", "y")).title), code
