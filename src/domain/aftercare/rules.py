"""Why an aftercare command can be refused."""

from ..refusals import Rule

DUE_BEFORE_PLANNED = Rule(
    "due-before-planned",
    "A milestone cannot be due before the day it is planned on.",
    "里程碑的期限不得早于制定日期。",
)
UNKNOWN_MILESTONE = Rule("unknown-milestone", "No such milestone was planned.", "没有制定过该里程碑。")
MILESTONE_DECIDED = Rule(
    "milestone-decided",
    "This milestone was reached, missed or excused already.",
    "该里程碑已达成、未达成或免除。",
)
MILESTONE_NOT_YET_DUE = Rule(
    "milestone-not-yet-due",
    "This milestone can be reached until {due_on}, that day included.",
    "该里程碑在{due_on}当日及之前仍可达成。",
)
ABSTINENCE_STARTED = Rule(
    "abstinence-started",
    "The abstinence clock has been started; a relapse resets it.",
    "戒断计时已开始；复吸时应重置。",
)
ABSTINENCE_NOT_STARTED = Rule(
    "abstinence-not-started", "The abstinence clock has not been started.", "戒断计时尚未开始。"
)
ABSTINENCE_PAUSED = Rule("abstinence-paused", "The abstinence clock is paused.", "戒断计时已暂停。")
ABSTINENCE_NOT_PAUSED = Rule(
    "abstinence-not-paused", "The abstinence clock is not paused.", "戒断计时并未暂停。"
)
THREE_YEARS_ALREADY_CONFIRMED = Rule(
    "three-years-already-confirmed",
    "Three years of abstinence are confirmed already; the clock has run its course.",
    "戒断三年未复吸已经确认，计时已完成。",
)
THREE_YEARS_NOT_COUNTED = Rule(
    "three-years-not-counted",
    "On {day} {months} months and {days} days of {needed} months are counted.",
    "截至{day}仅计{months}个月零{days}日，未满{needed}个月。",
    article="戒毒条例 7",
)
THREE_YEARS_NOT_COUNTED_BY_DEFAULT = Rule(
    "three-years-not-counted-by-default",
    "On {day} {months} months and {days} days of {needed} months are counted, by the product's default.",
    "按产品默认规则，截至{day}仅计{months}个月零{days}日，未满{needed}个月。",
)
NO_CLOCK_RULE = Rule(
    "no-clock-rule",
    "No usable rule on how abstinence is counted is in force on {day}.",
    "{day}没有可用的戒断计算规则。",
)
THREE_YEARS_NOT_CONFIRMED = Rule(
    "three-years-not-confirmed",
    "Dynamic control ends once three years of abstinence are confirmed.",
    "确认戒断三年未复吸后，方不再实行动态管控。",
    article="戒毒条例 7",
)
DYNAMIC_CONTROL_ENDED = Rule(
    "dynamic-control-ended", "Dynamic control of this person has ended already.", "对此人已不再实行动态管控。"
)
