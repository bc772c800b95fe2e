"""Chapters on what else is in a record: screenings, notes, changed details, other treatment, corrections."""

from datetime import date
from random import Random

from ...domain.correction.commands import CorrectEvent, RetractEvent
from ...domain.identity.commands import ChangeContactDetails, CorrectIdentity, RecordEmigration
from ...domain.measures.commands import CompleteMeasure, OrderMeasure
from ...domain.measures.community_commands import SignAgreement
from ...domain.measures.kinds import MeasureKind
from ...domain.notes.commands import AddNote
from ...domain.notes.events import NoteTopic
from ...domain.screening.commands import RecordScreening
from ...domain.screening.events import ScreeningOutcome
from . import names
from .calibration import Calibration
from .chance import day_between, days
from .contact import tell_contact_lost, tell_visit
from .lives import Life
from .support import settled_day
from .teller import Teller

_NOTES = (
    (NoteTopic.FAMILY, "{name}父母愿意协助,约定每周通话"),
    (NoteTopic.WORK, "{name}有驾驶证,希望从事货运"),
    (NoteTopic.HEALTH, "{name}患慢性胃炎,已建议就医"),
    (NoteTopic.HOUSING, "与父母同住,房屋为{name}父亲所有"),
    (NoteTopic.REHABILITATION_PLAN, "{name}康复计划:按期检测,参加技能培训,家人监督"),
    (NoteTopic.CONDUCT, "近期表现良好,主动报告行踪"),
    (NoteTopic.SCHOOLING, "{name}长子就读中学,成绩良好"),
)
_HOSPITAL = "宁夏示例戒毒医院"
_TRIES = 8


def tell_records(t: Teller) -> None:
    """All of it."""
    first = max(date(t.calibration.data_set.first_year, 1, 20), t.soon(t.life.findings[0].day, 40, 90))
    _tell_screenings(t)
    _tell_notes(t, first)
    _tell_details(t, first)
    _tell_treatment(t, first)
    _tell_lost(t, first)
    _tell_emigration(t)
    _tell_corrections(t, first)


def screened_on(calibration: Calibration, life: Life, year: int) -> date | None:
    """The day of that year on which the person is screened in its campaign, if that is.

    It follows from the life alone, so that the campaign's list can tell it too.
    """
    campaign = calibration.campaigns.of(year)
    rng = Random(f"screening {year} {life.number} {life.born} {life.sequence}")
    if rng.random() >= campaign.screened and not life.is_rich:
        return None
    tried = (day_between(rng, campaign.first_day, campaign.last_day) for _ in range(_TRIES))
    return next((day for day in tried if life.is_settled(day)), None)


def _tell_screenings(t: Teller) -> None:
    for campaign in t.calibration.campaigns.all:
        day, year = screened_on(t.calibration, t.life, campaign.year), campaign.year
        if day is not None:
            t.line.add(
                day, RecordScreening, t.worker(day), campaign=campaign.title,
                outcome=ScreeningOutcome.CONFIRMED_ON_REGISTER,
                remarks=f"{t.name}在家,情况与登记一致", label=f"screening {year}",
            )  # fmt: skip


def _tell_notes(t: Teller, first: date) -> None:
    for _ in range(1 + t.life.is_rich * 3):
        if t.chance(t.calibration.records.note) and (day := settled_day(t, first)) is not None:
            topic, text = t.rng.choice(_NOTES)
            t.line.add(day, AddNote, t.worker(day), topic=topic, text=text.format(name=t.name), label="note")


def _tell_details(t: Teller, first: date) -> None:
    people = t.calibration.people
    if t.chance(people.phone_changed) and (day := settled_day(t, first)) is not None:
        t.line.add(day, ChangeContactDetails, t.worker(day), phone=names.phone(t.rng))
    if t.chance(people.identity_corrected) and (day := settled_day(t, first)) is not None:
        right = names.full_name(t.rng, t.life.sex)
        t.line.add(
            day,
            CorrectIdentity,
            t.officer(day),
            name=right,
            reason=f"与户口簿核对,{t.name}系误录,应为{right}",
        )


def _tell_treatment(t: Teller, first: date) -> None:
    """Voluntary treatment, or maintenance of who used heroin: by agreement, never a sanction."""
    numbers = t.calibration.records
    if t.chance(numbers.voluntary) and (day := settled_day(t, first)) is not None:
        measure_id = t.id()
        t.line.add(
            day, OrderMeasure, t.worker(day), measure_id=measure_id, kind=MeasureKind.VOLUNTARY,
            decided_on=day, decider=_HOSPITAL, term_days=28, legal_basis="禁毒法 36",
        )  # fmt: skip
        t.line.add(
            day, SignAgreement, t.worker(day), measure_id=measure_id, signed_on=day, counterpart=_HOSPITAL,
            terms=f"{t.name}自愿接受28日脱毒治疗", legal_basis=t.regulation(day, "10"),
        )  # fmt: skip
        ended_on = day + days(28)
        t.line.add(
            ended_on, CompleteMeasure, t.worker(ended_on), measure_id=measure_id, completed_on=ended_on
        )
    is_for = t.substance == "heroin" and t.chance(numbers.maintenance)
    if is_for and (day := settled_day(t, first)) is not None:
        t.line.add(
            day, OrderMeasure, t.worker(day), measure_id=t.id(), kind=MeasureKind.MAINTENANCE, decided_on=day,
            decider="同心县示例药物维持治疗门诊", legal_basis=t.regulation(day, "12"),
        )  # fmt: skip


def _tell_lost(t: Teller, first: date) -> None:
    last = date(t.calibration.data_set.last_year - 1, 9, 30)
    if not t.chance(t.calibration.records.contact_lost) or (day := settled_day(t, first, last)) is None:
        return
    if t.life.is_settled(day + days(50)):
        tell_contact_lost(t, day)


def _tell_emigration(t: Teller) -> None:
    confirmed = t.life.confirmed
    if t.rng.random() >= t.calibration.stock.emigrated_share or not confirmed or t.life.is_rich:
        return
    day = t.soon(confirmed[-1], 200, 500)
    if all(finding.day < day - days(200) for finding in t.life.findings):
        t.line.add(day, RecordEmigration, t.officer(day))


def _tell_corrections(t: Teller, first: date) -> None:
    """What was recorded wrongly is put right, or taken back: both stay on record (个人信息保护法 46)."""
    numbers, last = t.calibration.records, t.line.last_day
    if t.chance(numbers.event_corrected):
        day = settled_day(t, first)
        if day is not None and day + days(8) <= last and not t.line.has("visit"):
            tell_visit(t, day, last)
        target = t.line.day_of("visit")
        if target is not None:
            t.line.add(
                t.soon(target, 1, 8), CorrectEvent, t.worker(target), target="visit",
                changes={"place": "workplace"}, reason=f"录入时误选地点,当日系在{t.name}务工地点走访",
            )  # fmt: skip
    if t.chance(numbers.event_retracted) and (noted := t.line.day_of("note")) is not None:
        t.line.add(t.soon(noted, 1, 9), RetractEvent, t.worker(noted), target="note", reason="录入到他人名下")
