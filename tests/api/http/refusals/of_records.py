"""What cannot be of penalties, of documents and of the record itself."""

from .telling import A1, A4, DETOX, LEFT_OUT, NOBODY, Refusal, do, on, order

FINE = do("penalties")
APPEAL = on("2026-02-04", "appeals", subject="penalty", subject_id=FINE.body["penalty_id"])
DETENTION = order("detention", "2026-02-02", A4, term_days=5)
PENALTY = do("penalties", kind="detention", amount_cny=LEFT_OUT, measure_id=A4)
CASE = do("penalty-cases")
LATER = do("penalty-case-extensions", extended_on="2026-03-10", occurred_at="2026-03-10")
DOCUMENT = {"reference": "档案室/2019/0117", "sha256": "G" * 64}

OF_PENALTIES = [
    Refusal("unknown-penalty", "penalty_id", do("penalty-services")),
    Refusal("penalty-exists", "penalty_id", on("2026-02-03", "penalties"), (FINE,)),
    Refusal("penalty-ended", "penalty_id", do("penalty-endings", ended_on="2026-02-13"),
            (FINE, do("penalty-endings"))),
    Refusal("penalty-revoked", "penalty_id",
            do("penalty-endings", ending="revoked", ended_on="2026-02-13"),
            (FINE, do("penalty-endings", ending="revoked"))),
    Refusal("fine-without-amount", "amount_cny", do("penalties", amount_cny=LEFT_OUT)),
    Refusal("amount-without-fine", "amount_cny", do("penalties", kind="warning")),
    Refusal("detention-without-measure", "measure_id",
            do("penalties", kind="detention", amount_cny=LEFT_OUT)),
    Refusal("measure-without-detention", "measure_id", do("penalties", measure_id=A4), (DETENTION,)),
    Refusal("measure-is-no-detention", "measure_id",
            do("penalties", kind="detention", amount_cny=LEFT_OUT, measure_id=A1), DETOX),
    Refusal("detention-has-penalty", "measure_id",
            do("penalties", kind="detention", amount_cny=LEFT_OUT, measure_id=A4, penalty_id=NOBODY),
            (DETENTION, PENALTY)),
    Refusal("detention-still-open", "penalty_id", do("penalty-endings"), (DETENTION, PENALTY)),
    Refusal("penalty-already-served", "penalty_id", do("penalty-services", served_on="2026-02-04"),
            (FINE, do("penalty-services"))),
    Refusal("appeal-without-revocation", "appeal_id",
            do("penalty-endings", appeal_id=APPEAL.body["appeal_id"]), (FINE, APPEAL)),
    Refusal("penalty-not-revoked-on-appeal", "appeal_id",
            do("penalty-endings", ending="revoked", appeal_id=APPEAL.body["appeal_id"]), (FINE, APPEAL)),
    Refusal("unknown-penalty-case", "handling_id", do("penalty-case-extensions")),
    Refusal("penalty-case-exists", "handling_id", do("penalty-cases", occurred_at="2026-01-13"), (CASE,)),
    Refusal("penalty-case-closed", "handling_id", LATER, (CASE, do("penalty-case-closings"))),
    Refusal("penalty-case-extended-twice", "handling_id",
            do("penalty-case-extensions", extended_on="2026-03-20", occurred_at="2026-03-20"),
            (CASE, do("penalty-case-extensions"), LATER)),
    Refusal("penalty-case-with-penalty", "penalty_id", do("penalty-case-closings", outcome="penalty"),
            (CASE,)),
]  # fmt: skip
OF_THE_RECORD = [
    Refusal("not-a-hash", "document.sha256", do("documents", document=DOCUMENT)),
    Refusal("unknown-event", "target", do("retractions", target=9)),
    Refusal("not-correctable", "target", do("corrections", target=3),
            (do("screenings"), do("corrections"))),
    Refusal("retracted-already", "target", do("corrections"), (do("screenings"), do("retractions"))),
    Refusal("beginning-not-retractable", "target", do("retractions", target=1)),
    Refusal("changes-nothing", "changes", do("corrections", changes={"outcome": "no_finding"}),
            (do("screenings"),)),
    Refusal("unknown-review", "review_id", do("review-decisions")),
    Refusal("review-stands", "target", do("retractions", target=5),
            (do("screenings"), do("tier-assignments"), do("retractions"))),
    Refusal("other-unknown", "other", do("merges")),
    Refusal("duplicates-by-system", None, do("merges", by="system")),
]  # fmt: skip
REFUSALS = [*OF_PENALTIES, *OF_THE_RECORD]
