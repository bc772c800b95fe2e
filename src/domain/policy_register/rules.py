"""Why a policy cannot be published or retired."""

from ..refusals import Rule

KIND_NOT_PUBLISHED = Rule(
    "policy-kind-not-published",
    "Policies of the kind “{kind}” are not published by command. What a statute says comes with a release,"
    " with its article and its tests. Published are: {kinds}.",
    "“{kind}”类政策不能以命令发布；法律规定的内容随软件版本提供，附条款和测试。可发布的类别：{kinds}。",
)
STATUS_NOT_PUBLISHED = Rule(
    "policy-status-not-published",
    "What is published by command has the status “county” or “published”, not “{status}”.",
    "以命令发布的政策，其性质为“county”(县级)或者“published”(已公布)，不能是“{status}”。",
)
NAME_SHAPE = Rule(
    "policy-name-shape",
    "“{text}” is no name: letters, digits, dots, hyphens and underscores are.",
    "“{text}”不能用作名称：只能包含文字、数字、点、连字符和下划线。",
)
POLICY_WRONG = Rule("policy-wrong", "The policy cannot be used: {problem}.", "该政策无法使用：{problem}。")
VERSION_TAKEN = Rule(
    "policy-version-taken",
    "There is a {kind} “{name}” {version} already; a change is a new version.",
    "{kind}“{name}”已有{version}版；如需修改，请使用新的版本号。",
)
NEVER_IN_FORCE = Rule(
    "policy-never-in-force",
    "It would end on {until}, before it is in force.",
    "失效日期{until}不晚于生效日期，该政策不会生效。",
)
SAME_DAY = Rule(
    "policy-same-day",
    "Version {version} is in force from the same day; retire it first, or choose another day.",
    "{version}版自同日起生效；请先废止该版本，或者另选日期。",
)
PAST_CHANGED = Rule(
    "policy-past-changed",
    "On {day} {was} was in force, and it stays so: what was decided keeps the policy of its day."
    " Choose {today} or a later day.",
    "{day}生效的是{was}，过去的决定适用当日的政策，不得改变。请选择{today}或以后的日期。",
)
UNKNOWN_POLICY = Rule(
    "unknown-policy",
    "There is no {kind} “{name}” {version}.",
    "没有{kind}“{name}”{version}版。",
)
RETIRED_ALREADY = Rule(
    "policy-retired-already",
    "It is not in force from {until} on, as it is.",
    "该政策自{until}起本已不再生效。",
)
SYSTEM_PUBLISHES = Rule(
    "policy-published-by-system",
    "A policy is published and retired by a person, not by a system.",
    "政策应当由具名人员发布或者废止，不得由系统自行发布。",
)
