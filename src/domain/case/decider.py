"""What happens when a command on a case comes in."""

from datetime import date, datetime, time
from typing import assert_never, cast, get_args

from .. import identity_number
from ..areas import COUNTY
from ..calendar import SHANGHAI, law_date
from ..checks import check_area, check_not_before
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import (
    AddSuspect,
    CaseCommand,
    CloseCase,
    JoinCampaign,
    OpenCase,
    RecordArrest,
    RecordCooperation,
    RecordSeizure,
    ReopenCase,
)
from .events import (
    ArrestKind,
    CaseClosed,
    CaseJoinedCampaign,
    CaseOpened,
    CaseReopened,
    CooperationRecorded,
    DrugsSeized,
    SuspectAdded,
    SuspectArrested,
)
from .seizures import seized_grams
from .state import Case

COMMANDS: tuple[type[Command], ...] = get_args(CaseCommand)
"""Every command that a case stream takes."""

_OnOpenCase = AddSuspect | RecordArrest | RecordSeizure | RecordCooperation | JoinCampaign | CloseCase


def decide(case: Case, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command; an empty list where nothing changes.

    Raises `Refused` with the rule, and the article where a law is the reason.
    """
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    if isinstance(command, OpenCase):
        return _open(case, command, context)
    if case.opened_on is None:
        raise rules.CASE_UNKNOWN.refuse()
    if isinstance(command, ReopenCase):
        return _reopen(case, command, context)
    if case.closed_on is not None:
        raise rules.CASE_IS_CLOSED.refuse()
    return _decide_open(case, case.opened_on, cast(_OnOpenCase, command), context)


def _decide_open(case: Case, opened_on: date, command: _OnOpenCase, context: Context) -> list[Event]:
    match command:
        case AddSuspect():
            return _add_suspect(case, command, context)
        case RecordArrest():
            return _arrest(case, opened_on, command, context)
        case RecordSeizure():
            return [DrugsSeized.of(command, context, mass_g=seized_grams(command))]
        case JoinCampaign():
            if command.campaign_id in case.campaigns:
                raise rules.CAMPAIGN_JOINED_ALREADY.refuse("campaign_id")
            return [CaseJoinedCampaign.of(command, context)]
        case RecordCooperation():
            _check_partner(command.partner_region, case.lead_region, "partner_region")
            return [CooperationRecorded.of(command, context)]
        case CloseCase():
            check_not_before(max(opened_on, case.latest_on), context)
            return [CaseClosed.of(command, context)]
        case _:
            assert_never(command)


def _open(case: Case, command: OpenCase, context: Context) -> list[Event]:
    if case.opened_on is not None:
        raise rules.CASE_OPENED_ALREADY.refuse()
    if command.opened_on > law_date(context.occurred_at):
        raise rules.CASE_OPENED_LATER.refuse("opened_on")
    check_area(command.lead_region, "lead_region")
    if command.external and command.lead_region.startswith(COUNTY):
        raise rules.EXTERNAL_LED_HERE.refuse("lead_region", code=command.lead_region)
    for code in command.partner_regions:
        _check_partner(code, command.lead_region, "partner_regions")
    occurred_at = command.occurred_at or datetime.combine(command.opened_on, time(), SHANGHAI)
    return [CaseOpened.of(command, context, occurred_at=occurred_at)]


def _reopen(case: Case, command: ReopenCase, context: Context) -> list[Event]:
    if case.closed_on is None:
        raise rules.CASE_NOT_CLOSED.refuse()
    check_not_before(case.closed_on, context)
    return [CaseReopened.of(command, context)]


def _add_suspect(case: Case, command: AddSuspect, context: Context) -> list[Event]:
    suspect_id = command.suspect_id or str(context.new_id)
    _check_pseudonym(suspect_id)
    if case.has_suspect(suspect_id):
        raise rules.SUSPECT_ADDED_ALREADY.refuse("suspect_id", suspect_id=suspect_id)
    return [SuspectAdded.of(command, context, suspect_id=suspect_id)]


def _arrest(case: Case, opened_on: date, command: RecordArrest, context: Context) -> list[Event]:
    """Who is caught in the act is caught before the case is opened; a warrant takes an open case."""
    suspect_id = command.suspect_id
    _check_pseudonym(suspect_id)
    is_warrant = command.kind is ArrestKind.ARREST_WARRANT
    if not case.has_suspect(suspect_id) and not (is_warrant and command.earlier_case):
        raise rules.SUSPECT_UNKNOWN.refuse("suspect_id", suspect_id=suspect_id)
    if case.has_arrest(suspect_id, command.kind):
        raise rules.SUSPECT_ARRESTED_ALREADY.refuse("suspect_id", suspect_id=suspect_id)
    if is_warrant:
        check_not_before(opened_on, context)
    return [SuspectArrested.of(command, context)]


def _check_partner(code: str, lead_region: str, field: str) -> None:
    check_area(code, field)
    if code == lead_region:
        raise rules.PARTNER_LEADS.refuse(field, code=code)


def _check_pseudonym(suspect_id: str) -> None:
    if identity_number.has_right_shape(identity_number.normalise(suspect_id)):
        raise rules.NOT_A_PSEUDONYM.refuse("suspect_id")
