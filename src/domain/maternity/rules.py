"""Why a command on pregnancy or nursing can be refused."""

from ..refusals import Rule

NOT_A_WOMAN = Rule(
    "maternity-of-man",
    "The person is registered as male; correct the sex first.",
    "此人登记性别为男性,须先更正性别。",
)
PREGNANT_ALREADY = Rule(
    "pregnant-already", "A pregnancy is on record since {since}.", "自{since}起的怀孕已有记录。"
)
NOT_PREGNANT = Rule("not-pregnant", "No pregnancy is on record that could end.", "没有可结束的怀孕记录。")
NURSING_ALREADY = Rule(
    "nursing-already",
    "That the person nurses an infant born on {born_on} is on record.",
    "哺乳{born_on}出生婴儿的情况已有记录。",
)
NOT_NURSING = Rule("not-nursing", "No nursing is on record that could end.", "没有可结束的哺乳记录。")
