"""The numbers of management and prevention; a part of `calibration.py`."""

from datetime import date

from msgspec import Struct


class Support(Struct, frozen=True):
    """Help; whole numbers are for the whole county."""

    low_income: int
    low_income_family_share: float
    public_posts: int
    public_post_family_share: float
    poverty_register: int
    job: float
    training: float
    loan: float
    medical: float


class Campaign(Struct, frozen=True):
    """A screening campaign. `screened`: share of the persons in society; `listed`: of the others."""

    title: str
    first_day: date
    last_day: date
    screened: float
    listed: float

    @property
    def year(self) -> int:
        """Its year."""
        return self.first_day.year


class Campaigns(Struct, frozen=True):
    """Screening campaigns, one a year at most. Days are counted from its first day, or its last."""

    opened_before_days: int
    listed_before_days: int
    closed_after_days: int
    most_left_open: int
    all: list[Campaign]

    def of(self, year: int) -> Campaign:
        """That of a year."""
        return next(one for one in self.all if one.year == year)
