"""What an article forbids of measures and penalties."""

from typing import Any

from .telling import (
    A2,
    A3,
    A4,
    A5,
    DETOX,
    FOUND,
    ISOLATED,
    LEFT_OUT,
    MILDLY,
    ORDERED,
    OUT,
    REHAB,
    SENTENCED,
    WOMAN,
    Refusal,
    Step,
    do,
    on,
    order,
    served,
)  # fmt: skip

ISOLATION = order("compulsory_isolation", "2020-11-02", A2)
BORN_2012 = {"birth_date": "2012-03-02", "occurred_at": "2022-01-01"}
DETAINED = order("detention", "2026-03-01", A4, term_days=5)


def assessed(day: str, proposal: str = "early_release") -> Step:
    return on(day, "diagnostic-assessments", proposal=proposal)


def early(day: str, **changes: Any) -> Step:
    return on(day, "releases", **changes)


REHAB_NOT_KEPT = (
    *OUT,
    order("community_rehab", "2022-11-02", A3),
    served("2022-11-02", A3),
    on("2022-11-20", "failures-to-report", measure_id=A3),
    do("tests", occurred_at="2023-02-01"),
    order("compulsory_isolation", "2023-02-02", A5),
    served("2023-02-02", A5),
    on("2023-02-02", "facility-entries", measure_id=A5),
    on("2024-03-01", "diagnostic-assessments", measure_id=A5),
)

