"""The read models of one person at any moment, folded from the person's events by the folds of live."""

from collections.abc import Iterable, Sequence

from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.moment import Moment, known, shown, told
from .person_history import PERSON_HISTORY, HistoryEntry
from .person_status import PERSON_STATUS, PersonStatus
from .projection import Key, Rows


class _Sole(Rows[PersonStatus]):
    """The row of one person, which need not be looked up."""

    row: PersonStatus | None = None

    def get(self, key: Key) -> PersonStatus | None:
        """The row."""
        return self.row

    take = get

    def put(self, row: PersonStatus) -> PersonStatus:
        """Here it is."""
        self.row = row
        return row


def status_at(history: Iterable[Recorded[Event]], moment: Moment) -> PersonStatus | None:
    """Where a person stood; None where the person was not registered by then, or the stream is no person's.

    Now, it is the live row. Its version and position are those of the last event taken into account.
    """
    rows = _Sole(PERSON_STATUS.key_of)
    fold = PERSON_STATUS.fold
    for recorded in told(history, moment):
        fold(rows, recorded)
    return rows.row


def entries_at(history: Sequence[Recorded[Event]], moment: Moment) -> list[HistoryEntry]:
    """The history of a person, with what was superseded by then. Now, these are the live rows, in order."""
    rows: Rows[HistoryEntry] = Rows(PERSON_HISTORY.key_of)
    fold = PERSON_HISTORY.fold
    for recorded in known(history, moment):
        fold(rows, recorded)
    entries = list(rows.touched.values())  # each was put once, in the order of recording
    if moment.as_of is None:
        return entries
    versions = {recorded.version for recorded in shown(history, moment)}
    return [entry for entry in entries if entry.version in versions]
