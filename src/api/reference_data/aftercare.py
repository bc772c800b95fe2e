"""Chapters on abstinence (戒断) and aftercare (后续照管). Time not spent in society does not count."""

from datetime import date

from ...domain.aftercare.commands import (
    ConfirmThreeYearAbstinence,
    EndDynamicControl,
    ExcuseMilestone,
    MissMilestone,
    PauseAbstinence,
    PlanMilestone,
    ReachMilestone,
    ResetAbstinence,
    ResumeAbstinence,
    StartAbstinence,
)
from ...domain.aftercare.events import ClockPause, ClockStart, RelapseFound
from ...domain.classification.events import Tier
from .chance import days
from .lives import Disposition, Finding
from .teller import Teller

_PROGRAMME = "23444"
"""The county's aftercare for those three years abstinent; what the digits mean is not published."""


def tell_clock(t: Teller, finding: Finding, *, is_first: bool, by_scheduled_test: bool) -> None:
    """The clock after a finding: started, or set to zero; it rests while the person is held."""
    day, free_on, isolated = finding.day, finding.served_on, finding.isolated
    officer, goes_in = t.officer(day), finding.disposition is Disposition.ISOLATION
    if is_first:
        starts_on = finding.clear_from if goes_in else free_on
        t.line.add(starts_on, StartAbstinence, officer, ground=ClockStart.RELEASE)
    else:
        found = RelapseFound.POSITIVE_TEST if by_scheduled_test else RelapseFound.CAUGHT
        t.line.add(day, ResetAbstinence, officer, ground=found, remarks=f"{t.name}复吸")
        held = ClockPause.COMPULSORY_ISOLATION if goes_in else ClockPause.CUSTODY
        t.line.add(day, PauseAbstinence, officer, ground=held)
        t.line.add(finding.clear_from if goes_in else free_on, ResumeAbstinence, officer)
    if isolated is not None and not goes_in:
        t.line.add(isolated.decided_on, PauseAbstinence, officer, ground=ClockPause.COMPULSORY_ISOLATION)
        t.line.add(isolated.left_on, ResumeAbstinence, officer)


def tell_prison(t: Teller, first: date, last: date) -> None:
    """The clock rests in prison."""
    t.line.add(first, PauseAbstinence, t.officer(first), ground=ClockPause.IMPRISONMENT)
    t.line.add(last, ResumeAbstinence, t.officer(last))


def tell_confirmation(t: Teller, day: date) -> None:
    """Three years without relapse: confirmed, and dynamic control ends (戒毒条例 7)."""
    officer, basis = t.officer(day), t.regulation(day, "7")
    t.line.add(
        day,
        ConfirmThreeYearAbstinence,
        officer,
        remarks=f"经核查,{t.name}三年内未发现复吸",
        legal_basis=basis,
    )
    ended_on = t.soon(day, 0, 7)
    t.line.add(ended_on, EndDynamicControl, officer, legal_basis=basis)
    t.tiers.append((ended_on, Tier.T4, "R4.1"))
    if day.year >= 2018 and t.chance(t.calibration.records.aftercare):
        _tell_milestones(t, t.soon(day, 10, 40))


def _tell_milestones(t: Teller, planned_on: date) -> None:
    for number, (title, months) in enumerate((("第一次回访", 3), ("第二次回访", 9))):
        milestone_id, due_on = t.id(), planned_on + days(30 * months)
        worker = t.worker(planned_on)
        t.line.add(
            planned_on, PlanMilestone, worker, milestone_id=milestone_id, programme=_PROGRAMME, title=title,
            due_on=due_on,
        )  # fmt: skip
        drawn = t.rng.random()
        if drawn < 0.9 or number == 0:
            reached_on = due_on - days(t.rng.randint(0, 20))
            t.line.add(
                reached_on, ReachMilestone, worker, milestone_id=milestone_id, remarks=f"已回访{t.name}"
            )
        elif drawn < 0.95:
            t.line.add(due_on, ExcuseMilestone, worker, milestone_id=milestone_id, reason="外出务工,电话回访")
        else:
            t.line.add(
                due_on + days(3), MissMilestone, worker, milestone_id=milestone_id, remarks="未能联系到本人"
            )
