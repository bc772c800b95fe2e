"""Why a command on a key task can be refused."""

from ..refusals import Rule

KEY_TASK_UNKNOWN = Rule("key-task-unknown", "No such task is on a list.", "没有登记该重点任务。")
KEY_TASK_SET_ALREADY = Rule("key-task-set-already", "This task is on the list already.", "该重点任务已登记。")
KEY_TASK_IS_WITHDRAWN = Rule(
    "key-task-is-withdrawn", "This task was taken off the list.", "该重点任务已撤销。"
)
KEY_TASK_IS_SCORED = Rule(
    "key-task-is-scored",
    "This task has its score; only a veto can still change it.",
    "该重点任务已评分，此后只能一票否决。",
)
KEY_TASK_IS_VERIFIED = Rule(
    "key-task-is-verified", "This task is verified already.", "该重点任务已通过核验。"
)
KEY_TASK_DONE_ALREADY = Rule(
    "key-task-done-already",
    "This task is reported as done and waits for its verification.",
    "该重点任务已报完成，等待核验。",
)
KEY_TASK_NOT_DONE = Rule("key-task-not-done", "This task is not reported as done.", "该重点任务尚未报完成。")
EVIDENCE_MISSING = Rule(
    "evidence-missing",
    "Progress is reported with at least one document that proves it.",
    "报告进展须附至少一份佐证材料。",
)
JUDGED_BY_OWNER = Rule(
    "judged-by-owner",
    "{unit} owns this task: another unit verifies it, sends it back, scores or vetoes it.",
    "{unit}是该任务的责任单位，须由其他单位核验、退回、评分或者否决。",
)
JUDGED_BY_REPORTER = Rule(
    "judged-by-reporter",
    "{user} reported this task as done: another user verifies it or sends it back.",
    "{user}报告了该任务完成，须由他人核验或者退回。",
)
SCORE_BEYOND_POINTS = Rule(
    "score-beyond-points",
    "The task has {points} points at most.",
    "该任务最高{points}分。",
)
SCORE_BEFORE_VERIFICATION = Rule(
    "score-before-verification",
    "A task that nobody has verified has no points.",
    "未经核验的任务不得评分高于零。",
)
NO_VETO_ITEM = Rule("no-veto-item", "This task is no veto item.", "该任务不是一票否决项。")
VETOED_ALREADY = Rule("vetoed-already", "This task is vetoed already.", "该任务已被一票否决。")
DEADLINE_NOT_LATER = Rule(
    "deadline-not-later",
    "The deadline {deadline} is not later than {earlier}.",
    "期限{deadline}不晚于{earlier}。",
)
