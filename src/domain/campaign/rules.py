"""Why a command on an enforcement campaign can be refused."""

from ..refusals import Rule

ENFORCEMENT_CAMPAIGN_UNKNOWN = Rule(
    "enforcement-campaign-unknown", "No such campaign is on the books.", "没有登记该专项行动。"
)
CAMPAIGN_STARTED_ALREADY = Rule(
    "campaign-started-already", "This campaign is on the books already.", "该专项行动已登记。"
)
CAMPAIGN_STARTED_LATER = Rule(
    "campaign-started-later",
    "A campaign does not start later than it is put on the books.",
    "专项行动的开始日期不得晚于登记日期。",
)
PLANNED_END_BEFORE_START = Rule(
    "planned-end-before-start",
    "A campaign is planned to end on {planned_end}, before it starts on {started_on}.",
    "计划结束日期{planned_end}早于开始日期{started_on}。",
)
CAMPAIGN_ENDED_ALREADY = Rule("campaign-ended-already", "This campaign has ended.", "该专项行动已结束。")
ENDS_BEFORE_START = Rule(
    "campaign-ends-before-start",
    "A campaign that started on {started_on} does not end earlier.",
    "专项行动于{started_on}开始，不得早于该日结束。",
)
ENDS_LATER = Rule(
    "campaign-ends-later", "A campaign is not ended before its last day.", "专项行动未到最后一日不得办结。"
)
GOAL_NOT_POSITIVE = Rule(
    "goal-not-positive", "The goal for {result} is greater than zero.", "{result}的目标数须大于零。"
)
GOAL_UNIT_DIFFERS = Rule(
    "goal-unit-differs",
    "What is aimed at in {result} is counted in {units}, not in {unit}.",
    "{result}的目标以{units}计，不以{unit}计。",
)
GOAL_GIVEN_TWICE = Rule("goal-given-twice", "There is one goal for {result}.", "{result}只能有一个目标。")
