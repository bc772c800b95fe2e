"""Any moment: now is the live row, what was known is the row of that day, and a naive model agrees."""

from copy import deepcopy
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from domain.histories import REGISTERED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projections.corrected_lives import corrected_lives, instants
from projections.recorded import RECORDED_AT, STREAM, folded, recorded
from spec import on

from tongxin.domain.correction.effective import is_correction
from tongxin.domain.correction.events import EventCorrected, EventRetracted
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.identity.events import PersonDied, ResidenceChanged
from tongxin.domain.moment import NOW, Moment
from tongxin.projections.at_moment import entries_at, status_at
from tongxin.projections.changes import changes_by
from tongxin.projections.folding import fold_one
from tongxin.projections.person_history import PERSON_HISTORY
from tongxin.projections.person_status import PERSON_STATUS, PersonStatus
from tongxin.projections.projection import Rows

History = list[Recorded[Event]]
BOOKKEEPING = {"version", "position", "last_recorded_at"}


def lived(history: History) -> list[PersonStatus]:
    """The live row after each event, as the runner makes it."""
    rows: Rows[PersonStatus] = Rows(PERSON_STATUS.key_of)
    seen = []
    for number, one in enumerate(history, 1):
        fold_one(PERSON_STATUS, rows, one, lambda upto=number: history[:upto])  # type: ignore[misc]
        seen.append(deepcopy(rows.touched[(one.stream,)]))
    return seen


def naive(history: History, as_of: datetime, known_at: datetime) -> PersonStatus | None:
    """The fold of a record in which nothing was ever wrong, told by brute force."""
    known = [one for one in history if one.recorded_at <= known_at]
    right = []
    for one in known:
        if is_correction(one.event):
            continue
        event: Event | None = one.event
        for later in known:
            taken_back = any(
                isinstance(x.event, EventRetracted) and x.event.target == later.version for x in known
            )
            if (
                isinstance(later.event, EventCorrected)
                and later.event.target == one.version
                and not taken_back
            ):
                event = later.event.replacement
        if any(isinstance(x.event, EventRetracted) and x.event.target == one.version for x in known):
            event = None
        if event is not None and event.occurred_at <= as_of:
            right.append(replace(one, event=event))
    rows = folded(PERSON_STATUS, right)
    return rows.get((STREAM,))


def facts(row: PersonStatus | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {name: value for name, value in asdict(row).items() if name not in BOOKKEEPING}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corrected_lives())
def test_now_is_the_live_row(history: History) -> None:
    now = max(one.recorded_at for one in history) + timedelta(days=1)
    live = lived(history)[-1]
    assert status_at(history, NOW) == live
    latest = max(now, *(one.occurred_at for one in history))
    moved = [one.event.replacement.occurred_at for one in history if isinstance(one.event, EventCorrected)]
    assert status_at(history, Moment(max([latest, *moved]), now)) == live


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corrected_lives())
def test_what_was_known_is_the_live_row_of_that_day(history: History) -> None:
    for number, live in enumerate(lived(history)):
        if number + 1 < len(history) and history[number + 1].recorded_at == history[number].recorded_at:
            continue  # recorded at one instant: known together
        assert status_at(history, Moment(known_at=history[number].recorded_at)) == live


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_moment_is_the_fold_of_a_record_without_errors(data: st.DataObject) -> None:
    history = data.draw(corrected_lives())
    as_of = data.draw(instants(history))
    known_at = data.draw(st.sampled_from([one.recorded_at for one in history]))
    row = status_at(history, Moment(as_of, known_at))
    assert facts(row) == facts(naive(history, as_of, known_at))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corrected_lives())
