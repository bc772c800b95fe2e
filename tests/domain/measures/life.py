"""One person's life under the law, as a state machine: whatever is asked, lawful or not, as days go by.

Every rule asks for one thing, or for a few that belong together; what is refused changes nothing. After each
the articles are read a second time and the terms are counted a second time.
"""

from datetime import timedelta
from typing import get_args
from uuid import UUID

from domain.histories import REGISTERED
from domain.measures.any_commands import of_a_day
from domain.measures.law_cases import WOMAN
from domain.measures.life_in_community import InCommunity
from domain.measures.life_played import FIRST_DAY, LAST_DAY
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tongxin.domain.addiction.commands import RecordAddictionFinding
from tongxin.domain.addiction.events import AddictionGround, AddictionLevel
from tongxin.domain.identity.events import Sex
from tongxin.domain.maternity import commands as maternity
from tongxin.domain.maternity.commands import MaternityCommand
from tongxin.domain.measures import commands as measures
from tongxin.domain.measures import community_commands as community
from tongxin.domain.measures import facility_commands as facility
from tongxin.domain.measures.kinds import (
    Adaptation,
    AssessmentProposal,
    AssessmentStage,
    FacilityRunBy,
    MeasureKind,
    PartResult,
    Recipient,
    ReleaseManner,
)
from tongxin.domain.measures.measure import Status
from tongxin.domain.person.state import fold
from tongxin.domain.proposals.commands import ProposalCommand, ReceiveProposal
from tongxin.domain.proposals.events import Proposal

DETOX, ISOLATION = MeasureKind.COMMUNITY_DETOX, MeasureKind.COMPULSORY_ISOLATION
REHAB = MeasureKind.COMMUNITY_REHAB
KINDS = st.sampled_from([DETOX, DETOX, ISOLATION, ISOLATION, REHAB])
LEVELS = st.sampled_from([*AddictionLevel, *[AddictionLevel.SERIOUSLY_ADDICTED] * 5])
FIRST_MEASURES = st.sampled_from(
    [(), (DETOX,), (ISOLATION,), (ISOLATION,), (DETOX, ISOLATION), (ISOLATION, REHAB)]
)
WHO = "同心县公安局"
ANYTHING = [
    kind
    for kind in get_args(measures.MeasureCommand | MaternityCommand | ProposalCommand)
    if kind is not measures.OrderMeasure
]


