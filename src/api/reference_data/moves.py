"""Chapters on who looks after a person, and on moving to another township."""

from datetime import date
from random import Random

from ...domain.assignment.commands import AssignWorker, EndWorkerAssignment
from ...domain.assignment.events import WorkerRole
from ...domain.handover.commands import AcceptHandover, OfferHandover, RefuseHandover
from ...domain.identity.commands import ChangeResidence
from . import names
from .calibration import Calibration
from .chance import day_between, days
from .lives import Life
from .teller import Teller

_TRIES = 12


def choose_move(calibration: Calibration, rng: Random, life: Life) -> tuple[date, str | None]:
    """When and to where the person moves; to nowhere, if they do not."""
    data_set = calibration.data_set
    drawn = rng.random() < calibration.people.moved
    if drawn or life.is_rich:
        areas = [area for area in calibration.townships if area != life.area]
        first, last = date(data_set.first_year, 3, 1), date(data_set.last_year, 11, 20)
        for _ in range(_TRIES):
            day = day_between(rng, first, last)
            if life.is_settled(day) and life.is_settled(day + days(30)):
                return day, rng.choice(areas)
    return date.max, None


def tell_assignment(t: Teller, day: date) -> None:
    """A case worker and an officer of the township look after the person from now on."""
    worker, officer, brigade = t.worker(day), t.officer(day), t.brigade()
    area = t.area_on(day)
    t.line.add(day, AssignWorker, brigade, worker=worker.user, role=WorkerRole.CASE_WORKER, area=area)
    t.line.add(day, AssignWorker, brigade, worker=officer.user, role=WorkerRole.POLICE_OFFICER, area=area)


def tell_move(t: Teller) -> None:
    """The residence changes, the township hands over, others look after the person."""
    day, new_area = t.moved_on, t.new_area
    if new_area is None:
        return
    before = day - days(1)
    t.line.add(
        day,
        ChangeResidence,
        t.worker(before),
        residence_area=new_area,
        address=names.address(t.rng, new_area),
    )
    _tell_handover(t, day, before, new_area)
    for worker, role in (
        (t.worker(before), WorkerRole.CASE_WORKER),
        (t.officer(before), WorkerRole.POLICE_OFFICER),
    ):
        t.line.add(day, EndWorkerAssignment, t.brigade(), worker=worker.user, role=role, reason="居住地变更")
    tell_assignment(t, day)


def _tell_handover(t: Teller, day: date, before: date, new_area: str) -> None:
    old, new = t.worker(before), t.worker(day)
    offered_on = day
    for is_refused in (t.chance(t.calibration.records.handover_refused), False):
        handover_id, answered_on = t.id(), t.soon(offered_on, 1, 4)
        t.line.add(
            offered_on, OfferHandover, old, handover_id=handover_id, from_unit=old.unit, to_area=new_area,
            level="township", reason=f"{t.name}居住地变更",
        )  # fmt: skip
        if not is_refused:
            t.line.add(answered_on, AcceptHandover, new, handover_id=handover_id)
            return
        t.line.add(
            answered_on, RefuseHandover, new, handover_id=handover_id, reason="材料不全,请补充居住证明"
        )
        offered_on = answered_on + days(1)
