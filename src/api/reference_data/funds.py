"""The money: what was planned and spent each year, from the county's budget and from above."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from random import Random

from ...domain.areas import COUNTY
from ...domain.commands import Actor
from ...domain.fund.commands import AmendFund, CloseFund, PlanFund, RecordSpending
from ...domain.fund.events import FundSource
from .chance import between, day_between, portions
from .histories import Setting
from .steps import Story, Timeline

_ACCOUNTANT = Actor(user="office.accountant", role="office_head", unit=f"{COUNTY}-office")
_NAMES = {FundSource.COUNTY_BUDGET: "县级禁毒专项经费", FundSource.HIGHER_LEVEL: "上级禁毒专项资金"}


def fund_stories(setting: Setting) -> Iterator[Story]:
    """Two lines a year."""
    numbers, rng = setting.calibration.governance.funds, Random(f"{setting.group} funds")
    for n, year in enumerate(setting.calibration.data_set.years):
        line = _Line(setting, rng, year, FundSource.COUNTY_BUDGET)
        line.plan(numbers.county_planned[n], numbers.county_amended[n])
        yield line.spend(numbers.county_spent[n], numbers.county_purposes)
        line = _Line(setting, rng, year, FundSource.HIGHER_LEVEL)
        line.plan(numbers.higher_planned[n], 0)
        yield line.spend(numbers.higher_spent[n], numbers.higher_purposes)


class _Line:
    """One line of a budget while it is told."""

    def __init__(self, setting: Setting, rng: Random, year: int, source: FundSource) -> None:
        self._setting, self._rng, self._year, self._source = setting, rng, year, source
        self._line = Timeline(setting.calibration.data_set.last_day)

    def plan(self, amount: int, amended: int) -> None:
        """In January; amended in summer, if at all."""
        self._line.add(
            date(self._year, 1, 9), PlanFund, _ACCOUNTANT, year=self._year, source=self._source,
            name=f"{self._year}年{_NAMES[self._source]}", area=COUNTY, amount_cny=Decimal(amount),
        )  # fmt: skip
        if amended:
            self._line.add(
                date(self._year, 7, 8), AmendFund, _ACCOUNTANT,
                amount_cny=Decimal(amended), reason="年中追加预算",
            )  # fmt: skip

    def spend(self, total: int, purposes: Sequence[tuple[str, float]]) -> Story:
        """So much in all, in many parts; settled in the January that follows, where that is told."""
        rng, name = self._rng, f"fund-{self._year}-{self._source}"
        shares = portions(total * 100, [share for _, share in purposes])
        parts = between(rng, self._setting.calibration.governance.funds.spendings)
        number = 0
        for (purpose, _), fen in zip(purposes, shares, strict=True):
            pieces = max(1, parts // len(purposes))
            for piece in portions(fen, [rng.uniform(0.5, 1.5) for _ in range(pieces)]):
                number += 1
                self._line.add(
                    day_between(rng, date(self._year, 1, 15), date(self._year, 12, 25)), RecordSpending,
                    _ACCOUNTANT, amount_cny=Decimal(piece) / 100, purpose=purpose,
                    voucher=f"示例凭证{self._year}-{number:04d}",
                )  # fmt: skip
        self._line.add(date(self._year + 1, 1, 15), CloseFund, _ACCOUNTANT)
        return Story("fund", name, self._setting.group, self._line.steps(name))
