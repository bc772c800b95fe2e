"""Why a support command can be refused."""

from ..refusals import Rule

AMOUNT_NOT_POSITIVE = Rule(
    "amount-not-positive", "An amount of support is greater than zero.", "帮扶金额须大于零。"
)
UNKNOWN_SUPPORT = Rule("unknown-support", "No such support was granted.", "没有给予过该帮扶。")
SUPPORT_ENDED = Rule("support-ended", "This support has ended already.", "该帮扶已结束。")
OUTCOME_DOES_NOT_FIT = Rule(
    "support-outcome-does-not-fit",
    "Support of the kind {kind} does not end with the outcome {outcome}.",
    "{kind}类帮扶不能以{outcome}结束。",
)
UNKNOWN_JOB = Rule("unknown-job", "The person was placed in no such job.", "没有安置过该就业。")
JOB_ENDED = Rule("job-ended", "This job has ended already.", "该就业已结束。")
