"""Why a command on a cooperation agreement can be refused."""

from ..refusals import Rule

COOPERATION_AGREEMENT_UNKNOWN = Rule(
    "cooperation-agreement-unknown", "No such agreement is on the books.", "没有登记该协作机制。"
)
SIGNED_ALREADY = Rule(
    "cooperation-agreement-signed-already", "This agreement is on the books already.", "该协作机制已登记。"
)
SIGNED_LATER = Rule(
    "cooperation-agreement-signed-later",
    "An agreement is not signed later than it is put on the books.",
    "协作机制的建立日期不得晚于登记日期。",
)
VALID_BEFORE_SIGNED = Rule(
    "valid-until-before-signed",
    "The agreement would have expired on {valid_until}, before it was signed.",
    "协作机制的有效期至{valid_until}，早于建立日期。",
)
PARTNER_IS_HERE = Rule(
    "partner-is-here",
    "The region {code} is the one that signs here; it is no partner.",
    "{code}为本地，不能作为协作方。",
)
PARTNER_NAMED_TWICE = Rule("partner-named-twice", "The partner {code} is named twice.", "协作方{code}重复。")
NOT_A_PARTNER = Rule(
    "not-a-partner", "The region {code} is no partner of this agreement.", "{code}不是该协作机制的协作方。"
)
AGREEMENT_HAS_ENDED = Rule("cooperation-agreement-ended", "This agreement has ended.", "该协作机制已终止。")
ASKED_OUTSIDE = Rule(
    "asked-outside-agreement",
    "A request of {day} is from before the agreement was signed, or later than it is recorded.",
    "{day}的请求早于协作机制建立，或晚于登记日期。",
)
REQUEST_UNKNOWN = Rule("request-unknown", "The agreement has no request {id}.", "该协作机制没有请求{id}。")
REQUEST_ANSWERED_ALREADY = Rule(
    "request-answered-already", "This request was answered already.", "该请求已答复。"
)
ANSWERED_OUTSIDE = Rule(
    "answered-outside",
    "An answer of {day} is from before the request, or later than it is recorded.",
    "{day}的答复早于请求，或晚于登记日期。",
)
ENDED_OUTSIDE = Rule(
    "agreement-ended-outside",
    "The day {day} is before the agreement's latest request, or later than it is recorded.",
    "{day}早于该协作机制最近一次请求，或晚于登记日期。",
)