def test_the_history_of_now_is_the_live_one(history: History) -> None:
    rows = folded(PERSON_HISTORY, history)
    assert entries_at(history, NOW) == [rows[STREAM, one.version] for one in history]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_history_shows_what_was_known_and_true_and_no_more(data: st.DataObject) -> None:
    history = data.draw(corrected_lives())
    as_of, known_at = data.draw(instants(history)), data.draw(st.sampled_from(history)).recorded_at
    whole = entries_at(history, Moment(known_at=known_at))
    assert [entry.version for entry in whole] == [o.version for o in history if o.recorded_at <= known_at]
    happened = []
    for entry in whole:
        about = history[entry.version - 1]
        while isinstance(about.event, EventCorrected | EventRetracted):
            about = history[about.event.target - 1]
        mark = whole[about.version - 1]
        if mark.superseded_how == "corrected" and mark.superseded_by is not None:
            correction = history[mark.superseded_by - 1].event
            assert isinstance(correction, EventCorrected)
            happened.append(correction.replacement.occurred_at <= as_of)
        else:
            happened.append(about.occurred_at <= as_of)
    expected = [entry for entry, is_shown in zip(whole, happened, strict=True) if is_shown]
    assert entries_at(history, Moment(as_of, known_at)) == expected


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corrected_lives())
def test_the_changes_of_all_events_lead_to_the_status(history: History) -> None:
    """Each change begins where the one before it ended, and the last ones are the live row."""
    standing: dict[str, Any] = {}
    for one in history:
        for change in changes_by(history, NOW)[one.version]:
            assert standing.get(change.field) == change.before, change
            standing[change.field] = change.after
    row = lived(history)[-1]
    expected = {name: value for name, value in asdict(row).items() if value is not None}
    for name in ("stream", "version", "position", "last_event_at", "last_recorded_at", "measures"):
        expected.pop(name)
    for name in ("case_workers", "last_test_id"):
        expected.pop(name, None)
    for line in row.measures:
        fields = asdict(line)
        measure_id = fields.pop("measure_id")
        expected |= {f"measures.{measure_id}.{n}": v for n, v in fields.items() if v is not None}
    assert {name: value for name, value in standing.items() if value is not None} == expected


DIED = PersonDied(occurred_at=on("2021-01-01"))
MOVED = ResidenceChanged(occurred_at=on("2020-01-01"), residence_area="640324101")
LATER = EventCorrected(
    occurred_at=on("2022-01-01"), target=2, replacement=replace(DIED, occurred_at=on("2021-03-03"))
)


def test_a_correction_is_not_known_before_it_is_recorded() -> None:
    history = recorded([REGISTERED, DIED, LATER])
    died = [status_at(history, Moment(known_at=one.recorded_at)) for one in history]
    assert [row and row.died_on and row.died_on.isoformat() for row in died] == [
        None, "2021-01-01", "2021-03-03",
    ]  # fmt: skip


def test_the_corrected_time_counts() -> None:
    history = recorded([REGISTERED, DIED, LATER])
    between = on("2021-02-01")
    row = status_at(history, Moment(as_of=between))
    assert row is not None
    assert row.died_on is None
    row = status_at(history, Moment(between, history[1].recorded_at))
    assert row is not None
    assert row.died_on is not None
    assert [entry.version for entry in entries_at(history, Moment(as_of=between))] == [1]
    known_then = entries_at(history, Moment(between, history[1].recorded_at))
    assert [(entry.version, entry.superseded_by) for entry in known_then] == [(1, None), (2, None)]


def test_a_retracted_event_is_shown_with_its_retraction() -> None:
    history = recorded([REGISTERED, DIED, EventRetracted(occurred_at=on("2025-01-01"), target=2)])
    shown = entries_at(history, Moment(as_of=on("2021-02-01")))
    assert [(entry.version, entry.superseded_by) for entry in shown] == [(1, None), (2, 3), (3, None)]
    assert [entry.version for entry in entries_at(history, Moment(as_of=on("2020-02-01")))] == [1]


def test_before_the_registration_there_is_no_status() -> None:
    history = recorded([REGISTERED, MOVED])
    assert status_at(history, Moment(as_of=on("2019-05-19"))) is None
    assert status_at(history, Moment(known_at=RECORDED_AT)) is None
    assert status_at(history, Moment(as_of=on("2019-05-20"))) is not None


def test_what_is_recorded_last_holds_as_in_live_also_where_it_was_true_earlier() -> None:
    earlier = ResidenceChanged(occurred_at=on("2019-06-01"), residence_area="640324102")
    history = recorded([REGISTERED, MOVED, earlier])
    row = status_at(history, Moment(as_of=on("2020-06-01")))
    assert row is not None
    assert row.residence_area == "640324102"


def test_a_correction_changes_what_it_makes_count_in_another_way() -> None:
    history = recorded([REGISTERED, DIED, LATER, EventRetracted(occurred_at=on("2023-01-01"), target=3)])
    changes = changes_by(history, NOW)
    assert [(c.field, str(c.before), str(c.after)) for v in (2, 3, 4) for c in changes[v]] == [
        ("died_on", "None", "2021-01-01"),
        ("died_on", "2021-01-01", "2021-03-03"),
        ("died_on", "2021-03-03", "2021-01-01"),
    ]
