"""What cannot be of contact, handover, support, aftercare and plans."""

from .telling import LEFT_OUT, NOBODY, Refusal, do

OFFER, LOST, LEAVE = do("handover-offers"), do("contact-losses"), do("leaves")
GRANT, JOB, MILESTONE = do("support-grants"), do("job-placements"), do("aftercare-milestones")
START, PLAN = do("abstinence-starts"), do("plans", pathway="6231")
CONFIRM, REACH = do("three-year-abstinence-confirmations"), do("aftercare-milestone-achievements")
OLD = {"birth_date": "1960-01-01", "occurred_at": "1988-01-01"}

OF_CONTACT = [
    Refusal("contact-lost-already", None, do("contact-losses", occurred_at="2020-06-21"), (LOST,)),
    Refusal("contact-not-lost", None, do("contact-restorations")),
    Refusal("last-contact-later", "last_contact_on", do("contact-losses", last_contact_on="2020-06-21")),
    Refusal("leave-ends-before-it-starts", "last_day", do("leaves", last_day="2020-07-31")),
    Refusal("leaves-overlap", "first_day", do("leaves", leave_id=NOBODY), (LEAVE,)),
    Refusal("unknown-leave", "leave_id", do("leave-returns")),
    Refusal("leave-returned", "leave_id", do("leave-returns", occurred_at="2020-08-20"),
            (LEAVE, do("leave-returns"))),
    Refusal("already-assigned", "worker", do("worker-assignments", occurred_at="2019-07-01"),
            (do("worker-assignments"),)),
    Refusal("not-assigned", "worker", do("worker-assignment-endings")),
    Refusal("handover-open", None, do("handover-offers", handover_id=NOBODY), (OFFER,)),
    Refusal("unknown-handover", "handover_id", do("handover-acceptances")),
    Refusal("handover-settled", "handover_id", do("handover-withdrawals", occurred_at="2020-04-04"),
            (OFFER, do("handover-acceptances"))),
    Refusal("handover-to-itself", "to_unit", do("handover-offers", from_unit="640324101")),
    Refusal("not-responsible", "from_unit",
            do("handover-offers", handover_id=NOBODY, to_area="640324102", occurred_at="2020-05-01"),
            (OFFER, do("handover-acceptances"))),
    Refusal("own-handover", None, do("handover-acceptances"), (do("handover-offers", from_unit="640324"),)),
]  # fmt: skip
OF_SUPPORT = [
    Refusal("amount-not-positive", "amount", do("support-grants", amount="0")),
    Refusal("unknown-support", "support_id", do("support-endings")),
    Refusal("support-ended", "support_id", do("support-endings", occurred_at="2021-01-01"),
            (GRANT, do("support-endings"))),
    Refusal("support-outcome-does-not-fit", "outcome", do("support-endings", outcome="graduated"), (GRANT,)),
    Refusal("unknown-job", "job_id", do("job-endings")),
    Refusal("job-ended", "job_id", do("job-endings", occurred_at="2021-05-01"), (JOB, do("job-endings"))),
]  # fmt: skip
OF_AFTERCARE = [
    Refusal("due-before-planned", "due_on", do("aftercare-milestones", due_on="2021-01-03")),
    Refusal("unknown-milestone", "milestone_id", REACH),
    Refusal("milestone-decided", "milestone_id", do("aftercare-milestone-misses"), (MILESTONE, REACH)),
    Refusal("milestone-not-yet-due", "occurred_at",
            do("aftercare-milestone-misses", occurred_at="2021-03-31"), (MILESTONE,)),
    Refusal("abstinence-started", None, do("abstinence-starts", occurred_at="2017-10-01"), (START,)),
    Refusal("abstinence-not-started", None, do("abstinence-resets")),
    Refusal("abstinence-paused", None, do("abstinence-pauses", occurred_at="2018-02-02"),
            (START, do("abstinence-pauses"))),
    Refusal("abstinence-not-paused", None, do("abstinence-resumptions"), (START,)),
    Refusal("three-years-already-confirmed", None,
            do("three-year-abstinence-confirmations", occurred_at="2021-05-08"), (START, CONFIRM)),
    Refusal("three-years-not-counted", "occurred_at",
            do("three-year-abstinence-confirmations", occurred_at="2020-08-30"), (START,)),
    Refusal("three-years-not-counted-by-default", "occurred_at",
            do("three-year-abstinence-confirmations", occurred_at="2011-05-06"),
            (do("abstinence-starts", occurred_at="2009-01-01"),), OLD),
    Refusal("no-clock-rule", "occurred_at",
            do("three-year-abstinence-confirmations", occurred_at="1990-12-27"),
            (do("abstinence-starts", occurred_at="1988-02-01"),), OLD),
    Refusal("three-years-not-confirmed", None, do("dynamic-control-endings"), (START,)),
    Refusal("dynamic-control-ended", None, do("dynamic-control-endings", occurred_at="2021-05-08"),
            (START, CONFIRM, do("dynamic-control-endings"))),
]  # fmt: skip
OF_PLANS = [
    Refusal("unknown-pathway", "pathway", do("plans", pathway="7342")),
    Refusal("template-invalid", "pathway", do("plans", pathway="wrong")),
    Refusal("no-components", "pathway", do("plans", pathway="six-levels")),
    Refusal("needs-three-years-abstinent", "pathway", do("plans", pathway="after-three-years")),
    Refusal("plan-open", "pathway", do("plans", pathway="6231", plan_id=NOBODY), (PLAN,)),
    Refusal("plan-date-missing", "dates", do("plans", pathway="6231", dates=LEFT_OUT)),
    Refusal("plan-date-unknown", "dates",
            do("plans", pathway="6231", dates=[{"name": "wedding", "day": "2021-03-01"}])),
    Refusal("due-before-start", "dates",
            do("plans", pathway="6231", dates=[{"name": "release", "day": "2020-01-01"}])),
    Refusal("due-too-far", "dates",
            do("plans", pathway="6231", dates=[{"name": "release", "day": "9999-12-31"}])),
    Refusal("unknown-plan", "plan_id", do("plan-endings")),
    Refusal("plan-ended", "plan_id", do("plan-endings", occurred_at="2021-09-02"),
            (PLAN, do("plan-endings"))),
]  # fmt: skip
BASELINE = do("baseline-items")
OF_BASELINE = [
    Refusal("baseline-item-undefined", "item", do("baseline-items", item="gait")),
    Refusal("baseline-item-is-sample", "item", do("baseline-items", item="hair")),
    Refusal("baseline-item-recorded-already", "custody_reference",
            do("baseline-items", occurred_at="2020-05-19"), (BASELINE,)),
]  # fmt: skip
REFUSALS = [*OF_CONTACT, *OF_SUPPORT, *OF_AFTERCARE, *OF_PLANS, *OF_BASELINE]
