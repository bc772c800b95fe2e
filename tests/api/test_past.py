"""Reading of a stream no more than is looked at comes to the same as reading it whole."""

from typing import Any
from uuid import UUID

import psycopg
import pytest
from domain.correction.test_retraction_of_anything import lives
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projections.corrected_lives import corrected_lives, instants
from projections.recorded import STREAM, recorded
from store.make_samples import KEY

from tongxin.api.runtime.past import Base, PersonPast, Stored, seen
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.moment import NOW, Moment
from tongxin.domain.refusals import Refused
from tongxin.projections.at_moment import entries_at, status_at
from tongxin.projections.changes import changes_by
from tongxin.projections.person_history import PERSON_HISTORY
from tongxin.projections.person_status import PERSON_STATUS
from tongxin.projections.projection import Projection
from tongxin.projections.review_register import REVIEW_REGISTER, reviews_at
from tongxin.store.codec import Recording, decode, encode
from tongxin.store.lean import Dated, Seen
from tongxin.store.streams import open_pool

NOBODY = UUID(int=STREAM.int + 1)
FOLDS: dict[str, tuple[Projection[Any], Any, Base]] = {
    "status": (PERSON_STATUS, status_at, Seen),
    "status, dated": (PERSON_STATUS, status_at, Dated),
    "history": (PERSON_HISTORY, entries_at, Seen),
    "changes": (PERSON_STATUS, changes_by, Seen),
    "reviews": (REVIEW_REGISTER, reviews_at, Seen),
}


def stored(history: list[Recorded[Event]]) -> list[Stored]:
    rows = []
    for one in history:
        recording = Recording(
            recorded_at=one.recorded_at,
            actor=one.actor,
            correlation_id=one.correlation_id,
            idempotency_key=one.idempotency_key,
        )
        state = encode(STREAM, one.version, one.event, UUID(int=one.version), recording, KEY)
        rows.append((one.version, one.position, one.event.TYPE, state))
    return rows


@pytest.mark.parametrize("name", FOLDS)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_seen_folds_as_what_is_read_whole(name: str, data: st.DataObject) -> None:
    projection, fold, base = FOLDS[name]
    history = data.draw(corrected_lives())
    moment = Moment(data.draw(instants(history)), data.draw(st.sampled_from(history)).recorded_at)
    rows = stored(history)
    whole = [decode(STREAM, *row) for row in rows]
    assert fold(seen(STREAM, rows, projection, base=base), moment) == fold(whole, moment)


def test_of_what_is_not_looked_at_nothing_is_made() -> None:
    """So that it is quick: an event that is not looked into is no event of its class."""
    rows = stored(recorded(lives()[0]))
    found = seen(STREAM, rows, PERSON_HISTORY)
    assert not any(isinstance(one.event, Event) for one in found)
    assert [one.event.TYPE for one in found] == [kind for _, _, kind, _ in rows]


async def test_a_long_history_is_read_in_two_parts_and_comes_to_the_same(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it ends in the first part, with it, or in the second, and whatever it is that is read."""
    history = recorded(lives()[0])
    rows = stored(history)
    with psycopg.connect(database) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "insert into events (stream, version, position, type, state) values (%s, %s, %s, %s, %s)",
            [(STREAM, *row) for row in rows] + [(NOBODY, 1, 10_000, *rows[1][2:])],
        )
    pool = await open_pool(database, least=1, most=2, patience=10)
    past = PersonPast(database, pool, patience=10)
    try:
        for few in (len(rows), len(rows) - 1, 1):
            monkeypatch.setattr("tongxin.api.runtime.past._FEW", few)
            found = await past.folded(STREAM, PERSON_STATUS, lambda events: status_at(events, NOW))
            assert found == status_at(history, NOW)
        monkeypatch.setattr("tongxin.api.runtime.past._FEW", 0)
        with pytest.raises(Refused, match="No such person"):
            await past.folded(NOBODY, PERSON_STATUS, len)
        with pytest.raises(Refused, match="No such person"):
            await past.folded(UUID(int=1), PERSON_STATUS, len)
        with pytest.raises(ZeroDivisionError):
            await past.folded(STREAM, PERSON_STATUS, lambda _events: 1 // 0)
        assert await past.folded(STREAM, PERSON_STATUS, len) == len(rows)
    finally:
        await past.close()
        await pool.close()
