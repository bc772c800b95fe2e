"""A log of screenings in our form: what the rival of `live` has in its own."""

from datetime import UTC, datetime
from uuid import uuid4

import psycopg

from tongxin.domain.commands import Actor
from tongxin.domain.identity.events import PersonRegistered, Sex
from tongxin.domain.screening.events import PersonScreened, ScreeningOutcome
from tongxin.store.codec import Recording, encode
from tongxin.store.migrations import migrate

_EACH = 48


def fill(conninfo: str, events: int) -> int:
    """About so many events into an empty database, the streams taking turns; return how many."""
    migrate(conninfo)
    streams = [uuid4() for _ in range(max(1, events // _EACH))]
    position = 0
    with psycopg.connect(conninfo, autocommit=True) as connection:
        with (
            connection.cursor() as cursor,
            cursor.copy("copy events (stream, version, position, type, state) from stdin") as copy,
        ):
            for version in range(1, _EACH + 1):
                recording = _recording(version)
                for stream in streams:
                    position += 1
                    event = _registered() if version == 1 else _screened()
                    state = encode(stream, version, event, uuid4(), recording, None)
                    copy.write_row((stream, version, position, event.TYPE, state))
        connection.execute("vacuum analyze events")
    return position


def _recording(version: int) -> Recording:
    return Recording(
        recorded_at=datetime.now(UTC),
        actor=Actor(user="yang.hailong", role="police_officer", unit="640324106"),
        correlation_id=f"screening of {version}",
        idempotency_key=uuid4().hex,
        legal_basis="禁毒法 32",
    )


def _registered() -> PersonRegistered:
    now = datetime.now(UTC)
    return PersonRegistered(
        occurred_at=now,
        birth_date=now.date().replace(year=1988, day=1),
        sex=Sex.MALE,
        domicile_area="640324",
        residence_area="640324106",
        source="screening",
    )


def _screened() -> PersonScreened:
    return PersonScreened(occurred_at=datetime.now(UTC), outcome=ScreeningOutcome.NO_FINDING, campaign="清零")
