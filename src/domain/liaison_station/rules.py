"""Why a command on a liaison station can be refused."""

from ..refusals import Rule

LIAISON_STATION_UNKNOWN = Rule(
    "liaison-station-unknown", "No such liaison station is on the books.", "没有登记该驻外工作站。"
)
LIAISON_OPENED_ALREADY = Rule(
    "liaison-station-opened-already",
    "This liaison station is on the books already.",
    "该驻外工作站已登记。",
)
LIAISON_OPENED_LATER = Rule(
    "liaison-station-opened-later",
    "A station is not opened later than it is put on the books.",
    "工作站的设立日期不得晚于登记日期。",
)
LIAISON_AT_HOME = Rule(
    "liaison-station-at-home",
    "A liaison station is in another region; {code} is this county.",
    "驻外工作站设在外地；{code}为本县。",
)
LIAISON_IS_CLOSED = Rule(
    "liaison-station-is-closed", "This liaison station is closed.", "该驻外工作站已撤销。"
)
YEAR_OUTSIDE = Rule(
    "year-outside",
    "The year {year} is before the station was opened, or has not begun.",
    "{year}年早于工作站设立，或尚未开始。",
)
YEAR_CONFIRMED_ALREADY = Rule(
    "year-confirmed-already", "The year {year} is confirmed already.", "{year}年已确认。"
)
LIAISON_CLOSES_EARLY = Rule(
    "liaison-station-closes-early",
    "The station does not close before {day}, to which it was open.",
    "工作站至{day}仍在运行，不得早于该日撤销。",
)
LIAISON_CLOSES_LATER = Rule(
    "liaison-station-closes-later",
    "A station is not closed before its last day.",
    "工作站未到最后一日不得办理撤销。",
)
