"""What cannot be of a screening campaign."""

from functools import partial

from tongxin.domain.screening_campaign.commands import OpenScreeningCampaign

from . import telling
from .telling import NOBODY, SOMEBODY, Refusal, Step

CAMPAIGNS = "screening-campaigns"
do = partial(telling.do, of=CAMPAIGNS)
LEFT = [{"person_id": SOMEBODY, "ground": "not_met"}]
LIST, SCREEN = do("targets", person_ids=[SOMEBODY]), do("target-screenings", person_id=SOMEBODY)
AGAIN = do("target-screenings", person_id=SOMEBODY, outcome="suspected_use")
CLOSE, CLOSE_ALL = do("closings", left_open=LEFT), do("closings", left_open=[])
BACKWARDS = Step(None, OpenScreeningCampaign.EXAMPLE | {"last_day": "2019-03-31"})

REFUSALS = [
    Refusal("screening-campaign-unknown", None, LIST, on=CAMPAIGNS, of_nobody=True),
    Refusal("screening-campaign-ends-before-it-begins", "last_day", BACKWARDS, on=CAMPAIGNS),
    Refusal("reference-unknown", "person_ids", do("targets", person_ids=[NOBODY]), on=CAMPAIGNS),
    Refusal("screening-campaign-is-closed", None, LIST, (CLOSE_ALL,), on=CAMPAIGNS),
    Refusal("screening-campaign-not-closed", None, do("reopenings"), on=CAMPAIGNS),
    Refusal("not-a-target", "person_id", do("target-droppings", person_id=NOBODY), (LIST,), on=CAMPAIGNS),
    Refusal("target-screened-already", "person_id", AGAIN, (LIST, SCREEN), on=CAMPAIGNS),
    Refusal("targets-open", "left_open", CLOSE_ALL, (LIST,), on=CAMPAIGNS),
    Refusal("target-not-open", "left_open", CLOSE, (LIST, SCREEN), on=CAMPAIGNS),
]
