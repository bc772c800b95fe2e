"""Why a command on a venue can be refused."""

from ..refusals import Rule

VENUE_UNKNOWN = Rule("venue-unknown", "No such venue is on record.", "没有登记该宣传阵地。")
VENUE_OPENED_ALREADY = Rule("venue-opened-already", "This venue is on record already.", "该宣传阵地已登记。")
VENUE_IS_CLOSED = Rule("venue-is-closed", "This venue is used no longer.", "该宣传阵地已停用。")
