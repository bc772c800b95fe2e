"""Why a correction or retraction can be refused."""

from ..refusals import Rule

UNKNOWN_EVENT = Rule(
    "unknown-event", "This stream has no event at version {target}.", "本记录没有第{target}号事件。"
)
NOT_CORRECTABLE = Rule(
    "not-correctable",
    "A correction or retraction is not corrected; correct the event itself again.",
    "更正或撤回本身不得更正,请再次更正原事件。",
)
RETRACTED_ALREADY = Rule(
    "retracted-already", "The event at version {target} is retracted already.", "第{target}号事件已撤回。"
)
BEGINNING_NOT_RETRACTABLE = Rule(
    "beginning-not-retractable",
    "The event that begins a record cannot be retracted, only corrected.",
    "记录的首个事件只能更正,不能撤回。",
)
CHANGES_NOTHING = Rule("changes-nothing", "The correction changes nothing.", "更正内容与原记录相同。")
