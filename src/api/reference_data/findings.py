"""Chapters on a finding of drug use (查获): suspicion, test, addiction finding, penalty."""

from datetime import date
from uuid import UUID

from ...domain.addiction.commands import RecordAddictionFinding
from ...domain.addiction.events import AddictionGround, AddictionLevel
from ...domain.appeals.commands import DecideAppeal, FileAppeal
from ...domain.appeals.events import AppealOutcome, AppealRoute, AppealSubject
from ...domain.measures.commands import OrderMeasure, ReleaseFromMeasure
from ...domain.measures.facility_commands import EnterFacility
from ...domain.measures.kinds import FacilityRunBy, MeasureKind, ReleaseManner
from ...domain.samples.commands import RecordSampleCollection
from ...domain.sanctions.commands import DecidePenalty, EndPenalty, RecordPenaltyServed
from ...domain.sanctions.events import PenaltyEnding, PenaltyKind
from ...domain.screening.commands import RecordSuspicion
from ...domain.testing.commands import (
    ApproveForcedTest,
    ObjectToTestResult,
    OrderTest,
    RecordLaboratoryResult,
    RecordTest,
    RecordTestRefusal,
)
from ...domain.testing.events import (
    DrugTestGround,
    DrugTestKind,
    DrugTestMethod,
    DrugTestResult,
    ForcedTestApprover,
)
from .chance import between, days
from .lives import Disposition, Finding, is_detainable
from .teller import POLICE, Teller

_PENALTY_LAW = "治安管理处罚法(2005) 72"
"""In force until the end of 2025; the present law's article is 84."""

_LABORATORY = "吴忠市示例司法鉴定中心"


def tell_finding(t: Teller, finding: Finding, ground: DrugTestGround) -> None:
    """The finding, up to the end of the penalty. `ground`: of the test; a community measure may be open."""
    test_id = _tell_test(t, finding.day, ground)
    _tell_samples(t, finding.day)
    _tell_addiction(t, finding, test_id)
    if finding.detained_days > 1 and is_detainable(t.calibration, t.life, finding.day):
        _tell_detention(t, finding)
    else:
        _tell_fine(t, finding)


def _tell_test(t: Teller, day: date, ground: DrugTestGround) -> UUID:
    test_id, officers = t.id(), t.officers(day)
    if ground is DrugTestGround.SUSPICION:
        t.line.add(
            day,
            RecordSuspicion,
            officers[0],
            grounds=t.rng.choice(
                (
                    f"群众反映{t.name}近期行为异常",
                    "排查中发现吸食工具",
                    "同案人员指认",
                    f"{t.name}神情恍惚,臂部有针孔",
                )
            ),
            legal_basis="禁毒法 32",
        )
    t.line.add(
        day, OrderTest, officers[0], test_id=test_id, ground=ground, method=DrugTestMethod.URINE,
        legal_basis="禁毒法 32",
    )  # fmt: skip
    forced = t.chance(t.calibration.found.refused_test)
    if forced:
        _tell_refusal(t, day, test_id)
    take_positive_test(t, day, test_id, forced=forced)
    if t.chance(t.calibration.found.objected):
        tell_objection(t, day, test_id, DrugTestResult.POSITIVE)
    return test_id


def _tell_refusal(t: Teller, day: date, test_id: UUID) -> None:
    """The test is refused, and may then be forced (禁毒法 32)."""
    officers = t.officers(day)
    t.line.add(day, RecordTestRefusal, officers[0], test_id=test_id, reason="称身体不适,不愿接受检测")
    t.line.add(
        day, ApproveForcedTest, t.brigade(), test_id=test_id, approved_by=officers[1].user,
        approved_as=ForcedTestApprover.HEAD_OF_BRANCH, legal_basis="禁毒法 32",
    )  # fmt: skip


def take_positive_test(t: Teller, day: date, test_id: UUID, *, forced: bool = False) -> None:
    """A test that is positive on site, with its sample kept in two halves."""
    officers = t.officers(day)
    sample = f"TX{day:%Y%m%d}-{t.life.number:05d}"
    t.line.add(
        day,
        RecordTest,
        officers[0],
        test_id=test_id,
        method=DrugTestMethod.URINE,
        kind=DrugTestKind.ON_SITE,
        result=DrugTestResult.POSITIVE,
        testers=tuple(officer.user for officer in officers),
        substances=(t.substance,),
        sample_a=f"{sample}-A",
        sample_b=f"{sample}-B",
        is_forced=forced,
        place=f"{t.place(day)}派出所",
        legal_basis="禁毒法 32",
    )


def tell_objection(t: Teller, day: date, test_id: UUID, result: DrugTestResult) -> None:
    """The person objects to a positive test, and a laboratory tests half A."""
    t.line.add(
        t.soon(day, 0, 2),
        ObjectToTestResult,
        t.officer(day),
        test_id=test_id,
        statement=f"{t.name}称检测前服用过含可待因的止咳药",
        legal_basis=t.testing_rules(day),
    )
    t.line.add(
        t.soon(day, 3, 6),
        RecordLaboratoryResult,
        t.brigade(),
        test_id=test_id,
        laboratory=_LABORATORY,
        result=result,
        substances=(t.substance,) if result is DrugTestResult.POSITIVE else (),
        sample=f"TX{day:%Y%m%d}-{t.life.number:05d}-A",
        legal_basis=t.testing_rules(day),
    )


