"""What happens when a plan command comes in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import assert_never
from uuid import UUID, uuid5

from ..aftercare.events import MilestonePlanned
from ..aftercare.state import Clock
from ..calendar import add_months, law_date
from ..checks import check_new, check_not_before
from ..commands import Context
from ..events import Event
from ..person.state import Person
from ..policies.book import NoPolicy
from . import rules
from .commands import EndPlan, PathwayCommand, StartPlan
from .events import PlanEnded, PlannedComponent, PlanStarted
from .template import KIND, PLAN_START, Component, Requirement, Template, TemplateRefused, template_of


def decide(person: Person, command: PathwayCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case StartPlan():
            return _start(person, command, context)
        case EndPlan():
            return _end(person, command, context)
        case _:
            assert_never(command)


def _start(person: Person, command: StartPlan, context: Context) -> list[Event]:
    template = _template(command, context)
    _check_may_start(person, template)
    plan_id = command.plan_id or context.new_id
    check_new(plan_id, person.plans.by_id, "plan_id")
    started_on = law_date(context.occurred_at)
    components = tuple(_planned(template, plan_id, started_on, _dates(template, command, started_on)))
    started = PlanStarted.of(
        command,
        context,
        plan_id=plan_id,
        template_version=template.version,
        definition=template.definition,
        title=template.title,
        title_zh=template.title_zh,
        started_on=started_on,
        components=components,
    )
    return [started, *_milestones(person, template.code, components, context)]


def _template(command: StartPlan, context: Context) -> Template:
    day = law_date(context.occurred_at)
    try:
        if command.version is None:
            policy = context.policies.in_force(KIND, command.pathway, day)
        else:
            policy = context.policies.version(KIND, command.pathway, command.version)
        if not policy.is_in_force(day):
            raise NoPolicy
        return template_of(policy)
    except NoPolicy:
        at = "pathway" if command.version is None else "version"
        raise rules.UNKNOWN_PATHWAY.refuse(at, pathway=command.pathway, day=day) from None
    except TemplateRefused as error:
        raise rules.TEMPLATE_INVALID.refuse("pathway", pathway=command.pathway, problem=error) from None


def _check_may_start(person: Person, template: Template) -> None:
    if not template.components:
        raise rules.NO_COMPONENTS.refuse("pathway", pathway=template.code)
    if (
        template.requires is Requirement.THREE_YEARS_ABSTINENT
        and person.aftercare.clock is not Clock.CONFIRMED
    ):
        raise rules.NEEDS_THREE_YEARS.refuse("pathway", pathway=template.code)
    if person.plans.open_of(template.code) is not None:
        raise rules.PLAN_OPEN.refuse("pathway", pathway=template.code)


def _dates(template: Template, command: StartPlan, started_on: date) -> Mapping[str, date]:
    dates = {PLAN_START: started_on}
    for given in command.dates:
        if given.name not in template.dates_needed or given.name in dates:
            raise rules.DATE_UNKNOWN.refuse("dates", name=given.name)
        dates[given.name] = given.day
    for name in sorted(template.dates_needed - dates.keys()):
        raise rules.DATE_MISSING.refuse("dates", name=name)
    return dates


def _planned(
    template: Template, plan_id: UUID, started_on: date, dates: Mapping[str, date]
) -> Iterator[PlannedComponent]:
    for component in template.components:
        planned = PlannedComponent(
            component_id=component.id,
            title=component.title,
            title_zh=component.title_zh,
            kind=component.kind,
            role=component.role,
        )
        if component.due is None:
            yield planned
            continue
        for number in range(1, component.times + 1):
            due_on = _due_on(component, dates[component.due.since], number)
            if due_on < started_on:
                raise rules.DUE_BEFORE_START.refuse("dates", title=component.title, due_on=due_on)
            milestone_id = uuid5(plan_id, f"{component.id}/{number}")
            yield replace(planned, number=number, due_on=due_on, milestone_id=milestone_id)


def _due_on(component: Component, since: date, number: int) -> date:
    """Months first, then days, both from the named date itself: month ends do not creep."""
    assert component.due is not None
    repeated = number - 1
    months = component.due.months + repeated * component.every_months
    days = component.due.days + repeated * component.every_days
    try:
        return add_months(since, months) + timedelta(days)
    except (OverflowError, ValueError):
        raise rules.DUE_TOO_FAR.refuse("dates", title=component.title) from None


def _milestones(
    person: Person, pathway: str, components: tuple[PlannedComponent, ...], context: Context
) -> Iterator[Event]:
    for component in components:
        if component.due_on is None or component.milestone_id is None:
            continue
        check_new(component.milestone_id, person.aftercare.milestones, "plan_id")
        yield MilestonePlanned(
            occurred_at=context.occurred_at,
            milestone_id=component.milestone_id,
            programme=pathway,
            title=component.title_zh,
            due_on=component.due_on,
        )


def _end(person: Person, command: EndPlan, context: Context) -> list[Event]:
    plan = person.plans.by_id.get(command.plan_id)
    if plan is None:
        raise rules.UNKNOWN_PLAN.refuse("plan_id")
    if plan.ended_on is not None:
        raise rules.PLAN_ENDED.refuse("plan_id")
    check_not_before(plan.started_on, context)
    return [PlanEnded.of(command, context)]
