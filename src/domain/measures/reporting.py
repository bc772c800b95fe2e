"""By when a person has to report to the township (戒毒条例 14, 22, 38)."""

from datetime import date, timedelta

from .legal_terms import LegalTerms
from .measure import Measure


def last_day_to_report(measure: Measure, law: LegalTerms | None) -> date | None:
    """The last day, counted from receipt of the order or from a later move; None where there is none.

    Calendar days, and a holiday at the end moves nothing: the regulation names fifteen days and no more, and
    who does not keep them has refused the measure, so that only the law may say when they are over.
    """
    days = None if law is None else law.number(str(measure.kind), "report_within_days")
    begun = [day for day in (measure.served_on, measure.moved_on) if day is not None]
    return None if days is None or not begun else max(begun) + timedelta(days)
