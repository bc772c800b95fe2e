"""Every rule refuses over HTTP: a problem that names the rule, the field and the article, and nothing stored.

The rules that no request can reach are listed, each with the reason.
"""

from collections.abc import AsyncIterator, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from api.http.conftest import Service
from api.http.refusals import (
    of_campaigns,
    of_cases,
    of_enforcement,
    of_governance,
    of_law,
    of_measures,
    of_people,
    of_prevention,
    of_records,
    of_support,
    policies,
)
from api.http.refusals.telling import ANYBODY, NOBODY, SOMEBODY, Refusal, Step
from api.http.test_commands import events_in
from conftest import Server

import tongxin.domain
from tongxin.api.http.app import create_app
from tongxin.api.http.index import COLLECTIONS
from tongxin.api.runtime.settings import Settings
from tongxin.domain.refusals import RULES, Rule

REFUSALS: list[Refusal] = [
    one
    for table in (
        of_law,
        of_measures,
        of_people,
        of_records,
        of_support,
        of_cases,
        of_enforcement,
        of_campaigns,
        of_governance,
        of_prevention,
    )
    for one in table.REFUSALS
]
_ITS_OWN_REPETITION = "a record's identifier follows from the request: asked again, it is answered as before"
_ITS_OWN_ID = "a review's identifier is the service's own: test_reviews.py reads it and tries this"
_ANOTHER_RECORD = "another record is needed: test_duplicates.py tries it"
UNREACHABLE = {
    "already-registered": _ITS_OWN_REPETITION,
    "case-opened-already": _ITS_OWN_REPETITION,
    "campaign-joined-already": "another record is needed: test_case_links.py tries it",
    "responsibility-opened-already": _ITS_OWN_REPETITION,
    "key-task-set-already": _ITS_OWN_REPETITION,
    "fund-planned-already": _ITS_OWN_REPETITION,
    "station-opened-already": _ITS_OWN_REPETITION,
    "prevention-plan-made-already": _ITS_OWN_REPETITION,
    "venue-opened-already": _ITS_OWN_REPETITION,
    "school-registered-already": _ITS_OWN_REPETITION,
    "media-post-published-already": _ITS_OWN_REPETITION,
    "survey-recorded-already": _ITS_OWN_REPETITION,
    "campaign-started-already": _ITS_OWN_REPETITION,
    "cooperation-agreement-signed-already": _ITS_OWN_REPETITION,
    "liaison-station-opened-already": _ITS_OWN_REPETITION,
    "screening-campaign-opened-already": _ITS_OWN_REPETITION,
    "review-decided": _ITS_OWN_ID,
    "review-by-decider": _ITS_OWN_ID,
    "review-by-system": _ITS_OWN_ID,
    **dict.fromkeys(
        (
            *("merged-elsewhere", "other-is-this", "other-merged-elsewhere", "other-holds-merged"),
            *("other-has-open-matters", "standings-differ", "not-merged", "number-in-use", "merging-stands"),
        ),
        _ANOTHER_RECORD,
    ),
}
OF_QUESTIONS = {"moment", "indicators"}
"""Modules whose rules refuse questions, not commands."""


def families() -> set[str]:
    """The families whose commands a record takes."""
    commands = [one.begins for one in COLLECTIONS.values()]
    commands += [command for one in COLLECTIONS.values() for _, command in one.commands.values()]
    return {command.__module__.split(".")[2] for command in commands}


def rules_of_commands() -> set[str]:
    """The codes of every rule, but for those of other families' commands, and of questions."""
    asked, found = families(), set[str]()
    for module in walk_packages(tongxin.domain.__path__, "tongxin.domain."):
        family, *inside = module.name.split(".")[2:]
        has_commands = find_spec(f"tongxin.domain.{family}.commands") if inside else None
        if family not in OF_QUESTIONS and (family in asked or not has_commands):
            found |= {one.code for one in vars(import_module(module.name)).values() if isinstance(one, Rule)}
    return found


@pytest.fixture(scope="module")
def one_database(server: Server, template: str) -> Iterator[str]:
    conninfo = server.create_database(template)
    yield conninfo
    server.drop_database(conninfo)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def told(one_database: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """One application for all refusals: each has a record of its own. Nothing reads, so nothing projects."""
    folder: Path = tmp_path_factory.mktemp("refusals")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tongxin.api.runtime.runtime.shipped", policies.book)
        app = create_app(Settings(data_dir=folder, patience=5), one_database)
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with (
            app.router.lifespan_context(app),
            httpx2.AsyncClient(transport=transport, base_url="http://tongxin") as client,
        ):
            service = Service(client, one_database)
            somebody = await service.post("/persons", ANYBODY, Idempotency_Key="somebody")
            assert somebody.json()["stream"] == SOMEBODY, somebody.text
            yield service


async def asked(service: Service, path: str, step: Step, **more: str) -> httpx2.Response:
    user = "li.na" if step.by == "office_head" else "wang.jun"
    actor = {"Tongxin_User": user, "Tongxin_Role": step.by, "Tongxin_Unit": "640324"}
    return await service.post(path, step.body, **actor, **more)


async def begun(service: Service, refusal: Refusal, number: int) -> str:
    """The record of a refusal: of nobody, or a new one with what was asked before."""
    if refusal.of_nobody:
        return NOBODY
    example = ANYBODY if refusal.on == "persons" else COLLECTIONS[refusal.on].begins.EXAMPLE
    first: dict[str, Any] = example | refusal.who
    answer = await service.post(f"/{refusal.on}", first, Idempotency_Key=f"refusal-{number}")
    assert answer.status_code == 201, answer.text
    record = str(answer.json()["stream"])
    for step in refusal.given:
        granted = await asked(service, f"/{refusal.on}/{record}/{step.action}", step)
        assert granted.status_code == 201, (step, granted.text)
    return record


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("number", range(len(REFUSALS)), ids=lambda n: f"{REFUSALS[n].rule} {REFUSALS[n].at}")
async def test_refused(told: Service, number: int) -> None:
    refusal = REFUSALS[number]
    record = await begun(told, refusal, number)
    path = f"/{refusal.on}/{record}/{refusal.ask.action}" if refusal.ask.action else f"/{refusal.on}"
    before = events_in(told.database)
    answer = await asked(told, path, refusal.ask)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json", problem
    assert problem.get("rule") == refusal.rule, problem
    assert problem["type"] == f"/problems/{refusal.rule}"
    assert problem["article"] == RULES[refusal.rule].article
    at = [error["pointer"] for error in problem.get("errors", ())]
    assert at == ([] if refusal.at is None else [f"/{refusal.at}"])
    assert answer.status_code == (404 if refusal.of_nobody else 422 if at else 409)
    assert "{" not in problem["detail"]
    chinese = (await asked(told, path, refusal.ask, Accept_Language="zh-CN")).json()
    assert chinese["rule"] == refusal.rule
    assert any("一" <= character <= "鿿" for character in chinese["detail"])
    assert "{" not in chinese["detail"]
    assert events_in(told.database) == before


def test_every_rule_is_refused_over_http_or_cannot_be() -> None:
    tried = {refusal.rule for refusal in REFUSALS}
    assert tried | UNREACHABLE.keys() == rules_of_commands()
    assert not tried & UNREACHABLE.keys()


def test_no_family_of_commands_is_left_out() -> None:
    """The register of policies has a table of its own, in test_policies.py."""
    folder = Path(tongxin.domain.__path__[0])
    with_commands = {path.parent.name for path in folder.glob("*/commands.py")}
    assert with_commands - families() == {"policy_register"}
