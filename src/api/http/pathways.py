"""Queries about care pathways: the templates that are known, and one person's plans."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from ...domain.handover.overdue import KIND as HANDOVER_KIND
from ...domain.handover.overdue import NAME as HANDOVER_NAME
from ...domain.handover.overdue import Waiting, waiting
from ...domain.pathways.plans import StandingMilestone, StandingPlan, plans_on
from ...domain.pathways.template import KIND, Definition, Template, TemplateRefused, template_of
from ...domain.person.state import fold
from ...domain.policies.book import NoPolicy, Policy, PolicyBook
from .abstinence import DayQuery
from .documentation import QUERY_RESPONSES
from .person_events import counting_events, today
from .queries import Asking, Purpose, Serving, note

router = APIRouter(tags=["pathways"], responses=QUERY_RESPONSES)


class PathwayAnswer(BaseModel):
    """A version of a template. `definition_en`, `definition_zh`: whose word its components are.

    `problem`: why it cannot be used, where it cannot. `requires`: the product's default, not law.
    """

    code: str
    version: str
    title: str
    title_zh: str
    status: str
    source: str
    effective_from: date
    effective_until: date | None
    is_in_force: bool
    definition: str | None
    definition_en: str
    definition_zh: str
    supplied_on: date | None
    requires: str | None
    components: list[dict[str, Any]]
    problem: str | None


class MilestoneAnswer(BaseModel):
    """A component as it stands on the day; `standing` says how."""

    milestone_id: UUID | None
    title: str
    title_zh: str
    kind: str
    number: int
    role: str | None
    standing: str
    due_on: date | None
    decided_on: date | None
    overdue_days: int
    is_late: bool


class PlanAnswer(BaseModel):
    """A plan, with the template version that it was made from."""

    plan_id: UUID
    pathway: str
    template_version: str
    definition: str
    title: str
    title_zh: str
    started_on: date
    ended_on: date | None
    components: list[MilestoneAnswer]
    counts: dict[str, int]


class WaitingAnswer(BaseModel):
    """A handover that waits for its answer. `due_on`: the last day for it, under `policy_status`."""

    from_unit: str
    to_unit: str
    offered_on: date
    waiting_days: int
    due_on: date | None
    overdue_days: int
    policy_status: str | None


class PlansAnswer(BaseModel):
    """A person's plans on a day. `milestones`: planned one by one, outside any plan."""

    id: UUID
    day: date
    plans: list[PlanAnswer]
    milestones: list[MilestoneAnswer]
    handover: WaitingAnswer | None


@router.get("/pathways", summary="Which care pathways are defined")
async def pathways(query: Annotated[DayQuery, Query()], runtime: Serving) -> list[PathwayAnswer]:
    """Every version of every template. What nobody has defined is listed as such, without components."""
    day = query.on or today()
    policies = sorted(
        runtime.persons.policies.of_kind(KIND), key=lambda p: (p.name, p.effective_from, p.version)
    )
    return [_pathway(policy, runtime.persons.policies, day) for policy in policies]


@router.get("/persons/{id}/plans", summary="A person's plans")
async def plans(
    id: UUID,
    query: Annotated[DayQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> PlansAnswer:
    """What is planned, due, overdue, reached, missed, excused; and a handover that waits for its answer."""
    day = query.on or today()
    events = [recorded.event for recorded in await counting_events(runtime, id, day)]
    standing = plans_on(events, day)
    policy = _handover_policy(runtime.persons.policies, day)
    open_offer = waiting(fold(events).handover, policy, day)
    await note(runtime, caller, [id], purpose, "plans")
    others = [
        _milestone(
            {
                "milestone_id": planned.milestone_id,
                "title": planned.title,
                "title_zh": planned.title,
                "kind": "milestone",
                "number": 1,
                "role": None,
            },
            milestone,
        )
        for planned, milestone in standing.others
    ]
    shown = [_plan(plan) for plan in standing.plans]
    return PlansAnswer(id=id, day=day, plans=shown, milestones=others, handover=_handover(open_offer, policy))


def _pathway(policy: Policy, policies: PolicyBook, day: date) -> PathwayAnswer:
    template, problem = None, None
    try:
        template = template_of(policy)
    except TemplateRefused as error:
        problem = str(error)
    en, zh = _definition(template)
    head = ("version", "title", "title_zh", "status", "source", "effective_from", "effective_until")
    return PathwayAnswer.model_validate(
        {name: getattr(policy, name) for name in head}
        | {
            "code": policy.name,
            "is_in_force": _is_in_force(policy, policies, day),
            "definition": template and template.definition,
            "definition_en": en,
            "definition_zh": zh,
            "supplied_on": template and template.supplied_on,
            "requires": template and template.requires,
            "components": [asdict(component) for component in template.components] if template else [],
            "problem": problem,
        }
    )


def _is_in_force(policy: Policy, policies: PolicyBook, day: date) -> bool:
    try:
        return policies.in_force(policy.kind, policy.name, day) == policy
    except NoPolicy:
        return False


def _definition(template: Template | None) -> tuple[str, str]:
    if template is not None and template.definition is Definition.COUNTY_SUPPLIED:
        day = template.supplied_on
        return f"definition supplied by county on {day}", f"定义由县里于{day}提供"
    return "not publicly defined", "未公开定义"


def _plan(plan: StandingPlan) -> PlanAnswer:
    started = plan.started
    components = [_milestone(asdict(component), standing) for component, standing in plan.components]
    counts: dict[str, int] = {}
    for component in components:
        counts[component.standing] = counts.get(component.standing, 0) + 1
    head = ("plan_id", "pathway", "template_version", "definition", "title", "title_zh", "started_on")
    return PlanAnswer(
        **{name: getattr(started, name) for name in head},
        ended_on=plan.ended_on,
        components=components,
        counts=counts,
    )


def _milestone(component: dict[str, Any], standing: StandingMilestone) -> MilestoneAnswer:
    return MilestoneAnswer.model_validate(component | asdict(standing))


def _handover_policy(policies: PolicyBook, day: date) -> Policy | None:
    try:
        return policies.in_force(HANDOVER_KIND, HANDOVER_NAME, day)
    except NoPolicy:
        return None


def _handover(open_offer: Waiting | None, policy: Policy | None) -> WaitingAnswer | None:
    if open_offer is None:
        return None
    status = None if policy is None else policy.status
    return WaitingAnswer.model_validate(asdict(open_offer) | {"policy_status": status})
