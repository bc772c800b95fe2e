"""Why the law refuses a decision for who makes it, or for what must have come before it."""

from ..refusals import Rule

NOT_THE_DECIDER = Rule(
    "not-the-deciding-organ",
    "{decider} does not decide this: the public security organ of the county or of the city does.",
    "{decider}无权作出该决定;该决定由县级或者设区的市级公安机关作出。",
    article="禁毒法 33, 38, 48; 戒毒条例 31, 33",
)
CHANGE_NOT_PROPOSED = Rule(
    "change-not-proposed",
    "Isolation is changed where the person's health no longer allows it, on the facility's proposal. By "
    "{day} no proposal, medical leave, pregnancy or nursing is on record, nor does a document show it.",
    "身体健康状况不再适宜执行的,由强制隔离戒毒场所提出变更建议;截至{day}没有变更建议、所外就医、怀孕或者哺乳的记录,"
    "也未附相应文书。",
    article="戒毒条例 31",
)
ONLY_ISOLATION_CHANGES = Rule(
    "only-isolation-is-changed",
    "Only isolation is changed into another measure; any other ends, and a new one is decided by itself.",
    "只有强制隔离戒毒可以变更为其他措施;其他措施应先结束,再另行作出决定。",
    article="戒毒条例 31",
)
OFFSET_OF_DETENTION = Rule(
    "offset-of-detention-only",
    "Only a detention is shortened by days for which the person was restrained before.",
    "只有行政拘留才以此前被限制人身自由的时间折抵。",
    article="治安管理处罚法 110",
)
FINE_ALONE = Rule(
    "fine-without-detention",
    "A fine of more than {most} CNY is given only beside a detention of {least} days or more, and none of "
    "{day} is on record; record the detention first.",
    "超过{most}元的罚款只能与{least}日以上的行政拘留并处;没有{day}决定的该类拘留记录,应先记录拘留决定。",
    article="治安管理处罚法 84",
)
