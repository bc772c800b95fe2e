"""What cannot be of responsibilities, key tasks, lines of the budget and stations."""

from functools import partial

from . import telling
from .telling import Refusal, Step

wrong_responsibility = partial(Refusal, on="responsibilities")
answer_for = partial(telling.do, of="responsibilities")
HELD = answer_for("assignments")
OPEN_TOWNSHIP = {"mechanism": "leader_township", "area": "640324102", "occurred_at": "2019-03-01"}
TOWNSHIP = {"mechanism": "leader_township", "place": None}

RESPONSIBILITIES = [
    wrong_responsibility("responsibility-unknown", None, HELD, of_nobody=True),
    wrong_responsibility("responsibility-is-closed", None, HELD, (answer_for("closings"),)),
    wrong_responsibility("area-of-wrong-level", "area", Step(None, OPEN_TOWNSHIP | {"area": "640324"})),
    wrong_responsibility(
        "place-missing", "place", Step(None, OPEN_TOWNSHIP | {"mechanism": "cadre_village"})
    ),
    wrong_responsibility("place-not-asked", "place", Step(None, OPEN_TOWNSHIP | {"place": "示例村"})),
    wrong_responsibility("leading-body-missing", "leading_body", HELD, who=TOWNSHIP),
    wrong_responsibility(
        "leading-body-not-asked", "leading_body", answer_for("assignments", leading_body="government")
    ),
    wrong_responsibility("held-already", "holder", answer_for("assignments", last_day="2022-02-28"), (HELD,)),
    wrong_responsibility("not-held", "holder", answer_for("endings")),
    wrong_responsibility("last-day-not-later", "last_day", answer_for("assignments", last_day="2019-03-01")),
    wrong_responsibility(
        "identity-number-here", "holder", answer_for("assignments", holder="999999198803150016")
    ),
]

wrong_task = partial(Refusal, on="key-tasks")
task = partial(telling.do, of="key-tasks")
DONE, VERIFY, SCORE, VETO = (task(one) for one in ("completions", "verifications", "scores", "vetoes"))
CHECKED = task("verifications", by="office_head")
OURS = {"owner": "640324"}
VETO_ITEM = {"veto_item": True}

KEY_TASKS = [
    wrong_task("key-task-unknown", None, DONE, of_nobody=True),
    wrong_task("key-task-is-withdrawn", None, DONE, (task("withdrawals"),)),
    wrong_task("key-task-is-scored", None, task("scores", score="1.0"), (DONE, CHECKED, SCORE)),
    wrong_task("key-task-is-verified", None, task("completions", occurred_at="2020-10-11"), (DONE, CHECKED)),
    wrong_task("key-task-done-already", None, task("completions", occurred_at="2020-09-21"), (DONE,)),
    wrong_task("key-task-not-done", None, CHECKED),
    wrong_task("evidence-missing", "documents", task("progress-reports", documents=[])),
    wrong_task("judged-by-owner", None, SCORE, who=OURS),
    wrong_task("judged-by-reporter", None, VERIFY, (DONE,)),
    wrong_task("score-beyond-points", "score", task("scores", score="2.6"), (DONE, CHECKED)),
    wrong_task("score-before-verification", "score", SCORE, (DONE,)),
    wrong_task("no-veto-item", None, VETO),
    wrong_task("vetoed-already", None, task("vetoes", reason="另一情形"), (VETO,), who=VETO_ITEM),
    wrong_task("deadline-not-later", "deadline", task("deadline-extensions", deadline="2020-09-30")),
]

wrong_fund = partial(Refusal, on="funds")
fund = partial(telling.do, of="funds")

FUNDS = [
    wrong_fund("fund-unknown", None, fund("spendings"), of_nobody=True),
    wrong_fund("fund-is-closed", None, fund("spendings"), (fund("closings"),)),
    wrong_fund("amount-not-in-fen", "amount_cny", fund("spendings", amount_cny="1.005")),
    wrong_fund("purpose-not-of-fund", "purpose", fund("spendings", purpose="banquet")),
]

wrong_station = partial(Refusal, on="stations")
station = partial(telling.do, of="stations")
FILLED = station("posts")

STATIONS = [
    wrong_station("station-unknown", None, FILLED, of_nobody=True),
    wrong_station("station-is-closed", None, FILLED, (station("closings"),)),
    wrong_station("station-has-staff", None, station("closings"), (FILLED,)),
    wrong_station("post-held-already", "user", station("posts", role="other"), (FILLED,)),
    wrong_station("post-not-held", "attendees", station("trainings")),
]

REFUSALS = [*RESPONSIBILITIES, *KEY_TASKS, *FUNDS, *STATIONS]
