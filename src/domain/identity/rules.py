"""Why an identity command can be refused."""

from ..refusals import Rule

ALREADY_REGISTERED = Rule("already-registered", "This person is registered already.", "此人已登记。")
UNKNOWN_AREA = Rule(
    "unknown-area", "No area has the code {code} (GB/T 2260).", "没有代码为{code}的行政区划(GB/T 2260)。"
)
IDENTITY_NUMBER_SHAPE = Rule(
    "identity-number-shape",
    "An identity number has 17 digits and a check character (GB 11643).",
    "公民身份号码为17位数字加1位校验码(GB 11643)。",
)
IDENTITY_NUMBER_CHECK = Rule(
    "identity-number-check",
    "The check character of the identity number is wrong (GB 11643).",
    "公民身份号码校验码不符(GB 11643)。",
)
IDENTITY_NUMBER_BIRTH_DATE = Rule(
    "identity-number-birth-date",
    "The identity number carries another birth date than {birth_date} (GB 11643).",
    "公民身份号码中的出生日期与{birth_date}不符(GB 11643)。",
)
IDENTITY_NUMBER_TAKEN = Rule(
    "identity-number-taken",
    "Another person is registered with this identity number.",
    "该公民身份号码已登记在他人名下。",
)
BORN_IN_FUTURE = Rule("born-in-future", "The birth date lies in the future.", "出生日期在将来。")
NOTHING_CHANGES = Rule("nothing-changes", "The command names nothing to change.", "未指明任何变更内容。")
NOT_ABROAD = Rule("not-abroad", "The person has not emigrated.", "此人并未移居境外。")
ALREADY_ABROAD = Rule("already-abroad", "The person has emigrated already.", "此人已移居境外。")
ALREADY_DEAD = Rule("already-dead", "The person's death is recorded already.", "此人死亡已有记录。")
