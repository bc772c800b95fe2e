"""Chapters on a measure in the community: detox (社区戒毒) or rehabilitation (社区康复)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ...domain.measures.commands import (
    CompleteMeasure,
    OrderMeasure,
    PauseMeasure,
    TerminateMeasure,
)
from ...domain.measures.community_commands import MoveMeasure, RecordReporting, SignAgreement
from ...domain.measures.kinds import (
    MeasureDecision,
    MeasureKind,
    PauseGround,
    Recipient,
    TerminationGround,
)
from ...domain.notes.commands import AttachDocument
from ...domain.notes.events import DocumentKind
from .breaches import tell_absences, tell_missed_test, tell_serious_breach
from .chance import add_months, days
from .contact import tell_negative_test, tell_talk, tell_visit
from .documents import decision_document
from .false_positives import tell_false_positive
from .isolation import serve
from .lives import Finding
from .teller import POLICE, Teller

_TITLES = {MeasureKind.COMMUNITY_DETOX: "社区戒毒", MeasureKind.COMMUNITY_REHAB: "社区康复"}
_MOST_MISSED = 2
"""Three tests evaded or refused are a serious breach (戒毒条例 20); those are told apart."""


@dataclass(frozen=True, slots=True)
class InCommunity:
    """A community measure as it is told. `until`: the first day on which it no longer runs."""

    measure_id: UUID
    kind: MeasureKind
    served_on: date
    reported_on: date
    months: int
    until: date

    @property
    def completed_on(self) -> date:
        """When its term is over: counted from reporting (戒毒条例 14)."""
        return add_months(self.reported_on, self.months)

    @property
    def runs_its_course(self) -> bool:
        """Whether nothing interrupts it."""
        return self.completed_on < self.until

    @property
    def ends_on(self) -> date:
        """When it ends, one way or the other."""
        return min(self.completed_on, self.until)


def tell_order(
    t: Teller, kind: MeasureKind, measure_id: UUID, day: date, months: int, follows: UUID | None, basis: str
) -> None:
    """The decision on a measure, served at once on the person, the family and the township (戒毒条例 13)."""
    title = f"责令{_TITLES[kind]}决定书"
    number = t.number(day, "社戒决" if kind is MeasureKind.COMMUNITY_DETOX else "社康决")
    t.line.add(
        day,
        OrderMeasure,
        t.officer(day),
        measure_id=measure_id,
        kind=kind,
        decided_on=day,
        decider=POLICE,
        decision_number=number,
        term_months=months,
        follows_measure_id=follows,
        legal_basis=basis,
        documents=(decision_document(number, title),),
    )
    for to in (Recipient.PERSON, Recipient.FAMILY, Recipient.TOWNSHIP):
        serve(t, t.officer(day), day, measure_id, MeasureDecision.ORDER, to, t.regulation(day, "13"))


def tell_execution(t: Teller, measure: InCommunity, finding: Finding) -> None:
    """From reporting to the end of the term, or up to what interrupts it."""
    _report(t, measure, measure.reported_on, "14" if measure.kind is MeasureKind.COMMUNITY_DETOX else "38")
    _tell_agreement_document(t, measure)
    _tell_move(t, measure)
    _tell_tests(t, measure)
    for month in t.calibration.community.visit_months:
        tell_visit(t, t.soon(add_months(measure.reported_on, month), 0, 20), measure.ends_on)
    for month in t.calibration.community.talk_months:
        tell_talk(t, t.soon(add_months(measure.reported_on, month), 0, 20), measure.ends_on)
    if (
        finding.breach is not None
        and finding.isolated is not None
        and finding.isolated.decided_on == measure.until
    ):
        tell_serious_breach(t, measure.measure_id, measure.until, finding.breach)
    else:
        tell_absences(t, measure.measure_id, measure.reported_on, measure.ends_on)
    if measure.runs_its_course:
        _tell_completion(t, measure)


def _report(t: Teller, measure: InCommunity, day: date, article: str) -> None:
    worker = t.worker(day)
    t.line.add(
        day, RecordReporting, worker, measure_id=measure.measure_id, reported_on=day, area=t.area_on(day),
        place=t.centre(day), legal_basis=t.regulation(day, article),
    )  # fmt: skip
    t.line.add(
        day, SignAgreement, worker, measure_id=measure.measure_id, signed_on=day,
        counterpart=f"{t.place(day)}人民政府" if t.place(day)[-1] in "镇乡" else t.place(day),
        terms=f"{t.name}保证按期报到、接受检测,离开本县三日以上书面报告",
        legal_basis=t.regulation(day, "16"),
    )  # fmt: skip


def _tell_agreement_document(t: Teller, measure: InCommunity) -> None:
    if t.chance(t.calibration.records.note / 3) and measure.reported_on < measure.ends_on:
        is_detox = measure.kind is MeasureKind.COMMUNITY_DETOX
        t.line.add(
            measure.reported_on,
            AttachDocument,
            t.worker(measure.reported_on),
            kind=DocumentKind.COMMUNITY_TREATMENT_AGREEMENT
            if is_detox
            else DocumentKind.COMMUNITY_REHABILITATION_AGREEMENT,
            document=decision_document(t.number(measure.reported_on, "协议"), f"{_TITLES[measure.kind]}协议"),
        )


def _tell_move(t: Teller, measure: InCommunity) -> None:
    """Carried out in another township from now on; time runs on (戒毒条例 22)."""
    if t.new_area is None:
        return
    day = t.moved_on
    again_on = day + days(1 + t.life.number % 10)
    if not (measure.reported_on < day and again_on < measure.ends_on):
        return
    t.line.add(
        day, MoveMeasure, t.worker(measure.reported_on), measure_id=measure.measure_id, moved_on=day,
        to_area=t.new_area, materials_transferred_on=day, legal_basis=t.regulation(day, "22"),
    )  # fmt: skip
    _report(t, measure, again_on, "22")


def _tell_tests(t: Teller, measure: InCommunity) -> None:
    numbers, missed = t.calibration.community, 0
    is_detox = measure.kind is MeasureKind.COMMUNITY_DETOX
    false_at = t.rng.random() < numbers.false_positive
    for day in schedule(numbers.detox_tests if is_detox else numbers.rehab_tests, measure):
        if t.chance(numbers.missed_test) and missed < _MOST_MISSED and day + days(3) < measure.ends_on:
            missed += 1
            tell_missed_test(t, measure.measure_id, measure.kind, day)
        elif false_at and day + days(9) < measure.ends_on:
            false_at = False
            tell_false_positive(t, measure.kind, day)
        else:
            tell_negative_test(t, day)


def schedule(phases: list[tuple[int, float]], measure: InCommunity) -> list[date]:
    """The days of the scheduled tests up to the end of the measure. The schedule is policy, not law."""
    found, done = [], 0.0
    for until_month, every in phases:
        while done + every <= min(until_month, measure.months):
            done += every
            half = days(15) if done % 1 else days(0)
            day = add_months(measure.reported_on, int(done)) + half - days(3)
            if day < measure.ends_on:
                found.append(day)
    return found


def _tell_completion(t: Teller, measure: InCommunity) -> None:
    """The term is over; the township is told within seven days (戒毒条例 23, 40)."""
    day = measure.completed_on
    is_detox = measure.kind is MeasureKind.COMMUNITY_DETOX
    basis = t.regulation(day, "23" if is_detox else "40")
    t.line.add(
        day, CompleteMeasure, t.officer(day), measure_id=measure.measure_id, completed_on=day,
        notice_number=t.number(day, "解社"), legal_basis=basis,
    )  # fmt: skip
    completion = MeasureDecision.COMPLETION
    for to in (Recipient.PERSON, Recipient.FAMILY):
        serve(t, t.officer(day), day, measure.measure_id, completion, to, basis)
    told_on = t.soon(day, 1, 6)
    serve(t, t.officer(day), told_on, measure.measure_id, completion, Recipient.TOWNSHIP, basis)


def pause(t: Teller, measure_id: UUID, day: date, ground: PauseGround) -> None:
    """The measure does not run while the person is held (戒毒条例 24)."""
    t.line.add(
        day, PauseMeasure, t.officer(day), measure_id=measure_id, paused_on=day, ground=ground,
        legal_basis=t.regulation(day, "24"),
    )  # fmt: skip


def terminate(t: Teller, measure_id: UUID, day: date, ground: TerminationGround, remarks: str) -> None:
    """The measure ends unfinished (戒毒条例 24)."""
    is_by_law = ground in (TerminationGround.IMPRISONED, TerminationGround.COMPULSORY_EDUCATION)
    t.line.add(
        day, TerminateMeasure, t.officer(day), measure_id=measure_id, terminated_on=day, ground=ground,
        remarks=remarks, legal_basis=t.regulation(day, "24") if is_by_law else None,
    )  # fmt: skip