def _tell_samples(t: Teller, day: date) -> None:
    """Collected once each, and since a rule allows it; never a second time (治安管理处罚法 102)."""
    if day < t.calibration.data_set.biometric_rules_in_force or t.line.has("samples"):
        return
    for item in ("fingerprint", "hair", "dna"):
        t.line.add(
            day,
            RecordSampleCollection,
            t.officer(day),
            label="samples",
            item=item,
            custody_reference=f"TX-WZ-{day.year}-{t.life.number:05d}",
            approved_by=t.brigade().user,
            legal_basis="公安机关办理行政案件程序规定(2018) 83",
        )


_LEVELS = {
    Disposition.PENALTY: (AddictionLevel.NOT_ADDICTED, ()),
    Disposition.DETOX: (
        AddictionLevel.ADDICTED,
        (AddictionGround.POSITIVE_TEST, AddictionGround.EVIDENCE_OF_USE, AddictionGround.HISTORY_OF_USE),
    ),
}


def _tell_addiction(t: Teller, finding: Finding, test_id: UUID) -> None:
    had_measure = any(
        one.disposition is not Disposition.PENALTY for one in t.life.findings if one.day < finding.day
    )
    level, grounds = _LEVELS.get(finding.disposition, (AddictionLevel.SERIOUSLY_ADDICTED, ()))
    if finding.disposition is Disposition.ISOLATION or finding.is_pregnant:
        level = AddictionLevel.SERIOUSLY_ADDICTED
        serious = AddictionGround.USE_AFTER_MEASURE if had_measure else AddictionGround.INJECTION
        grounds = (AddictionGround.POSITIVE_TEST, serious)
    officers = t.officers(finding.day)
    t.line.add(
        finding.day,
        RecordAddictionFinding,
        officers[0],
        level=level,
        grounds=grounds,
        test_id=test_id,
        found_by=tuple(officer.user for officer in officers),
        document_number=t.number(finding.day, "成瘾认"),
        remarks=f"{t.name}对认定结果签字确认",
        legal_basis=t.finding_rules(finding.day, "6"),
    )


def _tell_detention(t: Teller, finding: Finding) -> None:
    day, free_on, officer = finding.day, finding.served_on, t.officer(finding.day)
    measure_id, penalty_id = t.id(), t.id()
    number = t.number(day, "行罚决")
    t.line.add(
        day, OrderMeasure, officer, measure_id=measure_id, kind=MeasureKind.DETENTION, decided_on=day,
        decider=POLICE, decision_number=number, term_days=finding.detained_days, legal_basis=_PENALTY_LAW,
    )  # fmt: skip
    t.line.add(
        day, DecidePenalty, officer, penalty_id=penalty_id, kind=PenaltyKind.DETENTION, decided_on=day,
        decider=POLICE, decision_number=number, measure_id=measure_id, conduct=f"{t.name}吸食毒品",
        legal_basis=_PENALTY_LAW,
    )  # fmt: skip
    t.line.add(day, RecordPenaltyServed, officer, penalty_id=penalty_id, served_on=day, recipient_name=t.name)
    t.line.add(
        day, EnterFacility, officer, measure_id=measure_id, entered_on=day, facility="同心县拘留所",
        run_by=FacilityRunBy.PUBLIC_SECURITY,
    )  # fmt: skip
    t.line.add(
        free_on, ReleaseFromMeasure, officer, measure_id=measure_id, released_on=free_on,
        manner=ReleaseManner.AT_EXPIRY, certificate_number=t.number(free_on, "解拘证"),
    )  # fmt: skip
    t.line.add(
        free_on, EndPenalty, officer, penalty_id=penalty_id, ended_on=free_on, ending=PenaltyEnding.EXECUTED
    )


def _tell_fine(t: Teller, finding: Finding) -> None:
    day, officer, penalty_id = finding.day, t.officer(finding.day), t.id()
    t.line.add(
        day, DecidePenalty, officer, penalty_id=penalty_id, kind=PenaltyKind.FINE, decided_on=day,
        decider=POLICE, decision_number=t.number(day, "行罚决"), conduct=f"{t.name}吸食毒品,情节较轻",
        amount_cny=between(t.rng, t.calibration.detention.fine_cny) // 50 * 50, legal_basis=_PENALTY_LAW,
    )  # fmt: skip
    t.line.add(day, RecordPenaltyServed, officer, penalty_id=penalty_id, served_on=day, recipient_name=t.name)
    paid_on = t.soon(day, 1, 12)
    t.line.add(
        paid_on, EndPenalty, officer, penalty_id=penalty_id, ended_on=paid_on, ending=PenaltyEnding.EXECUTED
    )
    if t.rng.random() < t.calibration.detention.revoked:
        _tell_revocation(t, paid_on, penalty_id)


def _tell_revocation(t: Teller, paid_on: date, penalty_id: UUID) -> None:
    """On review the fine is revoked; the use, and all else that followed, stands."""
    appeal_id, officer = t.id(), t.brigade()
    filed_on = paid_on + days(14)
    decided_on = filed_on + days(50)
    t.line.add(
        filed_on, FileAppeal, officer, appeal_id=appeal_id, subject=AppealSubject.PENALTY,
        subject_id=penalty_id, route=AppealRoute.REVIEW, filed_on=filed_on, body="同心县人民政府",
        reason="不服罚款数额", legal_basis="行政复议法 9",
    )  # fmt: skip
    t.line.add(
        decided_on, DecideAppeal, officer, appeal_id=appeal_id, decided_on=decided_on,
        outcome=AppealOutcome.REVOKED, decision_number=t.number(decided_on, "复决"),
    )  # fmt: skip
    t.line.add(
        decided_on, EndPenalty, officer, penalty_id=penalty_id, ended_on=decided_on,
        ending=PenaltyEnding.REVOKED, appeal_id=appeal_id,
    )  # fmt: skip
