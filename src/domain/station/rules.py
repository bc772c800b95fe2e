"""Why a command on a station can be refused."""

from ..refusals import Rule

STATION_UNKNOWN = Rule("station-unknown", "No such station is on record.", "没有登记该中心或站。")
STATION_OPENED_ALREADY = Rule(
    "station-opened-already", "This station is on record already.", "该中心或站已登记。"
)
STATION_IS_CLOSED = Rule("station-is-closed", "This station is closed.", "该中心或站已撤销。")
STATION_HAS_STAFF = Rule(
    "station-has-staff",
    "{number} still in post: vacate their posts first.",
    "仍有{number}人在岗，须先办理离岗。",
)
POST_HELD_ALREADY = Rule(
    "post-held-already",
    "{user} is in post at this station already.",
    "{user}已在该中心或站任职。",
)
POST_NOT_HELD = Rule("post-not-held", "{user} is not in post at this station.", "{user}不在该中心或站任职。")
