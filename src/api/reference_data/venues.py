"""Display screens, notice boards and education bases, and what was invested in each."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from ...domain.areas import TOWNSHIPS
from ...domain.venue.commands import CloseVenue, InvestInVenue, OpenVenue
from ...domain.venue.events import VenueClosingReason, VenueKind
from .chance import between, day_between, days, portions
from .histories import Setting
from .prevention_plans import PUBLICIST
from .steps import Story, Timeline

_NAMES = {
    VenueKind.DISPLAY_SCREEN: "重点场所禁毒电子屏",
    VenueKind.NOTICE_BOARD: "居民小区禁毒宣传栏",
    VenueKind.EDUCATION_BASE: "毒品警示教育基地",
}


def venue_stories(setting: Setting) -> Iterator[Story]:
    """Of each kind as many as there are, opened over the years."""
    numbers, rng = setting.calibration.prevention.venues, Random(f"{setting.group} venues")
    for kind, count, total in numbers.kinds:
        openings = _openings(setting, rng, count)
        shares = portions(total * 100, [rng.uniform(0.7, 1.3) for _ in range(count)])
        gone = numbers.replaced if kind == VenueKind.DISPLAY_SCREEN else 0
        for number, (day, fen) in enumerate(zip(openings, shares, strict=True), 1):
            venue = _told(setting, rng, VenueKind(kind), number, day)
            _invest(setting, rng, venue, day, fen)
            if number <= gone:
                closing = day_between(rng, day + days(400), setting.calibration.data_set.last_day)
                venue.add(closing, CloseVenue, PUBLICIST, reason=VenueClosingReason.REPLACED)
            name = f"venue-{kind}-{number:03d}"
            yield Story("venue", name, setting.group, venue.steps(name))


def _openings(setting: Setting, rng: Random, count: int) -> list[date]:
    by_year = portions(count, setting.calibration.prevention.venues.opened)
    years = setting.calibration.data_set.years
    return [
        day_between(rng, date(year, 3, 1), date(year, 11, 20))
        for year, number in zip(years, by_year, strict=True)
        for _ in range(number)
    ]


def _told(setting: Setting, rng: Random, kind: VenueKind, number: int, day: date) -> Timeline:
    line, area = Timeline(setting.calibration.data_set.last_day), rng.choice(list(TOWNSHIPS))
    name = f"{TOWNSHIPS[area]}{_NAMES[kind]}{number:03d}号"
    line.add(day, OpenVenue, PUBLICIST, kind=kind, name=name, area=area)
    return line


def _invest(setting: Setting, rng: Random, line: Timeline, opened_on: date, fen: int) -> None:
    """Paid from the opening on, within some weeks: the steps of a stream begin with its opening."""
    parts = between(rng, setting.calibration.prevention.venues.parts)
    for number, part in enumerate(portions(fen, [1.0] * parts)):
        day = opened_on + days(12 * number)
        voucher = f"示例凭证{day.year}-{between(rng, (1, 9999)):04d}"
        line.add(day, InvestInVenue, PUBLICIST, amount_cny=Decimal(part) / 100, voucher=voucher)
