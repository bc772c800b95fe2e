"""Whether two records may be of one person: how they agree, and what that comes to by the rules."""

from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA

from .identifiers import Identifiers
from .names import Name
from .scoring import AGAINST, DuplicateRules, Feature

_LEAST_SYLLABLES = 3
"""So long a name is, at the least, for one other syllable to be a slip; 李军 and 李伟 are just two names."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`features`: how two records agree and differ. `score`: what that comes to by the rules."""

    features: tuple[Feature, ...]
    score: int
    is_suspected: bool

    @property
    def agreed(self) -> tuple[Feature, ...]:
        """What speaks for one person."""
        return tuple(one for one in self.features if one not in AGAINST)


def likeness(one: Identifiers, other: Identifiers, rules: DuplicateRules) -> Likeness:
    """How two records agree. What one of them does not say speaks neither for nor against."""
    found = [compare(one, other) for compare in (_numbers, _names, _births, _phones, _sex)]
    features = tuple(feature for feature in found if feature is not None)
    score = sum(rules.points.get(feature, 0) for feature in features)
    return Likeness(features, score, score >= rules.threshold)


def _numbers(one: Identifiers, other: Identifiers) -> Feature | None:
    a, b = one.number, other.number
    if a is None or b is None:
        return None
    if a == b:
        return Feature.NUMBER_SAME
    # The check character follows from the rest: where one digit is wrong, it is another too.
    is_near = OSA.distance(a[:17], b[:17], score_cutoff=1) <= 1
    return Feature.NUMBER_NEAR if is_near else Feature.NUMBER_DIFFERS


def _names(one: Identifiers, other: Identifiers) -> Feature | None:
    a, b = one.compared_name, other.compared_name
    if a is None or b is None:
        return None
    if a.characters == b.characters:
        return Feature.NAME_SAME
    if set(a.readings) & set(b.readings):
        return Feature.NAME_SOUND
    return Feature.NAME_NEAR if _are_near(a, b) else Feature.NAME_DIFFERS


def _are_near(a: Name, b: Name) -> bool:
    if len(a.parts) != len(b.parts):
        return False
    for first in a.readings:
        for second in b.readings:
            left, right = first.split(), second.split()
            if max(len(left), len(right)) >= _LEAST_SYLLABLES and OSA.distance(left, right) <= 1:
                return True
    return False


def _births(one: Identifiers, other: Identifiers) -> Feature | None:
    a, b = one.birth_date, other.birth_date
    if a is None or b is None:
        return None
    if a == b:
        return Feature.BIRTH_SAME
    exchanged = a.year == b.year and (a.month, a.day) == (b.day, b.month)
    return Feature.BIRTH_NEAR if exchanged or _slip(a, b) else Feature.BIRTH_DIFFERS


def _slip(a: date, b: date) -> bool:
    return OSA.distance(f"{a:%Y%m%d}", f"{b:%Y%m%d}", score_cutoff=1) <= 1


def _phones(one: Identifiers, other: Identifiers) -> Feature | None:
    is_same = one.dialled is not None and one.dialled == other.dialled
    return Feature.PHONE_SAME if is_same else None


def _sex(one: Identifiers, other: Identifiers) -> Feature | None:
    is_known = one.sex in ("male", "female") and other.sex in ("male", "female")
    return Feature.SEX_DIFFERS if is_known and one.sex != other.sex else None
