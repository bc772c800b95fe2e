"""What cannot be of a drug case."""

from functools import partial

from tongxin.domain.case.commands import OpenCase

from . import telling
from .telling import LEFT_OUT, Refusal, Step

CASES = "cases"
do = partial(telling.do, of=CASES)
AGAIN = do("arrests", occurred_at="2020-05-21")
LATER = Step(None, OpenCase.EXAMPLE | {"occurred_at": "2020-05-13"})
SUSPECT, ARREST, CLOSE = do("suspects"), do("arrests"), do("closings")
HERE = Step(None, OpenCase.EXAMPLE | {"external": True})

REFUSALS = [
    Refusal("case-unknown", None, SUSPECT, on=CASES, of_nobody=True),
    Refusal(
        "case-opened-later",
        "opened_on",
        LATER,
        on=CASES,
    ),
    Refusal("case-is-closed", None, SUSPECT, (CLOSE,), on=CASES),
    Refusal("case-not-closed", None, do("reopenings"), on=CASES),
    Refusal("partner-leads", "partner_region", do("cooperations", partner_region="640324"), on=CASES),
    Refusal("not-a-pseudonym", "suspect_id", do("suspects", suspect_id="999999198803150016"), on=CASES),
    Refusal("suspect-added-already", "suspect_id", do("suspects", county_native=False), (SUSPECT,), on=CASES),
    Refusal("suspect-unknown", "suspect_id", ARREST, on=CASES),
    Refusal(
        "suspect-arrested-already",
        "suspect_id",
        do("arrests", occurred_at="2020-05-21"),
        (SUSPECT, ARREST),
        on=CASES,
    ),
    Refusal("external-led-here", "lead_region", HERE, on=CASES),
    Refusal("mass-not-positive", "amount", do("seizures", amount="0"), on=CASES),
    Refusal("mass-not-whole", "amount", do("seizures", amount="0.0000001"), on=CASES),
    Refusal("mass-missing", "unit", do("seizures", unit=LEFT_OUT), on=CASES),
    Refusal("unit-has-no-mass", "unit", do("seizures", unit="tablet"), on=CASES),
    Refusal("masses-disagree", "amount", do("seizures", mass_g="1250"), on=CASES),
]
