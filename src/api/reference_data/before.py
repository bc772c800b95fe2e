"""Those on the register before the first year: the existing, and those abstinent for three years."""

from dataclasses import replace
from datetime import date

from ...domain.identity.events import Sex
from .chance import add_months, day_between, days, weighted
from .flows import Flows
from .lives import Disposition, Finding, Isolated, Leaving, Life, make_finding
from .register import Register

_TRIES = 500
"""Days drawn until one fits; in the worst case the last one is taken."""


def people_before(register: Register, flows: Flows) -> None:
    """Put them on the register."""
    for number in range(flows.existing):
        register.existing.append(_worth_looking_at(register) if number == 0 else _existing(register))
    for _ in range(flows.abstinent):
        register.abstinent.append(_abstinent(register))


def _existing(register: Register) -> Life:
    initial, rng = register.calibration.initial, register.rng
    at = rng.random() * (initial.not_addicted + initial.detox + initial.isolation)
    if at < initial.isolation:
        return _isolated(register, weighted(rng, initial.isolation_years))
    year = weighted(rng, initial.society_years)
    day = day_between(rng, date(year, 1, 4), date(year, 12, 8))
    life = register.add_found_on(day)
    is_detox = at < initial.isolation + initial.detox
    register.find(life, day, Disposition.DETOX if is_detox else Disposition.PENALTY)
    return life


def _isolated(register: Register, year: int) -> Life:
    """Somebody found before and then again, whose isolation ends in this year."""
    rng, data_set = register.rng, register.calibration.data_set
    last_found = date(min(year, data_set.first_year - 1), 12, 8)
    for _ in range(_TRIES):
        day = day_between(rng, date(year - 2, 1, 4), last_found)
        finding = _anybodys(register, day, Disposition.ISOLATION)
        if finding.clear_from.year == year:
            break
    first = day_between(rng, max(data_set.earliest_record, day - days(1400)), day - days(200))
    life = register.add_found_on(first)
    register.find(life, first, rng.choice((Disposition.PENALTY, Disposition.DETOX)))
    life.findings[0] = replace(life.findings[0], isolated=None, refused=False, breach=None)
    life.found(finding, rng.randint(4, 25))
    return life


def _abstinent(register: Register) -> Life:
    initial, rng, data_set = register.calibration.initial, register.rng, register.calibration.data_set
    last = date(data_set.first_year - 1, 12, 20)
    at = rng.random()
    disposition = Disposition.PENALTY
    if at < initial.abstinent_isolation:
        disposition = Disposition.ISOLATION
    elif at < initial.abstinent_isolation + initial.abstinent_detox:
        disposition = Disposition.DETOX
    for _ in range(_TRIES):
        day = day_between(rng, data_set.earliest_record + days(10), date(last.year - 3, 11, 1))
        probe = Life(-1, Sex.MALE, data_set.earliest_record, 1, "")
        probe.found(_anybodys(register, day, disposition), 20)
        if probe.confirm_due <= last:
            break
    life = register.add_found_on(day)
    life.found(probe.findings[0], rng.randint(4, 20))
    life.confirmed.append(life.confirm_due)
    return life


def _anybodys(register: Register, day: date, disposition: Disposition) -> Finding:
    """A finding made before it is known whose it is: those of these years are of grown men."""
    grown = Life(-1, Sex.MALE, add_months(day, -12 * 30), 1, "")
    return make_finding(register.calibration, register.rng, grown, day, disposition)


def _worth_looking_at(register: Register) -> Life:
    """The person with something of nearly everything; see the calibration."""
    numbers = register.calibration.worth_looking_at
    life = register.add(Sex.MALE, numbers.born, numbers.area)
    life.is_rich = True
    for day, disposition in (
        (numbers.first_found, Disposition.PENALTY),
        (numbers.found_again, Disposition.DETOX),
        (numbers.found_in_detox, Disposition.ISOLATION),
    ):
        isolated = None
        if disposition is Disposition.ISOLATION:
            decided_on = day + days(numbers.detained_days)
            left_on = add_months(decided_on, numbers.isolation_months)
            isolated = Isolated(decided_on, left_on, Leaving.EARLY, 0, numbers.rehab_months)
        finding = Finding(
            day=day,
            disposition=disposition,
            detained_days=numbers.detained_days,
            reported_after=numbers.reported_after_days,
            detox_months=register.calibration.community.detox_months,
            isolated=isolated,
        )
        life.found(finding, 10)
    return life
