"""Why a plan command can be refused."""

from ..refusals import Rule

UNKNOWN_PATHWAY = Rule(
    "unknown-pathway",
    "There is no template of the pathway “{pathway}” in force on {day}, or no such version.",
    "{day}没有生效的“{pathway}”路径模板，或没有该版本。",
)
TEMPLATE_INVALID = Rule(
    "template-invalid",
    "The template of “{pathway}” cannot be used: {problem}.",
    "“{pathway}”的模板无法使用：{problem}。",
)
NO_COMPONENTS = Rule(
    "no-components",
    "The pathway “{pathway}” has no components: definition not supplied.",
    "“{pathway}”没有任何内容：其定义未公开，县里尚未提供。",
)
NEEDS_THREE_YEARS = Rule(
    "needs-three-years-abstinent",
    "The template of “{pathway}” requires that three years of abstinence are confirmed.",
    "“{pathway}”模板要求先确认戒断三年未复吸。",
)
PLAN_OPEN = Rule(
    "plan-open",
    "A plan of the pathway “{pathway}” is being followed already; end it first.",
    "此人已有进行中的“{pathway}”计划，须先结束。",
)
DATE_MISSING = Rule(
    "plan-date-missing",
    "The template counts from the date “{name}”, which is not given.",
    "模板以“{name}”日期起算，但未提供该日期。",
)
DATE_UNKNOWN = Rule(
    "plan-date-unknown",
    "The template does not count from a date “{name}”, or it is given twice.",
    "模板不以“{name}”日期起算，或该日期重复。",
)
DUE_BEFORE_START = Rule(
    "due-before-start",
    "“{title}” would be due on {due_on}, before the plan starts.",
    "“{title}”的期限{due_on}早于计划开始日。",
)
DUE_TOO_FAR = Rule(
    "due-too-far",
    "“{title}” would be due on a day that no calendar has.",
    "“{title}”的期限超出日历范围。",
)
UNKNOWN_PLAN = Rule("unknown-plan", "No such plan was started.", "没有开始过该计划。")
PLAN_ENDED = Rule("plan-ended", "This plan has ended already.", "该计划已经结束。")
