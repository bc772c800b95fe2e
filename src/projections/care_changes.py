"""What tests, contact and abstinence change in the status row of a person."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..domain.aftercare import events as aftercare
from ..domain.calendar import law_date
from ..domain.contact import events as contact
from ..domain.events import Event
from ..domain.testing import events as testing

if TYPE_CHECKING:
    from .person_status import PersonStatus


def _test_taken(row: "PersonStatus", event: testing.DrugTestTaken) -> None:
    day = law_date(event.occurred_at)
    if row.last_test_on is None or day >= row.last_test_on:  # an earlier one may be recorded later
        row.last_test_id, row.last_test_on = event.test_id, day
        row.last_test_result = event.result


def _laboratory_result(row: "PersonStatus", event: testing.LaboratoryResultRecorded) -> None:
    if event.test_id == row.last_test_id:  # a laboratory may take longer than until the next test
        row.last_test_result = event.result


def _contact_made(row: "PersonStatus", event: Event) -> None:
    day = law_date(event.occurred_at)
    if row.last_contact_on is None or day > row.last_contact_on:  # an earlier one may be recorded later
        row.last_contact_on = day


def _visited(row: "PersonStatus", event: contact.VisitMade) -> None:
    if event.met:
        _contact_made(row, event)


def _contact_lost(row: "PersonStatus", event: contact.ContactLost) -> None:
    row.contact_lost_on = law_date(event.occurred_at)


def _contact_restored(row: "PersonStatus", event: contact.ContactRestored) -> None:
    row.contact_lost_on = None
    _contact_made(row, event)


def _abstinence_started(row: "PersonStatus", event: aftercare.AbstinenceStarted) -> None:
    row.abstinent_since = law_date(event.occurred_at)
    row.abstinence_paused = False


def _abstinence_paused(row: "PersonStatus", _event: aftercare.AbstinencePaused) -> None:
    row.abstinence_paused = True


def _abstinence_resumed(row: "PersonStatus", _event: aftercare.AbstinenceResumed) -> None:
    row.abstinence_paused = False


def _abstinence_reset(row: "PersonStatus", event: aftercare.AbstinenceReset) -> None:
    row.abstinent_since = law_date(event.occurred_at)
    row.three_years_confirmed_on = row.control_ended_on = None


def _three_years(row: "PersonStatus", event: aftercare.ThreeYearAbstinenceConfirmed) -> None:
    row.three_years_confirmed_on = law_date(event.occurred_at)


def _control_ended(row: "PersonStatus", event: aftercare.DynamicControlEnded) -> None:
    row.control_ended_on = law_date(event.occurred_at)


CARE_CHANGES: dict[type[Event], Callable[["PersonStatus", Any], None]] = {
    testing.DrugTestTaken: _test_taken,
    testing.LaboratoryResultRecorded: _laboratory_result,
    contact.VisitMade: _visited,
    contact.TalkHeld: _contact_made,
    contact.ContactLost: _contact_lost,
    contact.ContactRestored: _contact_restored,
    aftercare.AbstinenceStarted: _abstinence_started,
    aftercare.AbstinencePaused: _abstinence_paused,
    aftercare.AbstinenceResumed: _abstinence_resumed,
    aftercare.AbstinenceReset: _abstinence_reset,
    aftercare.ThreeYearAbstinenceConfirmed: _three_years,
    aftercare.DynamicControlEnded: _control_ended,
}
