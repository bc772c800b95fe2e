"""A person's whole history: the outline of a life, told chapter by chapter, as the steps of one stream."""

from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from ...domain.areas import COUNTY
from ...domain.classification.events import Tier
from ...domain.identity.commands import RecordDeath, RegisterPerson
from ...domain.measures.kinds import MeasureKind, PauseGround, PoliceReportGround, TerminationGround
from ...domain.testing.events import DrugTestGround
from . import names
from .aftercare import tell_clock, tell_confirmation, tell_prison
from .breaches import tell_police_report, tell_refusal
from .calibration import Calibration
from .chance import add_months, days, weighted
from .community import InCommunity, pause, tell_execution, tell_order, terminate
from .contact import tell_negative_test, tell_visit
from .false_positives import GROUNDS
from .findings import tell_finding
from .isolation import tell_isolation
from .lives import Disposition, Finding, Leaving, Life, is_detainable
from .moves import choose_move, tell_assignment, tell_move
from .records import tell_records
from .staff import Staff
from .steps import Story, Timeline
from .support import Helped, tell_support
from .teller import Teller
from .tiers import tell_tiers


@dataclass(frozen=True, slots=True)
class Setting:
    """What all histories of a data set share. `group`: begins its idempotency keys."""

    calibration: Calibration
    group: str
    staff: Staff
    helped: Helped


def history(setting: Setting, life: Life) -> Story:
    """The history of one life; always the same for the same data set, seed and size."""
    t = _teller(setting, life)
    _tell_registration(t)
    open_before: InCommunity | None = None
    for number, finding in enumerate(life.findings):
        open_before = _tell_episode(t, finding, number, open_before)
    for first, last in life.prison:
        tell_prison(t, first, last)
    for day in life.confirmed:
        tell_confirmation(t, day)
    tell_move(t)
    tell_support(t, setting.helped)
    tell_tiers(t)
    tell_records(t)
    if life.died_on is not None:
        t.line.add(life.died_on, RecordDeath, t.officer(life.died_on))
    name = f"p{life.number:06d}"
    return Story("person", name, setting.group, t.line.steps(name))


def stream_of(setting: Setting, life: Life) -> UUID:
    """The stream of a life's history, without telling it."""
    t = _teller(setting, life)
    _tell_registration(t)
    name = f"p{life.number:06d}"
    return Story("person", name, setting.group, t.line.steps(name)[:1]).stream


def _teller(setting: Setting, life: Life) -> Teller:
    calibration, rng = setting.calibration, Random(f"{setting.group} {life.number}")
    last_day = min(calibration.data_set.last_day, life.died_on or date.max)
    moved_on, new_area = choose_move(calibration, rng, life)
    return Teller(
        calibration=calibration,
        life=life,
        staff=setting.staff,
        rng=rng,
        line=Timeline(last_day),
        name=names.full_name(rng, life.sex),
        substance=weighted(rng, calibration.people.substances),
        area=life.area,
        moved_on=moved_on,
        new_area=new_area,
    )


def _tell_registration(t: Teller) -> None:
    life, day = t.life, t.life.findings[0].day
    t.line.add(
        day,
        RegisterPerson,
        t.officer(day),
        name=t.name,
        identity_number=names.identity_number(life.born, life.sequence),
        birth_date=life.born,
        sex=life.sex,
        domicile_area=COUNTY,
        residence_area=life.area,
        address=names.address(t.rng, life.area),
        phone=names.phone(t.rng),
        source="police_finding",
        legal_basis="禁毒法 32",
    )
    tell_assignment(t, day)


def _interruption(life: Life, number: int) -> tuple[date, TerminationGround | None]:
    """What next cuts short whatever runs after a finding: another finding (no ground), prison, death."""
    begun = life.findings[number].day
    found: list[tuple[date, TerminationGround | None]] = [(date.max, None)]
    if number + 1 < len(life.findings):
        found.append((life.findings[number + 1].day, None))
    found += [(first, TerminationGround.IMPRISONED) for first, _ in life.prison if first > begun]
    if life.died_on is not None:
        found.append((life.died_on, TerminationGround.DIED))
    return min(found, key=lambda one: one[0])


def _tell_episode(
    t: Teller, finding: Finding, number: int, open_before: InCommunity | None
) -> InCommunity | None:
    """A finding with all that follows; the community measure that the next finding interrupts, if any."""
    by_test = open_before is not None and t.chance(t.calibration.found.by_scheduled_test)
    _interrupt(t, finding, open_before, by_test=by_test)
    ground = GROUNDS[open_before.kind] if open_before and by_test else DrugTestGround.SUSPICION
    tell_finding(t, finding, ground)
    tell_clock(t, finding, is_first=number == 0, by_scheduled_test=by_test)
    follows = None
    if open_before is not None:
        follows = open_before.measure_id
        why = "决定强制隔离戒毒" if finding.isolated else "重新责令社区戒毒"
        terminate(t, follows, finding.served_on, TerminationGround.OTHER, f"{t.name}再次吸毒,{why}")
    until, why_until = _interruption(t.life, number)
    measure = _tell_measures(t, finding, until, follows)
    _tell_free(t, finding, measure, until)
    if measure is None or measure.runs_its_course or measure.ends_on != until:
        return None
    return _cut_short(t, measure, until, why_until)


