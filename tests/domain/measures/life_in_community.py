"""What can be asked of a life while a measure is carried out in the community."""

from uuid import UUID

from domain.measures.life_played import Played
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tongxin.domain.measures import commands as measures
from tongxin.domain.measures import community_commands as community
from tongxin.domain.measures.kinds import (
    BreachKind,
    MeasureKind,
    PauseGround,
    SeriousBreachGround,
    TerminationGround,
)  # fmt: skip
from tongxin.domain.measures.measure import Status

DETOX, ISOLATION = MeasureKind.COMMUNITY_DETOX, MeasureKind.COMPULSORY_ISOLATION
REHAB = MeasureKind.COMMUNITY_REHAB
TOWNSHIPS = st.sampled_from(["640324100", "640324101"])


class InCommunity(Played):
    """Custody and pauses, moves, breaches, the end of the term."""

    def failed_to_report(self, measure_id: UUID) -> None:
        self.ask(
            community.RecordFailureToReport,
            measure_id=measure_id,
            established_on=self.day,
            with_good_reason=False,
        )

    @precondition(lambda self: self.has(Status.EXECUTING, Status.PAUSED, kinds=(DETOX, REHAB)))
    @rule(
        ground=st.sampled_from([PauseGround.DETAINED, PauseGround.ARRESTED, PauseGround.OTHER]),
        days=st.integers(0, 40),
    )
    def held(self, ground: PauseGround, days: int) -> None:
        """Custody pauses detox and rehabilitation; isolation goes on."""
        for kind in (DETOX, REHAB, ISOLATION):
            self.ask(measures.PauseMeasure, measure_id=self.of(kind), paused_on=self.day, ground=ground)
        self.days_go_by(days)
        for kind in (DETOX, REHAB):
            self.ask(measures.ResumeMeasure, measure_id=self.of(kind), resumed_on=self.day)

    @precondition(lambda self: self.has(Status.EXECUTING, kinds=(DETOX, REHAB)))
    @rule(
        area=TOWNSHIPS,
        days=st.sampled_from([0, 5, 15, 16, 20]),
        reports=st.booleans(),
        kind=st.sampled_from([DETOX, DETOX, REHAB]),
    )
    def moved(self, area: str, days: int, reports: bool, kind: MeasureKind) -> None:
        self.ask(community.MoveMeasure, measure_id=self.of(kind), moved_on=self.day, to_area=area)
        self.days_go_by(days)
        if reports:
            self.ask(community.RecordReporting, measure_id=self.of(kind), reported_on=self.day, area=area)
        else:
            self.failed_to_report(self.of(kind))

    @precondition(lambda self: self.has(Status.EXECUTING, kinds=(DETOX, REHAB)))
    @rule(kinds=st.lists(st.sampled_from(BreachKind), min_size=1, max_size=4), away=st.integers(0, 34))
    def breached(self, kinds: list[BreachKind], away: int) -> None:
        """Breaches on as many days, an absence, and a finding on each ground."""
        detox = self.of(DETOX)
        for kind in kinds:
            self.ask(community.RecordBreach, measure_id=detox, kind=kind, breached_on=self.day)
            self.days_go_by(1)
        if away:
            first = self.day
            self.days_go_by(away)
            self.ask(
                community.RecordAbsence,
                measure_id=detox,
                first_day=first,
                last_day=self.day,
                with_leave=False,
            )
        for ground in SeriousBreachGround:
            self.ask(community.FindSeriousBreach, measure_id=detox, found_on=self.day, ground=ground)

    @rule(kind=st.sampled_from([DETOX, REHAB]), waits=st.sampled_from([True, True, False]))
    def completed(self, kind: MeasureKind, waits: bool) -> None:
        if waits:
            self.wait_for_the_last_day(self.of(kind))
        self.ask(measures.CompleteMeasure, measure_id=self.of(kind), completed_on=self.day)

    @rule(kind=st.sampled_from([DETOX, ISOLATION, REHAB]), ground=st.sampled_from(TerminationGround))
    def terminated(self, kind: MeasureKind, ground: TerminationGround) -> None:
        self.ask(measures.TerminateMeasure, measure_id=self.of(kind), terminated_on=self.day, ground=ground)
