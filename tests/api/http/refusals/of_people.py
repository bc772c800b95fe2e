"""What cannot be of a person: identity, tests, samples, findings, maternity, safety, tiers."""

from typing import Any

from .telling import ANYBODY, FOUND, LEFT_OUT, NOBODY, WOMAN, Refusal, Step, do, on

TEST = "01965b3c-0a00-7000-8000-000000000001"
ORDER = do("test-orders")
REFUSE = do("test-refusals", test_id=TEST)
APPROVE = do("forced-test-approvals")
TAKE = do("tests", test_id=TEST)
LABORATORY = do("laboratory-results")
PROPOSE, ASSIGN = do("tier-proposals"), do("tier-assignments")
OBJECT, REVIEW = do("tier-objections"), do("tier-objection-reviews")
CONCERN = do("safety-concerns")
COLLECT = do("sample-collections")


def register(**changes: Any) -> Step:
    return Step(None, ANYBODY | changes)


def finding(**changes: Any) -> Step:
    return do("addiction-findings", **changes)


OF_ANYBODY = [
    Refusal("unknown-person", None, do("screenings"), of_nobody=True),
    Refusal("in-future", "occurred_at", do("screenings", occurred_at="2099-01-01")),
    Refusal("before-birth", "occurred_at", do("screenings", occurred_at="1980-01-01")),
    Refusal("after-death", "occurred_at", do("screenings", occurred_at="2026-03-12"), (do("death"),)),
    Refusal("unknown-area", "residence_area", do("residence-changes", residence_area="640399")),
    Refusal("identity-number-shape", "identity_number", register(identity_number="12345")),
    Refusal("identity-number-check", "identity_number", register(identity_number="999999198803150017")),
    Refusal("identity-number-birth-date", "identity_number",
            register(identity_number="999999198803150016", birth_date="1988-03-16")),
    Refusal("identity-number-taken", "identity_number", register(identity_number="999999198803150032"), (),
            {"identity_number": "999999198803150032"}),
    Refusal("born-in-future", "birth_date", do("identity-corrections", birth_date="2099-01-01")),
    Refusal("nothing-changes", "name", do("identity-corrections", name=LEFT_OUT)),
    Refusal("not-abroad", None, do("returns")),
    Refusal("already-abroad", None, do("emigrations", occurred_at="2026-02-05"), (do("emigrations"),)),
    Refusal("already-dead", None, do("death", occurred_at="2026-01-04"), (do("death"),)),
]  # fmt: skip
OF_TESTS = [
    Refusal("unknown-test", "test_id", do("tests", test_id=NOBODY)),
    Refusal("out-of-order", "occurred_at", do("tests", test_id=TEST, occurred_at="2026-03-30"), (ORDER,)),
    Refusal("test-due-before-order", "due_on", do("test-orders", due_on="2026-03-31")),
    Refusal("id-taken", "test_id", do("test-orders", due_on="2026-04-16"), (ORDER,)),
    Refusal("test-taken-already", "test_id", REFUSE, (ORDER, TAKE)),
    Refusal("test-missed-already", "test_id", do("test-evasions", test_id=TEST), (ORDER, REFUSE)),
    Refusal("two-testers", "testers", do("tests", testers=["wang.jun", "wang.jun"])),
    Refusal("laboratory-missing", "laboratory", do("tests", kind="laboratory")),
    Refusal("sample-numbers-missing", "sample_b", do("tests", sample_b=LEFT_OUT)),
    Refusal("sample-numbers-alike", "sample_b", do("tests", sample_b="TX2026-0412-A")),
    Refusal("substances-of-negative-test", "substances", do("tests", result="negative")),
    Refusal("test-not-refused", "test_id", APPROVE, (ORDER,)),
    Refusal("forced-test-approved-already", "test_id", do("forced-test-approvals", approved_by="li.na"),
            (ORDER, REFUSE, APPROVE)),
    Refusal("forced-test-not-approved", "is_forced", do("tests", test_id=TEST, is_forced=True),
            (ORDER, REFUSE)),
    Refusal("no-test-result", "test_id", do("test-objections"), (ORDER,)),
    Refusal("test-result-objected-already", "test_id", do("test-objections", statement="样本弄错"),
            (ORDER, TAKE, do("test-objections"))),
    Refusal("same-laboratory", "laboratory", do("laboratory-results", occurred_at="2026-04-20"),
            (ORDER, TAKE, LABORATORY)),
    Refusal("sample-of-other-test", "sample", do("samples-sent", sample="X"), (ORDER, TAKE)),
    Refusal("test-result-told-already", "test_id", do("test-results-told", told_by="li.na"),
            (ORDER, TAKE, do("test-results-told"))),
    Refusal("no-open-test-objection", "test_id", do("test-objection-decisions"), (ORDER, TAKE)),
    Refusal("sample-item-code", "item", do("sample-collections", item="Hair!")),
    Refusal("sample-without-legal-basis", "legal_basis", do("sample-collections", legal_basis=LEFT_OUT)),
    Refusal("sample-collected-already", "item", do("sample-collections", occurred_at="2026-04-13"),
            (COLLECT,)),
    Refusal("sample-not-a-repeat", "repeat_basis", do("sample-collections", repeat_basis="刑事诉讼法 132")),
]  # fmt: skip
OF_FINDINGS = [
    Refusal("addiction-two-officers", "found_by", finding(found_by=["wang.jun"])),
    Refusal("addiction-two-assessors", "found_by", finding(found_by=["li.na"], institution="吴忠市戒毒医院")),
    Refusal("addiction-grounds-missing", "grounds", finding(grounds=[])),
    Refusal("addiction-test-missing", "test_id", finding(grounds=["positive_test"])),
    Refusal("addiction-test-negative", "test_id", finding(grounds=["positive_test"], test_id=TEST),
            (ORDER, do("tests", test_id=TEST, result="negative", substances=[]))),
    Refusal("addiction-found-already", "document_number", finding(), (FOUND,)),
    Refusal("maternity-of-man", None, do("pregnancies")),
    Refusal("pregnant-already", "established_on", on("2026-04-02", "pregnancies"), (do("pregnancies"),),
            WOMAN),
    Refusal("not-pregnant", "ended_on", do("pregnancy-endings"), (), WOMAN),
    Refusal("nursing-already", "child_born_on", on("2026-05-25", "nursings"), (do("nursings"),), WOMAN),
    Refusal("not-nursing", "ended_on", do("nursing-endings"), (), WOMAN),
    Refusal("safety-finding-by-system", None, do("safety-concerns", by="system")),
    Refusal("safety-concern-too-long", "expires_on", do("safety-concerns", expires_on="2026-12-31")),
    Refusal("safety-expires-before", "expires_on", do("safety-concerns", expires_on="2026-05-06")),
    Refusal("unknown-safety-concern", "concern_id", do("safety-concern-liftings")),
]  # fmt: skip
OF_TIERS = [
    Refusal("tier-proposal-unexplained", "fired_rules",
            do("tier-proposals", fired_rules=[], missing_facts=[])),
    Refusal("tier-decided-by-system", None, do("tier-assignments", by="system")),
    Refusal("unknown-tier-proposal", "proposal_id", do("tier-assignments", proposal_id=NOBODY)),
    Refusal("tier-proposal-answered", "proposal_id",
            do("tier-assignments", proposal_id=PROPOSE.body["proposal_id"], occurred_at="2026-04-22"),
            (PROPOSE, do("tier-assignments", tier="T2", proposal_id=PROPOSE.body["proposal_id"]))),
    Refusal("tier-reason-missing", "reason", do("tier-assignments", reason=LEFT_OUT)),
    Refusal("tier-steps", "tier", do("tier-assignments", tier="T1", occurred_at="2026-04-22"), (ASSIGN,)),
    Refusal("tier-upgrade-reason-missing", "reason",
            do("tier-assignments", tier="T2", reason=LEFT_OUT, occurred_at="2026-04-22",
               proposal_id=PROPOSE.body["proposal_id"]), (PROPOSE, ASSIGN)),
    Refusal("no-tier-assigned", None, OBJECT),
    Refusal("tier-objected-already", None,
            do("tier-objections", objection_id=NOBODY, occurred_at="2026-04-26"), (ASSIGN, OBJECT)),
    Refusal("unknown-tier-objection", "objection_id", REVIEW, (ASSIGN,)),
    Refusal("tier-review-by-assigner", None, REVIEW, (ASSIGN, OBJECT)),
    Refusal("tier-review-contradictory", "revised_tier",
            do("tier-objection-reviews", outcome="tier_upheld", by="office_head"), (ASSIGN, OBJECT)),
]  # fmt: skip
REFUSALS = [*OF_ANYBODY, *OF_TESTS, *OF_FINDINGS, *OF_TIERS]
