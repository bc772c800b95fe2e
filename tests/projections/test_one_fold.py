"""One fold, three uses: random histories come to the same rows live, rebuilt and folded at the moment."""

from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from projections.corrected_lives import corrected_lives
from projections.stored_lives import empty, put, streams_of
from projections.test_rebuild import rebuilt
from projections.test_runner import catch_up, stored

from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.moment import NOW
from tongxin.projections.at_moment import entries_at, status_at
from tongxin.projections.digest import Digest, digest_of_rows, digest_of_table, kinds_of
from tongxin.projections.folding import rows_of
from tongxin.projections.person_history import PERSON_HISTORY
from tongxin.projections.person_status import PERSON_STATUS
from tongxin.projections.registry import PROJECTIONS

Streams = list[list[Recorded[Event]]]
BY_STREAM = [projection for projection in PROJECTIONS if projection.by_stream]


def in_tables(database: str) -> dict[str, Digest]:
    with psycopg.connect(database, autocommit=True) as connection:
        kinds = [kind for projection in PROJECTIONS for kind in kinds_of(projection)]
        return {kind.name: digest_of_table(connection, kind) for kind in kinds}


def read_back(database: str) -> Streams:
    """The streams as the store gives them."""
    streams: dict[UUID, list[Recorded[Event]]] = {}
    for recorded in stored(database):
        streams.setdefault(recorded.stream, []).append(recorded)
    return list(streams.values())


def in_memory(streams: Streams) -> dict[str, Digest]:
    found: dict[str, Digest] = {}
    for projection in BY_STREAM:
        rows = rows_of(projection, [one for stream in streams for one in stream])
        found[projection.name] = digest_of_rows(projection, rows)
        if (part := projection.part) is not None:
            found[part.name] = digest_of_rows(part, [one for row in rows for one in part.of(row)])
    return found


def at_this_moment(streams: Streams) -> dict[str, Digest]:
    """By the functions that answer `as_of`."""
    status = [row for stream in streams if (row := status_at(stream, NOW)) is not None]
    entries = [entry for stream in streams for entry in entries_at(stream, NOW)]
    return {
        PERSON_STATUS.name: digest_of_rows(PERSON_STATUS, status),
        PERSON_HISTORY.name: digest_of_rows(PERSON_HISTORY, entries),
    }


@pytest.mark.timeout(400)
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink takes minutes here
    suppress_health_check=list(HealthCheck),
)
@given(
    lives=st.lists(corrected_lives(), min_size=1, max_size=6),
    batch=st.sampled_from([3, 17, 1000]),
    later=st.integers(0, 30),
)
def test_live_rebuilt_and_as_of_have_one_digest(
    database: str, lives: list[list[Recorded[Event]]], batch: int, later: int
) -> None:
    empty(database)
    streams = streams_of(lives)
    events = sorted((one for stream in streams for one in stream), key=lambda one: one.position)
    split = max(0, len(events) - later)
    put(database, events[:split])
    catch_up(database, batch)
    live = in_tables(database)
    first = rebuilt(database)
    assert in_tables(database) == live
    put(
        database, events[max(0, len(events) - later) :]
    )  # the live rows of then are the rebuilt ones of before
    catch_up(database, batch)
    live = in_tables(database)
    again = rebuilt(database)
    assert first.matches is not False
    assert again.matches
    assert in_tables(database) == live
    read = read_back(database)
    memory = in_memory(read)
    assert {name: (digest, live[name]) for name, digest in memory.items() if live[name] != digest} == {}
    assert at_this_moment(read).items() <= live.items()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(life=corrected_lives())
def test_a_digest_tells_any_row_that_differs(life: list[Recorded[Event]]) -> None:
    rows = rows_of(PERSON_HISTORY, life)
    whole = digest_of_rows(PERSON_HISTORY, rows)
    assert digest_of_rows(PERSON_HISTORY, rows[::-1]) == whole
    assert digest_of_rows(PERSON_HISTORY, rows[:1]) + digest_of_rows(PERSON_HISTORY, rows[1:]) == whole
    rows[-1].actor_unit += "0"
    assert digest_of_rows(PERSON_HISTORY, rows) != whole
    assert digest_of_rows(PERSON_HISTORY, rows[:-1]) != whole
    assert Digest.parse(str(whole), whole.rows) == whole
