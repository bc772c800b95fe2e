"""What is kept of enforcement: no text but the names of things of the office, no person but by link."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest
from spec import on

from tongxin.domain.case.events import SuspectAdded
from tongxin.domain.case.state import evolve, fold
from tongxin.domain.events import Event, sealed_fields
from tongxin.domain.kinds import CAMPAIGN, CASE, COOPERATION_AGREEMENT, LIAISON_STATION
from tongxin.domain.restricted import linked_persons, without_links

TEXTS = {
    # a number, a pseudonym, a title, a unit
    *("case_number", "earlier_case", "suspect_id", "title", "lead_unit"),
    # codes of areas
    *("area", "lead_region", "partner_region", "partner_regions", "host_region"),
}
EVENTS = [event for kind in (CASE, CAMPAIGN, COOPERATION_AGREEMENT, LIAISON_STATION) for event in kind.events]
PERSON = UUID("01970000-0000-7000-8000-0000000000e1")


def texts(kind: type[Any]) -> set[str]:
    """The fields that hold any text whatever, at whatever depth."""
    found = set()
    hints = get_type_hints(kind)
    for field in fields(kind):
        parts = [hints[field.name], *get_args(hints[field.name])]
        parts += [part for one in parts for part in get_args(one)]
        found |= {field.name} if str in parts else set()
        for part in parts:
            if isinstance(part, type) and is_dataclass(part):
                found |= texts(part)
    return found


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TYPE)
def test_no_event_of_enforcement_has_another_text(event: type[Event]) -> None:
    assert texts(event) <= TEXTS
    assert not sealed_fields(event)


def test_the_list_has_no_text_that_no_event_has() -> None:
    assert set().union(*map(texts, EVENTS)) == TEXTS


def test_links_are_left_out_of_events_and_states_at_whatever_depth() -> None:
    added = SuspectAdded(occurred_at=on("2020-05-20"), suspect_id="S1", person_id=PERSON)
    other = SuspectAdded(occurred_at=on("2020-05-20"), suspect_id="S2")
    case = evolve(evolve(fold([]), added), other)
    assert (linked_persons(added), linked_persons(case)) == ([PERSON], [PERSON])
    assert without_links(other) is other
    for value in (added, case):
        assert linked_persons(without_links(value)) == []
        assert str(PERSON) not in str(without_links(value))
    assert [one.suspect_id for one in without_links(case).suspects] == ["S1", "S2"]
