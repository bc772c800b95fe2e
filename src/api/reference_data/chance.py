"""Chance, all of it drawn from a `random.Random` that is given: the same seed gives the same county."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


def weighted(rng: Random, shares: Sequence[tuple[T, float]]) -> T:
    """One of several, by their shares."""
    at = rng.random() * sum(share for _, share in shares)
    for value, share in shares:
        at -= share
        if at < 0:
            return value
    return shares[-1][0]


def between(rng: Random, span: tuple[int, int]) -> int:
    """A whole number of a span, both ends included."""
    return rng.randint(*span)


def day_between(rng: Random, first: date, last: date) -> date:
    """A day of a span, both ends included."""
    return first + timedelta(rng.randint(0, max(0, (last - first).days)))


def days(number: int) -> timedelta:
    """So many days."""
    return timedelta(number)


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def portions(total: int, weights: Sequence[float]) -> list[int]:
    """A whole number split by weights, by largest remainder: the portions add up to it."""
    exact = [total * weight / sum(weights) for weight in weights]
    whole = [int(one) for one in exact]
    by_remainder = sorted(range(len(weights)), key=lambda n: (whole[n] - exact[n], n))
    for n in by_remainder[: total - sum(whole)]:
        whole[n] += 1
    return whole


def new_id(rng: Random) -> UUID:
    """An identifier."""
    return UUID(int=rng.getrandbits(128), version=4)
