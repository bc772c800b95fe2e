"""A plan template, read from the content of a policy of kind "pathway". Its code is given no meaning here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from ..policies.book import Policy, PolicyStatus

KIND = "pathway"
PLAN_START = "plan_start"
_MOST_COMPONENTS = 500
_MOST_DUE = 1000
_MOST_TIMES = 120
_MOST_OFFSET = 1200
T = TypeVar("T")
S = TypeVar("S", bound=StrEnum)


class Definition(StrEnum):
    """Whose word the components are."""

    NOT_PUBLICLY_DEFINED = "not_publicly_defined"
    """Nobody has published what it consists of: there are no components."""
    COUNTY_SUPPLIED = "county_supplied"


class ComponentKind(StrEnum):
    """What a component is."""

    MILESTONE = "milestone"
    ITEM = "item"
    LEVEL = "level"


class Requirement(StrEnum):
    """What must be so before a plan can start."""

    THREE_YEARS_ABSTINENT = "three_years_abstinent"


@dataclass(frozen=True, slots=True)
class Due:
    """When a component is due: months, then days, after a named date (`since`)."""

    since: str = PLAN_START
    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a template. `times` > 1: repeated every `every_months` and `every_days`."""

    id: str
    title: str
    title_zh: str
    kind: ComponentKind
    due: Due | None = None
    times: int = 1
    every_months: int = 0
    every_days: int = 0
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A version of a template. `supplied_on`: when the county supplied the definition."""

    code: str
    version: str
    title: str
    title_zh: str
    definition: Definition
    supplied_on: date | None
    requires: Requirement | None
    components: tuple[Component, ...]

    @property
    def dates_needed(self) -> frozenset[str]:
        """The named dates that starting a plan has to give."""
        return frozenset(c.due.since for c in self.components if c.due is not None) - {PLAN_START}


class TemplateRefused(ValueError):
    """A policy of kind "pathway" is no template; the message names the field."""


def template_of(policy: Policy) -> Template:
    """The template that a policy holds. Raises `TemplateRefused`."""
    content = _Table("content", policy.content)
    template = Template(
        code=policy.name,
        version=policy.version,
        title=policy.title,
        title_zh=policy.title_zh,
        definition=content.choice("definition", Definition),
        supplied_on=content.get("supplied_on", date, None),
        requires=content.choice("requires", Requirement) if "requires" in policy.content else None,
        components=tuple(_component(table) for table in content.tables("components", _MOST_COMPONENTS)),
    )
    content.check_nothing_left()
    _check_definition(template, policy.status)
    return template


def _check_definition(template: Template, status: PolicyStatus) -> None:
    ids = [component.id for component in template.components]
    if len(set(ids)) != len(ids):
        raise TemplateRefused("content.components: an id is used twice")
    if sum(component.times for component in template.components) > _MOST_DUE:
        raise TemplateRefused(f"content.components: with repetitions at most {_MOST_DUE} are allowed")
    if template.definition is Definition.NOT_PUBLICLY_DEFINED:
        if template.components or template.supplied_on is not None:
            raise TemplateRefused("content.definition: what is not publicly defined has no components")
        return
    if template.supplied_on is None:
        raise TemplateRefused("content.supplied_on: the day on which the county supplied it is missing")
    if status is not PolicyStatus.COUNTY:
        raise TemplateRefused('status: a definition that the county supplied has the status "county"')
    if not template.components:
        raise TemplateRefused("content.components: a definition has components")


def _component(table: "_Table") -> Component:
    due = table.table("due")
    repeats = table.table("repeats")
    component = Component(
        id=table.text("id"),
        title=table.text("title"),
        title_zh=table.text("title_zh"),
        kind=table.choice("kind", ComponentKind),
        due=None if due is None else _due(due),
        role=table.get("role", str, None),
    )
    table.check_nothing_left()
    return component if repeats is None else _repeated(component, repeats)


def _due(table: "_Table") -> Due:
    due = Due(
        since=table.get("since", str, PLAN_START),
        months=table.number("months", 0, 0, _MOST_OFFSET),
        days=table.number("days", 0, 0, _MOST_OFFSET),
    )
    table.check_nothing_left()
    return due


def _repeated(component: Component, table: "_Table") -> Component:
    if component.due is None:
        raise TemplateRefused(f"{table.where}: what is repeated has a due date")
    times = table.number("times", 0, 2, _MOST_TIMES)
    months = table.number("every_months", 0, 0, _MOST_OFFSET)
    days = table.number("every_days", 0, 0, _MOST_OFFSET)
    table.check_nothing_left()
    if not months and not days:
        raise TemplateRefused(f"{table.where}: every_months or every_days is missing")
    return Component(
        component.id,
        component.title,
        component.title_zh,
        component.kind,
        component.due,
        times,
        months,
        days,
        component.role,
    )


class _Table:
    """A table of the content, read field by field; what is left in the end is an error."""

    def __init__(self, where: str, values: Any) -> None:
        if not isinstance(values, Mapping):
            raise TemplateRefused(f"{where}: a table is expected")
        self.where = where
        self._values = dict(values)

    def get(self, name: str, kind: type[T], default: T | None) -> Any:
        """A value of a kind, or the default where there is none."""
        value = self._values.pop(name, default)
        if kind is date and isinstance(value, str):  # where the content came as JSON
            try:
                value = date.fromisoformat(value)
            except ValueError:
                raise TemplateRefused(f"{self.where}.{name}: a date is expected") from None
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
            raise TemplateRefused(f"{self.where}.{name}: {kind.__name__} is expected")
        if value == "":
            raise TemplateRefused(f"{self.where}.{name}: it is empty")
        return value

    def text(self, name: str) -> str:
        """A text that must be there."""
        value: str | None = self.get(name, str, None)
        if value is None:
            raise TemplateRefused(f"{self.where}.{name}: it is missing")
        return value

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number of a span."""
        value: int = self.get(name, int, default)
        if not least <= value <= most:
            raise TemplateRefused(f"{self.where}.{name}: {least} to {most} are allowed")
        return value

    def choice(self, name: str, kind: type[S]) -> S:
        """One of several words."""
        try:
            return kind(self.text(name))
        except ValueError as error:
            if isinstance(error, TemplateRefused):
                raise
            words = ", ".join(kind)
            raise TemplateRefused(f"{self.where}.{name}: one of {words} is expected") from None

    def table(self, name: str) -> "_Table | None":
        """A table below this one, if it is there."""
        value = self._values.pop(name, None)
        return None if value is None else _Table(f"{self.where}.{name}", value)

    def tables(self, name: str, most: int) -> list["_Table"]:
        """The tables of a list."""
        values = self._values.pop(name, [])
        if not isinstance(values, list | tuple) or len(values) > most:
            raise TemplateRefused(f"{self.where}.{name}: a list of at most {most} is expected")
        return [_Table(f"{self.where}.{name}.{n}", value) for n, value in enumerate(values)]

    def check_nothing_left(self) -> None:
        """Refuse a field that nobody asked for."""
        if self._values:
            raise TemplateRefused(f"{self.where}.{min(self._values)}: there is no such field")
