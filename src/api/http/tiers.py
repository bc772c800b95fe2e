"""Tiers: explained, evaluated now, and rule sets tried on history before they are published."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from ...domain.policies.book import NoPolicy
from ...domain.tiering.checking import WrongRuleSet
from ...domain.tiering.explain import Explanation, explain
from ..runtime.policy_files import PolicyFileRefused, parse
from ..runtime.proposing import evaluate, in_force, person_history, today
from ..runtime.simulating import simulated
from ..runtime.simulation import Simulation, days_from
from ..tier_text import notices, text_of
from . import tier_standing
from .command_answers import RecordedEvent
from .documentation import QUERY_RESPONSES
from .problems import BadRequest
from .queries import Asking, Purpose, Serving, note

router = APIRouter(tags=["classification"], responses=QUERY_RESPONSES)
router.include_router(tier_standing.router)


class ExplainQuery(BaseModel):
    """For which day, under which rule set; that of the county, if none is named."""

    model_config = ConfigDict(extra="forbid")

    day: date | None = None
    rule_set: str | None = None


class ExplanationAnswer(BaseModel):
    """An explanation, as data and as text. `notices`: who decides, and the right to object."""

    explanation: Explanation
    text: str
    notices: list[str]


class EvaluationAnswer(BaseModel):
    """What an evaluation came to. `recorded`: the proposal, if it said something new."""

    version: int | None
    position: int | None
    recorded: list[RecordedEvent]
    explanation: Explanation


class SimulationRequest(BaseModel):
    """A rule set to try. `since`: also look at every thirtieth day from then on."""

    model_config = ConfigDict(extra="forbid")

    toml: Annotated[str, Field(max_length=200_000)]
    since: date | None = None
    day: date | None = None


@router.get("/persons/{id}/tier-explanation", summary="Why the rules propose a tier")
async def explanation(
    id: UUID,
    query: Annotated[ExplainQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> ExplanationAnswer:
    """Which rules apply, the events they rest on, what is missing and what would change it."""
    history = await person_history(runtime.streams, id)
    day = query.day or today()
    try:
        rules = in_force(runtime.policies, day, query.rule_set)
    except NoPolicy as error:
        raise BadRequest(404, "no-policy", str(error), "rule_set") from None
    except WrongRuleSet as error:  # published under a release that could read it
        raise BadRequest(409, "wrong-policy", str(error), "rule_set") from None
    await note(runtime, caller, [id], purpose, "tier-explanation")
    one = explain(history, rules, day)
    return ExplanationAnswer(
        explanation=one,
        text=text_of(one, chinese=caller.chinese),
        notices=notices(chinese=caller.chinese),
    )


@router.post("/persons/{id}/tier-evaluations", summary="Apply the rules now", status_code=200)
async def evaluation(id: UUID, runtime: Serving, caller: Asking, purpose: Purpose = None) -> EvaluationAnswer:
    """Apply the rules to a person; record a proposal where it says something new. Nothing is assigned."""
    try:
        evaluated = await evaluate(runtime, id, caller.correlation_id)
    except NoPolicy as error:
        raise BadRequest(409, "no-policy", str(error)) from None
    except WrongRuleSet as error:
        raise BadRequest(409, "wrong-policy", str(error)) from None
    await note(runtime, caller, [id], purpose, "tier-evaluation")
    outcome = evaluated.recorded
    events: list[Any] = [] if outcome is None else [event._asdict() for event in outcome.events]
    return EvaluationAnswer(
        version=None if outcome is None else outcome.version,
        position=None if outcome is None else outcome.position,
        recorded=[RecordedEvent(**event) for event in events],
        explanation=evaluated.explanation,
    )


@router.post("/policies/simulations", summary="Try a rule set on history")
async def simulation(
    body: SimulationRequest, runtime: Serving, caller: Asking, purpose: Purpose = None
) -> Simulation:
    """Who would move, from where to where, by which rule. Nothing is recorded but that it was looked at."""
    try:
        draft = parse(body.toml, "toml")
        found = await simulated(runtime, draft, days_from(body.since, body.day or today()))
    except (PolicyFileRefused, WrongRuleSet) as error:
        raise BadRequest(422, "wrong-policy", str(error), "toml") from None
    await note(runtime, caller, [move.person for move in found.moves], purpose, "tier-simulation")
    return found
