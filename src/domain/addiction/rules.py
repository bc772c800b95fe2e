"""Why an addiction command can be refused."""

from ..refusals import Rule

TWO_OFFICERS = Rule(
    "addiction-two-officers",
    "The police find addiction by two officers or more.",
    "公安机关认定吸毒成瘾，应当由两名以上人民警察进行。",
    article="吸毒成瘾认定办法 6",
)
TWO_ASSESSORS = Rule(
    "addiction-two-assessors",
    "A commissioned institution finds addiction by two people or more.",
    "受委托机构的成瘾认定，应当写明两名以上认定人员。",
)
GROUNDS_MISSING = Rule(
    "addiction-grounds-missing",
    "A finding that the person is addicted names its grounds.",
    "认定成瘾或者成瘾严重，应当写明依据。",
)
TEST_MISSING = Rule(
    "addiction-test-missing",
    "A finding on the ground of a positive test names the test.",
    "以检测阳性为依据的，应当指明该次检测。",
)
TEST_NEGATIVE = Rule(
    "addiction-test-negative",
    "The test named is negative by its latest result.",
    "所指检测的最新结果为阴性。",
)
FOUND_ALREADY = Rule(
    "addiction-found-already",
    "The finding {document_number} is on record already.",
    "{document_number}成瘾认定已有记录。",
)
