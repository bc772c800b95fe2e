"""Why a note command can be refused."""

from ..refusals import Rule

NOT_A_HASH = Rule(
    "not-a-hash",
    "A SHA-256 is written with 64 hexadecimal digits, letters in lower case.",
    "SHA-256摘要须为64位十六进制数字(小写)。",
)
