"""Why a contact command can be refused."""

from ..refusals import Rule

CONTACT_LOST_ALREADY = Rule(
    "contact-lost-already", "The person is recorded as out of contact already.", "此人已记录为失联。"
)
CONTACT_NOT_LOST = Rule(
    "contact-not-lost", "The person is not recorded as out of contact.", "此人并无失联记录。"
)
LAST_CONTACT_LATER = Rule(
    "last-contact-later",
    "The last contact cannot be later than the day contact was found lost.",
    "最后联系日期不得晚于认定失联的日期。",
)
LEAVE_ENDS_BEFORE_IT_STARTS = Rule(
    "leave-ends-before-it-starts",
    "The last day of a leave lies before its first.",
    "请假的结束日期早于开始日期。",
)
LEAVES_OVERLAP = Rule(
    "leaves-overlap",
    "The person has another leave, from {first_day} to {last_day}, not returned from.",
    "此人另有{first_day}至{last_day}的请假尚未销假。",
)
UNKNOWN_LEAVE = Rule("unknown-leave", "No such leave was granted.", "没有批准过该请假。")
LEAVE_RETURNED = Rule("leave-returned", "The return from this leave is recorded already.", "该请假已销假。")