def _interrupt(t: Teller, finding: Finding, open_before: InCommunity | None, *, by_test: bool) -> None:
    """A community measure rests while the person is detained; the worker reports use (戒毒条例 21, 24)."""
    if open_before is None:
        return
    if by_test:
        tell_police_report(t, open_before.measure_id, finding.day, PoliceReportGround.DRUG_USE)
    if finding.detained_days > 1 and is_detainable(t.calibration, t.life, finding.day):
        pause(t, open_before.measure_id, finding.day, PauseGround.DETAINED)


def _cut_short(
    t: Teller, measure: InCommunity, until: date, ground: TerminationGround | None
) -> InCommunity | None:
    if ground is TerminationGround.IMPRISONED:
        pause(t, measure.measure_id, until, PauseGround.ARRESTED)
        terminate(t, measure.measure_id, until + days(90), ground, "因其他犯罪被依法收监")
        return None
    if ground is TerminationGround.DIED:
        terminate(t, measure.measure_id, until, ground, "本人死亡")
        return None
    return measure


def _tell_measures(t: Teller, finding: Finding, until: date, follows: UUID | None) -> InCommunity | None:
    """Community detox or isolation, and what follows the latter; the last community measure, if one ran."""
    measure: InCommunity | None = None
    isolated = finding.isolated
    if finding.disposition is Disposition.DETOX:
        measure_id = t.id()
        basis = "禁毒法 39" if finding.is_pregnant else "禁毒法 33"
        kind, months = MeasureKind.COMMUNITY_DETOX, finding.detox_months
        tell_order(t, kind, measure_id, finding.served_on, months, follows, basis)
        until_breach = min(until, isolated.decided_on) if isolated else until
        measure = _execute(t, finding, kind, measure_id, finding.served_on, months, until_breach)
        follows = measure_id
    if isolated is None:
        return measure
    if measure is not None:
        remarks = f"{t.name}{'拒绝接受社区戒毒' if finding.refused else '严重违反社区戒毒协议'}"
        terminate(t, measure.measure_id, isolated.decided_on, TerminationGround.OTHER, remarks)
    isolation_id, changed_id = tell_isolation(t, isolated, _reason(t, finding), follows)
    if not isolated.months_after:
        t.tiers.append((isolated.left_on, Tier.T2, "R2.3"))
        return None
    if isolated.leaving is Leaving.CHANGED:
        kind, measure_id = MeasureKind.COMMUNITY_DETOX, changed_id
    else:
        kind, measure_id = MeasureKind.COMMUNITY_REHAB, t.id()
        tell_order(t, kind, measure_id, isolated.left_on, isolated.months_after, isolation_id, "禁毒法 48")
    return _execute(t, finding, kind, measure_id, isolated.left_on, isolated.months_after, until)


def _reason(t: Teller, finding: Finding) -> str:
    if finding.refused:
        return f"{t.name}拒绝接受社区戒毒"
    if finding.breach is not None:
        return f"{t.name}严重违反社区戒毒协议"
    return f"{t.name}吸毒成瘾严重,再次吸食毒品"


def _execute(
    t: Teller,
    finding: Finding,
    kind: MeasureKind,
    measure_id: UUID,
    served_on: date,
    months: int,
    until: date,
) -> InCommunity:
    reported_on = served_on + days(finding.reported_after)
    measure = InCommunity(measure_id, kind, served_on, reported_on, months, until)
    if finding.refused and until == (finding.isolated.decided_on if finding.isolated else None):
        tell_refusal(t, measure_id, served_on)
        return measure
    tell_execution(t, measure, finding)
    is_after_use = finding.isolated is None
    t.tiers.append((reported_on, Tier.T1 if is_after_use else Tier.T2, "R1.3" if is_after_use else "R2.1"))
    in_second_year = add_months(reported_on, 13)
    if in_second_year < measure.ends_on:
        t.tiers.append((in_second_year, Tier.T3, "R3.1"))
    if measure.runs_its_course and months < t.calibration.community.detox_months:
        t.tiers.append((measure.completed_on, Tier.T3, "R3.2"))
    return measure


def _tell_free(t: Teller, finding: Finding, measure: InCommunity | None, until: date) -> None:
    """Abstinence without a measure, or after it: a test now and then, and a visit."""
    begun = finding.clear_from if measure is None else measure.completed_on
    until = min([until, *(day for day in t.life.confirmed if day > finding.day)])
    if measure is None and finding.isolated is None:
        t.tiers.append((finding.served_on, Tier.T1, "R1.3"))
    for month in t.calibration.community.free_tests_months:
        day = add_months(finding.clear_from, month) + days(t.life.number % 20)
        if begun < day < until:
            tell_negative_test(t, day)
            tell_visit(t, day + days(30), until)
