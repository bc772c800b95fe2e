"""What deciding needs to know of addiction findings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from ..calendar import law_date
from .events import AddictionEvent, AddictionFound, AddictionGround, AddictionLevel


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, by the day it was made."""

    found_on: date
    level: AddictionLevel
    grounds: tuple[AddictionGround, ...] = ()


@dataclass(frozen=True, slots=True)
class Addiction:
    """`level` and `found_at`: of the latest finding, by the day it was made. `documents`: numbers of all.

    `findings`: all, as they were recorded.
    """

    level: AddictionLevel | None = None
    found_at: datetime | None = None
    documents: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def latest_by(self, day: date) -> Finding | None:
        """The latest finding that was made on a day or before."""
        made = [finding for finding in self.findings if finding.found_on <= day]
        return max(reversed(made), key=lambda finding: finding.found_on, default=None)


def evolve(addiction: Addiction, event: AddictionEvent) -> Addiction:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case AddictionFound():
            documents = (*addiction.documents, event.document_number)
            finding = Finding(law_date(event.occurred_at), event.level, event.grounds)
            findings = (*addiction.findings, finding)
            if addiction.found_at is not None and event.occurred_at < addiction.found_at:
                return Addiction(addiction.level, addiction.found_at, documents, findings)
            return Addiction(event.level, event.occurred_at, documents, findings)
        case _:
            assert_never(event)
