"""Why the law refuses a command on a measure or a penalty: one rule for each thing an article forbids."""

from ..refusals import Rule

NOT_FOUND_ADDICTED = Rule(
    "not-found-addicted",
    "No finding that the person is addicted is on record for {day}; detox is for addicted persons only.",
    "截至{day}没有吸毒成瘾认定的记录;社区戒毒、强制隔离戒毒只适用于吸毒成瘾人员。",
    article="禁毒法 33, 38",
)
DETOX_TERM = Rule(
    "detox-term",
    "The term of community detox is {months} months.",
    "社区戒毒的期限为{months}个月。",
    article="禁毒法 33",
)
NOT_BEGUN = Rule(
    "term-not-begun",
    "The term counts from reporting, and no reporting is on record.",
    "期限自报到之日起计算,尚无报到记录。",
    article="戒毒条例 14",
)
TERM_NOT_OVER = Rule(
    "term-not-over",
    "The measure ends when its term is over; the last day is {last_day}.",
    "该措施自期满之日起解除,期满之日为{last_day}。",
    article="戒毒条例 23, 40",
)
REPORTING_NOT_DUE = Rule(
    "reporting-not-due",
    "The person may still report until {last_day}.",
    "报到期限至{last_day},尚未逾期。",
    article="戒毒条例 14, 22, 38",
)
NO_COUNTER_REACHED = Rule(
    "no-breach-counter-reached",
    "On {day} {tests} tests evaded or refused, {departures} departures and {days} days without leave are on "
    "record: the counter of this ground is not reached.",
    "截至{day}逃避或者拒绝检测{tests}次、擅自离开{departures}次、累计{days}日,未达到所称情形。",
    article="戒毒条例 20",
)
NO_EXTENSION_OF_DETOX = Rule(
    "no-extension-of-detox",
    "No law lets community detox be extended beyond its three years.",
    "社区戒毒的期限为三年,法律没有规定可以延长。",
    article="禁毒法 33",
)
PAUSE_GROUND = Rule(
    "pause-ground",
    "A measure in the community pauses while the person is detained or arrested, and only then.",
    "社区戒毒、社区康复仅因被依法拘留、逮捕而中止。",
    article="戒毒条例 24",
)
ISOLATION_RUNS_ON = Rule(
    "isolation-runs-on",
    "Isolation neither pauses nor ends in custody or prison: its time runs on.",
    "强制隔离戒毒人员被拘留、逮捕、收监执行刑罚或者采取强制性教育措施的,强制隔离戒毒的时间连续计算,不中止也不终止。",
    article="戒毒条例 36",
)

