"""Why a command on two records can be refused."""

from ..refusals import Rule

MERGED_ELSEWHERE = Rule(
    "merged-elsewhere",
    "This record was merged; the person is gone on with in the record {kept}.",
    "本记录已合并,此人的事项在记录{kept}中继续办理。",
)
OTHER_UNKNOWN = Rule("other-unknown", "No such person is registered.", "没有登记此人。")
OTHER_IS_THIS = Rule("other-is-this", "It is this very record.", "所指即本记录。")
OTHER_MERGED_ELSEWHERE = Rule(
    "other-merged-elsewhere",
    "That record was merged into the record {kept}: un-merge it there first.",
    "该记录已并入记录{kept},应当先在该处撤销合并。",
)
OTHER_HOLDS_MERGED = Rule(
    "other-holds-merged",
    "Other records were merged into that one: merge this one into it, or un-merge those first.",
    "该记录中已并入其他记录:应当将本记录并入该记录,或者先撤销其合并。",
)
OTHER_HAS_OPEN_MATTERS = Rule(
    "other-has-open-matters",
    "Something is open in that record ({matters}): merge this one into it, or bring that to its end first.",
    "该记录中有尚未了结的事项({matters}):应当将本记录并入该记录,或者先行办结。",
)
STANDINGS_DIFFER = Rule(
    "standings-differ",
    "One record tells of a death or an emigration and the other does not: record it in this one first.",
    "一份记录载有死亡或者移居境外而另一份没有:应当先在本记录中补记。",
)
NOT_MERGED = Rule("not-merged", "That record is not merged into this one.", "该记录并未并入本记录。")
NUMBER_IN_USE = Rule(
    "number-in-use",
    "The identity number of that record is the number of this one by now: correct this one's number first.",
    "该记录的公民身份号码现为本记录所用:应当先更正本记录的号码。",
)
DUPLICATES_BY_SYSTEM = Rule(
    "duplicates-by-system",
    "A system suspects; only a named officer decides whether two records are of one person.",
    "系统只能提示疑似重复,是否同一人应当由具名人员认定。",
)
MERGING_STANDS = Rule(
    "merging-stands",
    "A merging is undone by un-merging, and an un-merging by merging, not by a correction.",
    "合并应当以撤销合并的方式撤销,撤销合并应当以再次合并的方式撤销,不得更正或者撤回。",
)
