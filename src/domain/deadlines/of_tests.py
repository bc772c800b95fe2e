"""Time limits that tests set running (吸毒成瘾认定办法 6; 吸毒检测程序规定)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ..addiction.events import AddictionFound
from ..calendar import law_date
from ..events import Event
from ..testing import events as testing
from .docket import Docket, Moment, moment

_ON_SITE, _LABORATORY, _RETEST = "on_site", "laboratory", "retest"
_OBJECT = {_ON_SITE: "object-to-on-site-result", _LABORATORY: "object-to-laboratory-result"}
_DECIDE = {_ON_SITE: "decide-on-laboratory-test", _LABORATORY: "decide-on-retest"}
_SEND = {_ON_SITE: "send-sample-to-laboratory", _LABORATORY: "send-sample-to-retest"}


def _taken(docket: Docket, event: testing.DrugTestTaken, basis: UUID) -> None:
    docket.tests[event.test_id] = event.kind
    # A laboratory concludes later than the sample is taken: known once the person is told.
    if event.kind is testing.DrugTestKind.ON_SITE and event.result is testing.DrugTestResult.POSITIVE:
        when = moment(event.occurred_at)
        docket.opened(_OBJECT[_ON_SITE], event.test_id, basis, when)
        _to_be_found(docket, event.test_id, basis, when)


def _to_be_found(docket: Docket, test_id: UUID, basis: UUID, when: Moment) -> None:
    if not docket.addiction_found and test_id not in docket.sought:
        docket.sought.add(test_id)
        docket.opened("find-addiction", test_id, basis, when)


def _told(docket: Docket, event: testing.DrugTestResultTold, basis: UUID) -> None:
    when = moment(event.occurred_at)
    stage = docket.tests.get(event.test_id)
    if stage == _LABORATORY:
        docket.opened(_OBJECT[_LABORATORY], event.test_id, basis, when)
    for entry in docket.open_ones(_OBJECT[_ON_SITE], event.test_id):
        entry.since, entry.since_at, entry.basis = law_date(event.occurred_at), None, basis


def _objected(docket: Docket, event: testing.DrugTestResultObjected, basis: UUID) -> None:
    stage = docket.tests.get(event.test_id, "")
    if stage in _OBJECT:
        when = moment(event.occurred_at)
        docket.meet(_OBJECT[stage], event.test_id, basis, when)
        docket.opened(_DECIDE[stage], event.test_id, basis, when)


def _decided(docket: Docket, event: testing.DrugTestObjectionDecided, basis: UUID) -> None:
    stage = docket.tests.get(event.test_id, "")
    if stage in _DECIDE:
        when = moment(event.occurred_at)
        docket.meet(_DECIDE[stage], event.test_id, basis, when)
        if event.granted:
            docket.opened(_SEND[stage], event.test_id, basis, when)


def _sent(docket: Docket, event: testing.DrugTestSampleSent, basis: UUID) -> None:
    for rule in _SEND.values():
        docket.meet(rule, event.test_id, basis, moment(event.occurred_at))


def _concluded(docket: Docket, event: testing.LaboratoryResultRecorded, basis: UUID) -> None:
    stage = _RETEST if event.is_retest else _LABORATORY
    docket.tests[event.test_id] = stage
    day = law_date(event.occurred_at)
    rules: tuple[str, ...] = (_OBJECT[_ON_SITE], _DECIDE[_ON_SITE], _SEND[_ON_SITE])
    if stage == _RETEST:
        rules += (_OBJECT[_LABORATORY], _DECIDE[_LABORATORY], _SEND[_LABORATORY])
    docket.lapse(event.test_id, day, *rules)
    if event.result is testing.DrugTestResult.NEGATIVE:
        docket.lapse(event.test_id, day, "find-addiction")
    else:
        _to_be_found(docket, event.test_id, basis, moment(event.occurred_at))


def _found(docket: Docket, event: AddictionFound, basis: UUID) -> None:
    docket.addiction_found = True
    when = moment(event.occurred_at)
    for entry in list(docket.entries):
        is_due = entry.is_open and entry.rule == "find-addiction"
        if is_due and (event.test_id == entry.subject_id or entry.since <= law_date(event.occurred_at)):
            docket.meet(entry.rule, entry.subject_id, basis, when)


CHANGES: dict[type[Event], Callable[[Docket, Any, UUID], None]] = {
    testing.DrugTestTaken: _taken,
    testing.DrugTestResultTold: _told,
    testing.DrugTestResultObjected: _objected,
    testing.DrugTestObjectionDecided: _decided,
    testing.DrugTestSampleSent: _sent,
    testing.LaboratoryResultRecorded: _concluded,
    AddictionFound: _found,
}