PREGNANT = Rule(
    "isolation-of-pregnant",
    "Isolation does not apply to a pregnant woman; on {day} a pregnancy is on record.",
    "怀孕的妇女不适用强制隔离戒毒;{day}有怀孕记录。",
    article="禁毒法 39",
)
NURSING = Rule(
    "isolation-of-nursing",
    "Isolation does not apply to a woman who nurses her own infant below one year, as on {day}.",
    "正在哺乳自己不满一周岁婴儿的妇女不适用强制隔离戒毒;{day}有哺乳记录。",
    article="禁毒法 39",
)
NO_ISOLATION_GROUND = Rule(
    "no-isolation-ground",
    "None of the grounds is on record by {day}: no refusal, use or serious breach in community detox, no use "
    "after detox or isolation, no serious addiction, no own request. Record it, or name the ground with its "
    "document.",
    "截至{day},拒绝社区戒毒、社区戒毒期间吸毒、严重违反协议、经社区戒毒或强制隔离戒毒后再次吸毒、成瘾严重、"
    "本人自愿等情形均无记录;应补充记录,或者写明所依据情形并附文书。",
    article="禁毒法 38",
)
GROUND_NOT_SHOWN = Rule(
    "isolation-ground-not-shown",
    "The record does not show the ground {ground} by {day}, and no document is attached that does.",
    "截至{day}没有所称情形({ground})的记录,也未附相应文书。",
    article="禁毒法 38",
)
ISOLATION_TERM = Rule(
    "isolation-term",
    "The term of isolation is {months} months.",
    "强制隔离戒毒的期限为{months}个月。",
    article="禁毒法 47",
)
NOT_SERVED_BEFORE = Rule(
    "isolation-not-served-before",
    "The decision is served on the person before isolation is carried out.",
    "强制隔离戒毒决定书应当在执行前送达被决定人。",
    article="禁毒法 40",
)
TRANSFER_TOO_EARLY = Rule(
    "transfer-too-early",
    "The transfer to a facility of justice follows after three months with the police, from {day} on.",
    "在公安机关的场所执行满3个月后方可转至司法行政部门的场所,最早为{day}。",
    article="戒毒条例 27",
)
TOO_LONG_WITH_POLICE = Rule(
    "too-long-with-police",
    "In facilities of the police isolation lasts until {day} at most.",
    "在公安机关的强制隔离戒毒场所执行的时间不得超过12个月,最迟至{day}。",
    article="戒毒条例 27",
)
EXTENSION_TOO_LONG = Rule(
    "extension-too-long",
    "All extensions together are {months} months at most.",
    "强制隔离戒毒的期限最长可以延长{months}个月。",
    article="禁毒法 47",
)
EXTENSION_TOO_LATE = Rule(
    "extension-too-late",
    "An extension is decided before the term is over; its last day was {last_day}.",
    "延长期限应当在期满前决定,期满之日为{last_day}。",
    article="禁毒法 47",
)
NOT_ASSESSED = Rule(
    "not-assessed",
    "The decision follows a diagnostic assessment on which the facility proposes it; none is on record.",
    "应当经诊断评估并由强制隔离戒毒场所提出意见,没有相应记录。",
    article="禁毒法 47",
)
RELEASE_TOO_EARLY = Rule(
    "release-too-early",
    "Early release is possible after one year served: from {day} on.",
    "执行强制隔离戒毒一年后方可提前解除,最早为{day}。",
    article="禁毒法 47",
)
NOT_AFTER_ESCAPE = Rule(
    "no-early-release-after-escape",
    "Who escaped is not released early.",
    "被追回的脱逃人员不得提前解除强制隔离戒毒。",
    article="戒毒条例 32",
)
NOT_AFTER_REHAB_NOT_KEPT = Rule(
    "no-early-release-after-rehab-not-kept",
    "Who used again after refusing or seriously breaching community rehabilitation is not released early.",
    "拒绝接受社区康复或者严重违反社区康复协议并再次吸毒被决定强制隔离戒毒的,不得提前解除。",
    article="戒毒条例 38",
)
ISOLATION_NOT_OVER = Rule(
    "isolation-not-over",
    "The term of isolation is not over; its last day is {last_day}.",
    "强制隔离戒毒尚未期满,期满之日为{last_day}。",
    article="禁毒法 47; 戒毒条例 32",
)
CHANGE_TO_DETOX_ONLY = Rule(
    "isolation-changes-to-detox-only",
    "Isolation can be changed into community detox, and into nothing else.",
    "强制隔离戒毒只能变更为社区戒毒。",
    article="戒毒条例 31",
)
CHANGE_INTO_ISOLATION = Rule(
    "no-change-into-isolation",
    "Isolation is ordered by a decision of its own, on one of the grounds.",
    "强制隔离戒毒应当依法定情形另行作出决定,不得由其他措施变更而来。",
    article="禁毒法 38",
)
SERVED_TIME_COUNTS = Rule(
    "served-time-counts",
    "What was served in isolation counts: {most_days} days of community detox are left.",
    "已执行的强制隔离戒毒期限折抵社区戒毒期限,所余期限为{most_days}日。",
    article="戒毒条例 31",
)
REHAB_WITHOUT_ISOLATION = Rule(
    "rehab-without-isolation",
    "Community rehabilitation is for persons released from isolation; no release is on record by {day}.",
    "社区康复适用于被解除强制隔离戒毒的人员;截至{day}没有解除记录。",
    article="禁毒法 48",
)
REHAB_TOO_LONG = Rule(
    "rehab-too-long",
    "Community rehabilitation lasts {months} months at most.",
    "社区康复的期限不超过{months}个月。",
    article="禁毒法 48",
)

TOO_YOUNG = Rule(
    "no-penalty-below-fourteen",
    "Who is below fourteen is not punished.",
    "不满十四周岁的人违反治安管理的,不予处罚。",
    article="治安管理处罚法 12",
)
DETENTION_TERM = Rule(
    "detention-term",
    "For drug use: {least} to {most} days, or up to {lighter} where the circumstances are lighter.",
    "吸毒的,处{least}日以上{most}日以下拘留;情节较轻的,处{lighter}日以下拘留。",
    article="治安管理处罚法 84",
)
DETENTION_TOO_LONG = Rule(
    "detention-too-long",
    "Detentions carried out together last {most} days at most.",
    "行政拘留处罚合并执行的,最长不超过{most}日。",
    article="治安管理处罚法 16",
)
NOT_DETAINED = Rule(
    "detention-not-carried-out",
    "The detention is not carried out: the person is {why}.",
    "该行政拘留处罚不执行:{why_zh}。",
    article="治安管理处罚法 23",
)
NO_BAN_YET = Rule(
    "no-entertainment-ban-yet",
    "No law known here allows an entertainment ban on {day}.",
    "{day}尚无责令不得进入娱乐场所的法律依据。",
    article="治安管理处罚法 84",
)
BAN_TERM = Rule(
    "entertainment-ban-term",
    "The ban lasts {least} to {most} months.",
    "责令不得进入娱乐场所的期限为{least}个月至{most}个月。",
    article="治安管理处罚法 84",
)
FINE_TOO_HIGH = Rule(
    "fine-too-high",
    "The fine for drug use is {most} CNY at most.",
    "吸毒的,罚款不超过{most}元。",
    article="治安管理处罚法 84",
)
VOLUNTARY_NOT_PUNISHED = Rule(
    "voluntary-not-punished",
    "Who went into treatment of their own accord on {day} is not punished for the use before; no other "
    "use is on record.",
    "此人{day}自愿接受戒毒治疗,对其原吸毒行为不予处罚;没有其他吸毒记录。",
    article="戒毒条例 9; 禁毒法 62",
)
