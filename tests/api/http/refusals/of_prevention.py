"""What cannot be of plans of prevention, venues, schools, posts and surveys."""

from functools import partial

from . import telling
from .telling import Refusal, Step

wrong_plan = partial(Refusal, on="prevention-plans")
plan = partial(telling.do, of="prevention-plans")
HELD = plan("activities")
TWICE = [{"audience": "rural", "activities": 1, "heads": 1}] * 2

PLANS = [
    wrong_plan("prevention-plan-unknown", None, HELD, of_nobody=True),
    wrong_plan("prevention-plan-is-closed", None, HELD, (plan("closings"),)),
    wrong_plan("audience-planned-twice", "targets", plan("amendments", targets=TWICE)),
    wrong_plan("activity-not-of-year", "occurred_at", plan("activities", occurred_at="2019-06-26")),
    wrong_plan("activity-outside-area", "area", HELD, who={"area": "640324100"}),
    wrong_plan("personal-number-here", "name", plan("activities", name="宣讲，联系13900000000")),
]

wrong_venue = partial(Refusal, on="venues")
venue = partial(telling.do, of="venues")

VENUES = [
    wrong_venue("venue-unknown", None, venue("investments"), of_nobody=True),
    wrong_venue("venue-is-closed", None, venue("investments"), (venue("closings"),)),
    wrong_venue("amount-not-in-fen", "amount_cny", venue("investments", amount_cny="1.005")),
]

wrong_school = partial(Refusal, on="school-programmes")
school = partial(telling.do, of="school-programmes")
DONE = school("items")

SCHOOLS = [
    wrong_school("school-unknown", None, DONE, of_nobody=True),
    wrong_school("school-programme-is-closed", None, DONE, (school("closings"),)),
    wrong_school("item-in-no-list", "item", school("items", item="parade")),
    wrong_school("not-of-school-year", "school_year", school("items", school_year=2018)),
]

wrong_post = partial(Refusal, on="media-posts")
post = partial(telling.do, of="media-posts")
POSTED = {
    "channel": "kuaishou",
    "title": "示例",
    "link": "http://example.com/1",
    "area": "640324",
    "occurred_at": "2020-06-12",
}

POSTS = [
    wrong_post("media-post-unknown", None, post("withdrawals"), of_nobody=True),
    wrong_post("media-post-is-withdrawn", None, post("withdrawals", reason="wrong"), (post("withdrawals"),)),
    wrong_post("link-not-https", "link", Step(None, POSTED)),
]

wrong_survey = partial(Refusal, on="surveys")
survey = partial(telling.do, of="surveys")
FEWER = {"asked": 100, "answered": 90, "favourable": 80}
WRONG = {"target": 1, "reason": "录入时看错一行"}

SURVEYS = [
    wrong_survey("survey-unknown", None, survey("retractions"), of_nobody=True),
    wrong_survey(
        "survey-counts-out-of-order", "changes", Step("corrections", WRONG | {"changes": {"answered": 101}}),
        who=FEWER,
    ),
]  # fmt: skip

REFUSALS = [*PLANS, *VENUES, *SCHOOLS, *POSTS, *SURVEYS]