class Life(InCommunity):
    """What can be asked in a life. Some rules ask only where the state is one that they are about."""

    @initialize(is_woman=st.booleans(), level=LEVELS, first=FIRST_MEASURES)
    def begins(self, is_woman: bool, level: AddictionLevel, first: tuple[MeasureKind, ...]) -> None:
        if is_woman:
            self.events, self.person = [REGISTERED, WOMAN], fold([REGISTERED, WOMAN])
        self.ask(
            RecordAddictionFinding,
            level=level,
            grounds=(AddictionGround.EVIDENCE_OF_USE,),
            found_by=("a", "b"),
            document_number="1",
        )
        for kind in first:
            self.ordered(kind, None, 0)
            if REHAB in first and kind is ISOLATION:
                self.day = FIRST_DAY.replace(year=FIRST_DAY.year + 2)
                self.released(ReleaseManner.AT_EXPIRY)

    # --- time ---------------------------------------------------------------------------------------------

    @rule(data=st.data(), short_by=st.sampled_from([0, 0, 0, 1]))
    def until_a_term_is_over(self, data: st.DataObject, short_by: int) -> None:
        """To the last day of a term, or the day before; or to the year after which release is possible."""
        ends = [self.term_of(one).last_day for one in self.measures.values() if one.ended_on is None]
        begun = [one.decided_on.replace(day=1) for one in self.measures.values() if one.kind is ISOLATION]
        ends += [day.replace(year=day.year + 1, month=day.month % 12 + 1) for day in begun]
        later = sorted({day for day in ends if day is not None and self.day < day <= LAST_DAY})
        if later:
            self.day = data.draw(st.sampled_from(later)) - timedelta(short_by)

    # --- what is asked ------------------------------------------------------------------------------------

    @rule(
        kind=KINDS,
        months=st.sampled_from([None, None, 12, 24, 36, 40]),
        after=st.sampled_from([0, 0, 15, 16, None]),
    )
    def ordered(self, kind: MeasureKind, months: int | None, after: int | None) -> None:
        """Ordered and served; begun after so many days, or found not to have been where that is late."""
        new_id = UUID(int=(1 << 70) + self.asked)
        self.ask(
            measures.OrderMeasure,
            measure_id=new_id,
            kind=kind,
            decided_on=self.day,
            decider=WHO,
            term_months=months,
        )
        if after is None:
            return
        self.ask(measures.ServeDecision, measure_id=new_id, served_to=Recipient.PERSON, served_on=self.day)
        self.days_go_by(after)
        if after:
            self.failed_to_report(new_id)
        if kind is ISOLATION:
            self.ask(
                facility.EnterFacility,
                measure_id=new_id,
                entered_on=self.day,
                facility="x",
                run_by=FacilityRunBy.PUBLIC_SECURITY,
            )
        else:
            self.ask(community.RecordReporting, measure_id=new_id, reported_on=self.day, area="640324100")

    @precondition(lambda self: self.has(Status.EXECUTING))
    @rule(run_by=st.sampled_from(FacilityRunBy))
    def transferred(self, run_by: FacilityRunBy) -> None:
        self.ask(
            facility.TransferFacility,
            measure_id=self.of(ISOLATION),
            transferred_on=self.day,
            to_facility="x",
            run_by=run_by,
        )

    @precondition(lambda self: self.has(Status.EXECUTING, Status.MEDICAL_LEAVE))
    @rule(days=st.integers(0, 90), is_back=st.booleans())
    def ill(self, days: int, is_back: bool) -> None:
        self.ask(
            facility.GrantMedicalLeave, measure_id=self.of(ISOLATION), granted_on=self.day, approved_by="x"
        )
        self.days_go_by(days)
        if is_back:
            self.ask(facility.EndMedicalLeave, measure_id=self.of(ISOLATION), ended_on=self.day)

    @precondition(lambda self: self.has(Status.EXECUTING, Status.ESCAPED))
    @rule(days=st.integers(0, 60), is_back=st.sampled_from([True, True, False]))
    def escaped(self, days: int, is_back: bool) -> None:
        self.ask(facility.RecordEscape, measure_id=self.of(ISOLATION), escaped_on=self.day)
        self.days_go_by(days)
        if is_back:
            self.ask(facility.RecordRecapture, measure_id=self.of(ISOLATION), recaptured_on=self.day)

    @precondition(lambda self: self.has(Status.EXECUTING))
    @rule(
        proposal=st.none() | st.sampled_from(AssessmentProposal),
        by_months=st.sampled_from([0, 3, 6, 12, 13]),
        is_late=st.sampled_from([False, False, True]),
    )
    def assessed(self, proposal: AssessmentProposal | None, by_months: int, is_late: bool) -> None:
        """Assessed, and extended or released early on it; perhaps when the term is over."""
        if is_late:
            self.wait_for_the_last_day(self.of(ISOLATION))
            self.days_go_by(1)
        isolation, part = self.of(ISOLATION), PartResult.QUALIFIED
        self.ask(
            facility.AssessMeasure,
            measure_id=isolation,
            assessed_on=self.day,
            stage=AssessmentStage.AFTER_ONE_YEAR,
            physiological_detox=part,
            rehabilitation=part,
            conduct=part,
            social_adaptation=Adaptation.GOOD,
            proposal=proposal,
        )
        if by_months:
            self.ask(
                measures.ExtendMeasure,
                measure_id=isolation,
                decided_on=self.day,
                decider=WHO,
                by_months=by_months,
            )
        else:
            self.released(ReleaseManner.EARLY)

    @precondition(lambda self: self.has(Status.EXECUTING))
    @rule(by_months=st.sampled_from([3, 6, 12]))
    def extended(self, by_months: int) -> None:
        """Assessed on the last day, and extended on it."""
        self.wait_for_the_last_day(self.of(ISOLATION))
        self.assessed(AssessmentProposal.EXTENSION, by_months, is_late=False)

    @precondition(lambda self: self.has(Status.EXECUTING, Status.MEDICAL_LEAVE))
    @rule(manner=st.sampled_from(ReleaseManner), waits=st.booleans())
    def released(self, manner: ReleaseManner, waits: bool = False) -> None:
        isolation = self.of(ISOLATION)
        if waits:
            self.wait_for_the_last_day(isolation)
        self.ask(
            measures.ReleaseFromMeasure,
            measure_id=isolation,
            released_on=self.day,
            manner=manner,
            decided_on=self.day,
            decider=WHO,
        )
        self.ask(
            measures.ServeDecision,
            measure_id=isolation,
            decision="release",
            served_to=Recipient.PERSON,
            served_on=self.day,
        )

    @precondition(lambda self: self.has(Status.EXECUTING, Status.MEDICAL_LEAVE))
    @rule(
        is_proposed=st.booleans(),
        months=st.sampled_from([None, 12, 30]),
        to_kind=st.sampled_from([DETOX, DETOX, DETOX, REHAB]),
    )
    def changed(self, is_proposed: bool, months: int | None, to_kind: MeasureKind) -> None:
        isolation, new_id = self.of(ISOLATION), UUID(int=(1 << 71) + self.asked)
        if is_proposed:
            self.ask(
                ReceiveProposal,
                measure_id=isolation,
                proposal=Proposal.CHANGE,
                received_on=self.day,
                proposed_by="x",
            )
        if self.ask(
            measures.ChangeMeasure,
            measure_id=isolation,
            decided_on=self.day,
            decider=WHO,
            to_kind=to_kind,
            new_measure_id=new_id,
            term_months=months,
        ):
            self.ask(community.RecordReporting, measure_id=new_id, reported_on=self.day, area="640324100")

    @precondition(lambda self: self.person.identity.sex is Sex.FEMALE)
    @rule(days=st.integers(0, 250), is_born=st.booleans(), again=st.integers(0, 400))
    def pregnant(self, days: int, is_born: bool, again: int) -> None:
        """Isolation is asked for while she is pregnant, and again some time after."""
        self.ask(maternity.RecordPregnancy, established_on=self.day)
        self.ordered(ISOLATION, None, 0)
        self.days_go_by(days)
        if is_born:
            self.ask(maternity.RecordNursing, child_born_on=self.day)
        else:
            self.ask(maternity.EndPregnancy, ended_on=self.day)
        self.days_go_by(again)
        self.ordered(ISOLATION, None, 0)

    @rule(data=st.data())
    def anything(self, data: st.DataObject) -> None:
        """Any command of these families on any measure, sensible or not."""
        kind = data.draw(st.sampled_from(ANYTHING))
        self.ask_for(data.draw(of_a_day(kind, self.day, list(self.measures) or [UUID(int=0)])))