REFUSALS = [
    Refusal("not-found-addicted", "kind", order("community_detox", "2019-06-03", A3)),
    Refusal("detox-term", "term_months", order("community_detox", "2019-06-03", A3, term_months=24),
            (FOUND,)),
    Refusal("term-not-begun", "measure_id", do("measure-completions"), ORDERED),
    Refusal("term-not-over", "completed_on", on("2022-06-08", "measure-completions"), DETOX),
    Refusal("reporting-not-due", "established_on", on("2019-06-19", "failures-to-report"), ORDERED),
    Refusal("no-breach-counter-reached", "ground", do("serious-breaches"),
            (*DETOX, do("breaches"), on("2020-08-01", "breaches"))),
    Refusal("no-extension-of-detox", "measure_id",
            on("2022-05-01", "measure-extensions", measure_id=DETOX[1].body["measure_id"]),
            (FOUND, order("community_detox", "2019-06-03", DETOX[1].body["measure_id"], term_months=36))),
    Refusal("pause-ground", "ground", do("measure-pauses", ground="other"), DETOX),
    Refusal("isolation-runs-on", "measure_id", on("2021-02-02", "measure-pauses", measure_id=A2), ISOLATED),
    Refusal("isolation-runs-on", "ground", on("2021-02-02", "measure-terminations", measure_id=A2),
            ISOLATED),
    Refusal("isolation-of-pregnant", "kind", ISOLATION, (FOUND, on("2020-10-02", "pregnancies")), WOMAN),
    Refusal("isolation-of-pregnant", "entered_on", do("facility-entries"),
            (*SENTENCED, on("2020-11-02", "pregnancies")), WOMAN),
    Refusal("isolation-of-nursing", "kind", ISOLATION, (FOUND, on("2019-11-03", "nursings")), WOMAN),
    Refusal("no-isolation-ground", "isolation_ground", ISOLATION, (MILDLY,)),
    Refusal("isolation-ground-not-shown", "isolation_ground",
            order("compulsory_isolation", "2020-11-02", A2, isolation_ground="serious_breach"), (MILDLY,)),
    Refusal("isolation-term", "term_months",
            order("compulsory_isolation", "2020-11-02", A2, term_months=36), (FOUND,)),
    Refusal("isolation-not-served-before", "measure_id", do("facility-entries"), SENTENCED[:2]),
    Refusal("transfer-too-early", "transferred_on", on("2021-02-02", "facility-transfers"), ISOLATED),
    Refusal("too-long-with-police", "run_by",
            on("2021-11-03", "facility-transfers", run_by="public_security"), ISOLATED),
    Refusal("extension-too-long", "by_months", do("measure-extensions", by_months=13),
            (*ISOLATED, assessed("2022-05-01", "extension"))),
    Refusal("extension-too-late", "decided_on", on("2022-11-02", "measure-extensions"),
            (*ISOLATED, assessed("2022-05-01", "extension"))),
    Refusal("not-assessed", "measure_id", do("measure-extensions"), ISOLATED),
    Refusal("release-too-early", "decided_on", early("2021-11-01"), (*ISOLATED, assessed("2021-10-30"))),
    Refusal("no-early-release-after-escape", "manner", early("2022-06-01"),
            (*ISOLATED, do("escapes"), do("recaptures"), assessed("2021-11-04"))),
    Refusal("no-early-release-after-rehab-not-kept", "manner", early("2024-04-01", measure_id=A5),
            REHAB_NOT_KEPT),
    Refusal("isolation-not-over", "released_on", on("2022-10-31", "releases", manner="at_expiry"), ISOLATED),
    Refusal("isolation-changes-to-detox-only", "to_kind", do("measure-changes", to_kind="community_rehab"),
            ISOLATED),
    Refusal("no-change-into-isolation", "to_kind",
            on("2021-11-08", "measure-changes", measure_id=DETOX[1].body["measure_id"],
               to_kind="compulsory_isolation"), DETOX),
    Refusal("change-not-proposed", "measure_id", do("measure-changes", term_months=24), ISOLATED),
    Refusal("served-time-counts", "term_months", do("measure-changes", term_months=25),
            (*ISOLATED, do("medical-leaves"))),
    Refusal("not-the-deciding-organ", "decider",
            order("community_detox", "2019-06-03", A3, decider="豫海镇人民政府"), (FOUND,)),
    Refusal("offset-of-detention-only", "offset_days",
            order("community_detox", "2019-06-03", A3, offset_days=3), (FOUND,)),
    Refusal("fine-without-detention", "amount_cny", do("penalties", amount_cny=1001)),
    Refusal("rehab-without-isolation", "kind", order("community_rehab", "2021-11-02", A3), ISOLATED),
    Refusal("rehab-too-long", "term_months", order("community_rehab", "2022-11-02", A3, term_months=37),
            OUT),
    Refusal("rehab-too-long", "by_months",
            on("2023-05-01", "measure-extensions", measure_id=A3, by_months=1), REHAB),
    Refusal("no-penalty-below-fourteen", "decided_on", DETAINED, (), BORN_2012),
    Refusal("no-penalty-below-fourteen", "decided_on", do("penalties"), (), BORN_2012),
    Refusal("detention-term", "term_days", order("detention", "2026-03-01", A4, term_days=7)),
    Refusal("detention-too-long", "term_days",
            order("detention", "2026-03-01", A4, term_days=21, is_combined=True)),
    Refusal("detention-not-carried-out", "measure_id",
            on("2026-03-01", "facility-entries", measure_id=A4), (DETAINED,),
            {"birth_date": "1956-03-01"}),
    Refusal("no-entertainment-ban-yet", "kind", order("entertainment_ban", "2025-12-31", A4, term_months=6)),
    Refusal("entertainment-ban-term", "term_months",
            order("entertainment_ban", "2026-01-01", A4, term_months=5)),
    Refusal("fine-too-high", "amount_cny", do("penalties", amount_cny=3001)),
    Refusal("voluntary-not-punished", "decided_on",
            on("2020-03-05", "penalties", kind="warning", amount_cny=LEFT_OUT),
            (order("voluntary", "2020-03-01", A4), do("tests", occurred_at="2020-03-01"))),
    Refusal("tier-is-no-ground", "legal_basis",
            order("community_detox", "2019-06-03", A3, legal_basis="四级分类管理办法 3"), (FOUND,)),
]  # fmt: skip
