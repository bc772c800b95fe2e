"""How many come and go a year, for a county of any size."""

from typing import NamedTuple

from .calibration import Calibration


class Flow(NamedTuple):
    """One year. `growth`: of the three-year abstinent, net. `again`: found again, some after abstinence."""

    year: int
    new: int
    again: int
    after_abstinence: int
    isolation: int
    growth: int
    deaths: int
    prison: int


class Flows(NamedTuple):
    """Who is there before the first year, and what happens in each."""

    existing: int
    abstinent: int
    years: tuple[Flow, ...]


def flows(calibration: Calibration, persons: int) -> Flows:
    """The flows of a county with so many persons ever registered. At the default size they are exact."""
    scale = persons / calibration.data_set.persons
    before = existing = round(scale * calibration.stock.existing_before)
    years = []
    for number in range(len(calibration.data_set.years)):
        flow = _flow(calibration, number, scale, existing)
        existing += flow.new - flow.deaths - flow.growth
        years.append(flow)
    abstinent = persons - before - sum(flow.new for flow in years)
    return Flows(before, abstinent, tuple(years))


def _flow(calibration: Calibration, number: int, scale: float, existing: int) -> Flow:
    found = calibration.found
    new = round(calibration.new.share[number] * existing)
    is_last = number == len(calibration.data_set.years) - 1
    if is_last:
        again = max(0, round(scale * found.last_year) - new)
        isolation = round(scale * found.isolation_last_year)
    else:
        again = round(found.again_share[number] * existing)
        isolation = round(found.isolation_share[number] * (new + again))
    return Flow(
        year=calibration.data_set.first_year + number,
        new=new,
        again=again,
        after_abstinence=round(found.after_abstinence * again),
        isolation=isolation,
        growth=round(scale * calibration.stock.abstinent_growth[number]),
        deaths=round(scale * calibration.stock.deaths[number]),
        prison=round(scale * calibration.prison.a_year[number]),
    )
