"""The schools of the county and what each did of the national list, school year by school year."""

from collections.abc import Iterator
from datetime import date
from random import Random

from ...domain.areas import TOWNSHIPS
from ...domain.school_programme.commands import RecordSchoolItem, RegisterSchool
from .chance import between, day_between
from .histories import Setting
from .prevention_plans import PUBLICIST
from .steps import Story, Timeline


def school_stories(setting: Setting) -> Iterator[Story]:
    """Every school, by turns of the townships. Whoever is active in a year is so in those that follow."""
    numbers, rng = setting.calibration.prevention.schools, Random(f"{setting.group} schools")
    areas = list(TOWNSHIPS)
    kinds = [(kind, first, last) for kind, first, last, share in numbers.grades
             for _ in range(round(share * numbers.count))]  # fmt: skip
    rng.shuffle(kinds)
    for number in range(numbers.count):
        area = areas[number % len(areas)]
        kind, first, last = kinds[number % len(kinds)]
        school = f"{TOWNSHIPS[area]}示例{kind}{number + 1:03d}"
        yield _story(setting, rng, number, (school, area, first, last))


def _story(setting: Setting, rng: Random, number: int, school: tuple[str, str, int, int]) -> Story:
    numbers, data_set = setting.calibration.prevention.schools, setting.calibration.data_set
    name, area, first, last = school
    line = Timeline(data_set.last_day)
    line.add(date(data_set.first_year, 1, 12), RegisterSchool, PUBLICIST, name=name, area=area)
    rank = (number + 0.5) / numbers.count
    for year, active in zip(data_set.years, numbers.active, strict=True):
        if rank >= active:
            continue
        for item, share in numbers.items:
            if item == numbers.items[0][0] or rng.random() < share:
                autumn = rng.random() < 0.6
                span = (
                    (date(year, 9, 1), date(year, 12, 20))
                    if autumn
                    else (date(year, 3, 1), date(year, 6, 26))
                )
                grade = rng.randint(first, last)
                line.add(
                    day_between(rng, *span), RecordSchoolItem, PUBLICIST,
                    school_year=year if autumn else year - 1, item=item,
                    grades=tuple(range(grade, last + 1)), pupils=between(rng, numbers.pupils),
                )  # fmt: skip
    key = f"school-{number:03d}"
    return Story("school_programme", key, setting.group, line.steps(key))
