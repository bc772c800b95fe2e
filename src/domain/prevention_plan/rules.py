"""Why a command on a plan of prevention can be refused."""

from ..refusals import Rule

PREVENTION_PLAN_UNKNOWN = Rule(
    "prevention-plan-unknown", "No such plan of prevention is on record.", "没有登记该宣传规划。"
)
PREVENTION_PLAN_MADE_ALREADY = Rule(
    "prevention-plan-made-already", "This plan of prevention is on record already.", "该宣传规划已登记。"
)
PREVENTION_PLAN_IS_CLOSED = Rule(
    "prevention-plan-is-closed", "This plan of prevention is closed.", "该宣传规划已办结。"
)
AUDIENCE_PLANNED_TWICE = Rule(
    "audience-planned-twice",
    "A plan has one target for each audience; {audience} has several.",
    "每类宣传对象只能有一个目标，{audience}重复。",
)
ACTIVITY_NOT_OF_YEAR = Rule(
    "activity-not-of-year",
    "The plan is of {year}; an activity of another year belongs to that year's plan.",
    "该规划为{year}年规划，其他年份的活动应登记在相应年份的规划中。",
)
ACTIVITY_OUTSIDE_AREA = Rule(
    "activity-outside-area",
    "The plan is for {area}; {place} is no part of it.",
    "该规划的地区为{area}，{place}不在其内。",
)
