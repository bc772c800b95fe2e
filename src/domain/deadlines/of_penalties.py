"""Time limits that penalties and appeals set running (治安管理处罚法 25, 116, 118; 行政复议, 行政诉讼)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ..appeals.events import AppealFiled, AppealRoute
from ..calendar import law_date
from ..events import Event
from ..identity.events import PersonDied
from ..sanctions import events as sanctions
from .docket import Docket

_REMEDY = {AppealRoute.REVIEW: "apply-for-review", AppealRoute.LAWSUIT: "sue"}


def _decided(docket: Docket, event: sanctions.PenaltyDecided, basis: UUID) -> None:
    docket.opened("serve-penalty", event.penalty_id, basis, event.decided_on)


def _served(docket: Docket, event: sanctions.PenaltyServed, basis: UUID) -> None:
    docket.meet("serve-penalty", event.penalty_id, basis, event.served_on)
    for remedy in _REMEDY.values():
        docket.opened(remedy, event.penalty_id, basis, event.served_on)


def _ended(docket: Docket, event: sanctions.PenaltyEnded, _basis: UUID) -> None:
    if event.ending is sanctions.PenaltyEnding.REVOKED:
        docket.lapse(event.penalty_id, event.ended_on)


def _accepted(docket: Docket, event: sanctions.PenaltyCaseAccepted, basis: UUID) -> None:
    docket.opened("handle-penalty-case", event.handling_id, basis, event.accepted_on)
    if event.conduct_on is not None:
        docket.opened("penalise-in-time", event.handling_id, basis, event.conduct_on)
        discovered_on = event.discovered_on or event.accepted_on
        docket.meet("penalise-in-time", event.handling_id, basis, discovered_on)


def _extended(docket: Docket, event: sanctions.PenaltyCaseExtended, _basis: UUID) -> None:
    for entry in docket.open_ones("handle-penalty-case", event.handling_id):
        entry.extensions += 1


def _closed(docket: Docket, event: sanctions.PenaltyCaseClosed, basis: UUID) -> None:
    docket.meet("handle-penalty-case", event.handling_id, basis, event.closed_on)


def _appealed(docket: Docket, event: AppealFiled, basis: UUID) -> None:
    docket.meet(_REMEDY[event.route], event.subject_id, basis, event.filed_on)


def _died(docket: Docket, event: PersonDied, _basis: UUID) -> None:
    for entry in docket.entries:
        if entry.is_open:
            entry.lapsed_on = law_date(event.occurred_at)


CHANGES: dict[type[Event], Callable[[Docket, Any, UUID], None]] = {
    sanctions.PenaltyDecided: _decided,
    sanctions.PenaltyServed: _served,
    sanctions.PenaltyEnded: _ended,
    sanctions.PenaltyCaseAccepted: _accepted,
    sanctions.PenaltyCaseExtended: _extended,
    sanctions.PenaltyCaseClosed: _closed,
    AppealFiled: _appealed,
    PersonDied: _died,
}
