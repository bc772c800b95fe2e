"""Why a testing command can be refused."""

from ..refusals import Rule

UNKNOWN_TEST = Rule(
    "unknown-test", "No test of this person has the id {test_id}.", "此人没有编号为{test_id}的检测。"
)
TEST_DUE_BEFORE_ORDER = Rule(
    "test-due-before-order", "The test would be due before it is ordered.", "检测期限早于检测通知日期。"
)
TEST_TAKEN_ALREADY = Rule(
    "test-taken-already", "The result of this test is on record already.", "该次检测结果已有记录。"
)
TEST_MISSED_ALREADY = Rule(
    "test-missed-already",
    "That the person refused or evaded this test is on record already.",
    "此人拒绝或者逃避该次检测已有记录。",
)
TWO_TESTERS = Rule(
    "two-testers", "A test is taken by two people or more.", "采集、检测样本应当由两名以上工作人员进行。"
)
LABORATORY_MISSING = Rule(
    "laboratory-missing", "A laboratory test names the laboratory.", "实验室检测应当写明检测机构。"
)
SAMPLE_NUMBERS_MISSING = Rule(
    "sample-numbers-missing",
    "A sample that is positive on site is kept in two halves, A and B, each with a number.",
    "现场检测为阳性的样本应当分A、B两份保存并编号。",
)
SAMPLE_NUMBERS_ALIKE = Rule(
    "sample-numbers-alike", "The halves A and B have the same number.", "A、B两份样本编号相同。"
)
SUBSTANCES_OF_NEGATIVE = Rule(
    "substances-of-negative-test", "A negative test finds no drugs.", "检测结果为阴性，不应列出毒品种类。"
)
TEST_NOT_REFUSED = Rule(
    "test-not-refused",
    "Only a test that the person refused can be forced.",
    "拒绝接受检测的，方可批准强制检测。",
    article="禁毒法 32",
)
FORCED_TEST_APPROVED_ALREADY = Rule(
    "forced-test-approved-already",
    "Forcing this test is approved already.",
    "该次强制检测已经批准。",
)
FORCED_TEST_NOT_APPROVED = Rule(
    "forced-test-not-approved",
    "A test is forced only after its approval by the head of the public security organ or of its branch.",
    "强制检测须先经县级以上公安机关或者其派出机构负责人批准。",
    article="禁毒法 32",
)
NO_TEST_RESULT = Rule("no-test-result", "This test has no result yet.", "该次检测尚无结果。")
RESULT_OBJECTED_ALREADY = Rule(
    "test-result-objected-already",
    "An objection to this result is on record already.",
    "对该检测结果的异议已有记录。",
)
SAME_LABORATORY = Rule(
    "same-laboratory",
    "A re-test is made by another laboratory than the first: {laboratory} has tested already.",
    "实验室检测和实验室复检不得由同一检测机构进行：{laboratory}已作检测。",
)
SAMPLE_OF_OTHER_TEST = Rule(
    "sample-of-other-test", "{sample} is no sample of this test.", "{sample}不是该次检测的样本编号。"
)
RESULT_TOLD_ALREADY = Rule(
    "test-result-told-already",
    "That the person was told this result is on record already.",
    "该检测结果已有告知记录。",
)
NO_OPEN_TEST_OBJECTION = Rule(
    "no-open-test-objection",
    "No objection to the result of this test waits for a decision.",
    "该次检测没有待决定的异议。",
)
