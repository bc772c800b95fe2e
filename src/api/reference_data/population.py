"""The county in outline: who is registered, found, held, imprisoned, abstinent, dead in which year.

Year by year so many happen as `flows` says; chance only picks to whom. That makes the year-end figures of the
source document come out where the pools suffice, whatever the seed.
"""

from collections.abc import Iterable
from datetime import date
from random import Random

from .before import people_before
from .calibration import Calibration
from .chance import add_months, between, day_between, days, weighted
from .flows import Flow, flows
from .lives import Disposition, Life
from .register import Register

_SETTLED = days(30)
"""Least time between the end of what binds a person and what happens next."""

_SLOW = days(60)
"""The same after three years are confirmed."""

_SOON = days(540)
"""How long relapse is likelier after the return to society."""


def outline(calibration: Calibration, seed: int, persons: int) -> list[Life]:
    """Everybody's life, in order of number."""
    register = Register(calibration, Random(f"{calibration.data_set.name} {seed} outlines"))
    all_flows = flows(calibration, persons)
    people_before(register, all_flows)
    for flow in all_flows.years:
        _Year(register, flow).live()
    return register.lives


class _Year:
    """One year of the county. What binds more comes first; who is left may be found again."""

    def __init__(self, register: Register, flow: Flow) -> None:
        self._register = register
        self._flow = flow
        self._rng = register.rng
        self._first = date(flow.year, 1, 4)
        self._last = date(flow.year, 12, 8)  # so that what follows at once falls into the same year
        self._isolations = flow.isolation
        self._others = flow.new + flow.again - flow.isolation

    def live(self) -> None:
        """Let the year pass."""
        register = self._register
        growth = self._flow.growth + self._die()
        self._imprison()
        newcomers = self._newcomers()
        self._count_scripted()
        back = self._relapse(register.abstinent, self._flow.after_abstinence)
        growth += len(back)
        due = [life for life in register.existing if life.confirm_due.year == self._flow.year]
        held = self._relapse(due, max(0, len(due) - growth))
        self._postpone([life for life in due if life.number not in held], growth)
        confirmed = {life.number for life in due if life.confirm_due.year == self._flow.year} - held
        waiting = {life.number for life in due}
        rest = [life for life in register.existing if life.number not in waiting]
        self._relapse(rest, self._isolations + self._others)
        self._move(confirmed, back, newcomers)

    def _postpone(self, due: list[Life], growth: int) -> None:
        """Where more are due than are confirmed, the last of the year wait for their papers until January."""
        for life in sorted(due, key=lambda life: (life.confirm_due, life.number))[growth:]:
            life.confirm_due = date(self._flow.year + 1, 1, 4) + days(self._rng.randint(1, 20))

    def _move(self, confirmed: set[int], back: set[int], newcomers: list[Life]) -> None:
        register = self._register
        for life in register.existing:
            if life.number in confirmed:
                life.confirmed.append(life.confirm_due)
        stay = [life for life in register.existing if life.number not in confirmed]
        gone = [life for life in register.existing if life.number in confirmed]
        relapsed = [life for life in register.abstinent if life.number in back]
        register.abstinent = [life for life in register.abstinent if life.number not in back] + gone
        register.existing = stay + relapsed + newcomers

    def _newcomers(self) -> list[Life]:
        new = self._register.calibration.new
        shares = [
            (Disposition.PENALTY, new.not_addicted),
            (Disposition.DETOX, new.detox),
            (Disposition.ISOLATION, new.isolation),
        ]
        return [self._newcomer(weighted(self._rng, shares)) for _ in range(self._flow.new)]

    def _newcomer(self, disposition: Disposition) -> Life:
        day = day_between(self._rng, self._first, self._last)
        life = self._register.add_found_on(day)
        self._find(life, day, disposition)
        return life

    def _find(self, life: Life, day: date, disposition: Disposition) -> None:
        self._register.find(life, day, disposition)
        if life.findings[-1].disposition is Disposition.ISOLATION:
            self._isolations -= 1
        else:
            self._others -= 1

    def _count_scripted(self) -> None:
        """Findings of this year that were made before it count too."""
        for life in self._register.existing:
            if life.is_rich and any(finding.day.year == self._flow.year for finding in life.findings):
                self._isolations -= 1

    def _relapse(self, pool: Iterable[Life], number: int) -> set[int]:
        """So many of a pool are found again; their numbers.

        Use after community detox or isolation leads to isolation (禁毒法 38(1)); a first addiction to
        community detox, or to isolation where there is nobody else for it (38(2)).
        """
        found = set[int]()
        candidates = sorted((life for life in pool if not life.is_rich), key=self._urgency)
        for is_last_resort in (False, True):
            for life in candidates:
                if len(found) >= number:
                    return found
                if life.number in found or not self._has_room(life, is_last_resort):
                    continue
                if (day := self._day_for(life)) is not None:
                    isolate = life.had_measure or is_last_resort
                    self._find(life, day, Disposition.ISOLATION if isolate else self._for_no_measure())
                    found.add(life.number)
        return found

    def _urgency(self, life: Life) -> float:
        """A chance order in which those who are back in society for a short time tend to come first."""
        is_soon = life.findings[-1].clear_from > self._first - _SOON
        weight = self._register.calibration.found.soon_after if is_soon else 1.0
        return float(self._rng.random() ** weight)

    def _for_no_measure(self) -> Disposition:
        not_addicted = self._register.calibration.found.not_addicted_again
        return Disposition.PENALTY if self._rng.random() < not_addicted else Disposition.DETOX

    def _has_room(self, life: Life, is_last_resort: bool) -> bool:
        if life.had_measure or is_last_resort:
            return self._isolations > 0
        return self._others > 0

    def _day_for(self, life: Life, last: date | None = None) -> date | None:
        """A day of this year on which something new can happen to this person in society."""
        first, last = max(self._first, life.free_from + _SETTLED), last or self._last
        if life.confirmed and life.confirmed[-1] >= life.confirm_due:
            first = max(first, life.confirmed[-1] + _SLOW)
        else:
            last = min(last, life.confirm_due - days(10))
        return day_between(self._rng, first, last) if first <= last else None

    def _die(self) -> int:
        """Deaths, of the abstinent and of the others by their numbers; how many of the abstinent."""
        register, total = self._register, self._flow.deaths
        both = len(register.abstinent) + len(register.existing)
        of_abstinent = round(total * len(register.abstinent) / both) if both else 0
        not_due = [life for life in register.existing if life.confirm_due.year != self._flow.year]
        dead = self._let_die(register.abstinent, of_abstinent)
        gone = dead | self._let_die(not_due, total - of_abstinent)
        register.abstinent = [life for life in register.abstinent if life.number not in gone]
        register.existing = [life for life in register.existing if life.number not in gone]
        return len(dead)

    def _let_die(self, pool: list[Life], number: int) -> set[int]:
        dead = set[int]()
        for life in self._rng.sample(pool, len(pool)):
            if len(dead) >= number:
                break
            day = None if life.is_rich else self._day_for(life)
            if day is not None:
                life.died_on = day
                dead.add(life.number)
        return dead

    def _imprison(self) -> None:
        left = self._flow.prison
        for life in self._rng.sample(self._register.existing, len(self._register.existing)):
            if not left:
                return
            day = None if life.is_rich else self._day_for(life)
            if day is not None:
                months = between(self._rng, self._register.calibration.prison.months)
                life.imprison(day, add_months(day, months))
                left -= 1
