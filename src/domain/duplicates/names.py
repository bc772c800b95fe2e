"""Chinese names, as they can be compared: one form of each character, and how they are read.

Traditional and other forms become the simplified one (OpenCC); readings are without tones (pypinyin), those
of surnames from the table of surnames. A name with dots (买买提·阿卜杜拉) is its parts in any order.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import normalize

from .surnames import OF_TWO, READ_AS

_DOTS = re.compile(r"[·•・‧∙⋅.]+")
_SPACES = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
"""Beside a Chinese character; what is written in Latin letters is told apart by them."""


@dataclass(frozen=True, slots=True)
class Name:
    """`parts`: simplified, those between dots in an order of their own. `readings`: of the whole name.

    `beginnings`: how the surname, or of a name with dots each part, may begin: the first syllable.
    """

    written: str
    parts: tuple[str, ...]
    readings: tuple[str, ...]
    beginnings: tuple[str, ...]

    @property
    def characters(self) -> str:
        """The name in one form of writing, without dots."""
        return "".join(self.parts)


@lru_cache(4096)
def name_of(written: str) -> Name:
    """A name as it was written, ready to be compared."""
    plain = _SPACES.sub("", _simplify(normalize("NFKC", written)).strip().lower())
    parts = tuple(part for part in _DOTS.sub(" ", plain).split() if part) or (plain,)
    if len(parts) > 1:
        parts = tuple(sorted(parts, key=_syllables))  # by how they are read: other characters, same order
        syllables = [_syllables(part) for part in parts]
        reading = " ".join(" ".join(one) for one in syllables)
        return Name(written, parts, (reading,), tuple(dict.fromkeys(one[0] for one in syllables)))
    surname, given = _split(parts[0])
    readings = tuple(" ".join((*first, *_syllables(given))) for first in _read_surname(surname))
    return Name(written, parts, readings, tuple(dict.fromkeys(one.partition(" ")[0] for one in readings)))


def _split(name: str) -> tuple[str, str]:
    length = 2 if len(name) > 2 and name[:2] in OF_TWO else 1
    return name[:length], name[length:]


def _read_surname(surname: str) -> list[tuple[str, ...]]:
    if (known := READ_AS.get(surname)) is not None:
        return [(reading,) for reading in known]
    return [_syllables(surname)]


def _syllables(text: str) -> tuple[str, ...]:
    """The readings of its characters one by one, so that one name is read alike beside any other."""
    return tuple(_read(character) for character in text)


@lru_cache(16_384)
def _read(character: str) -> str:
    from pypinyin import lazy_pinyin  # its tables take a third of a second and 30 MB: only who compares pays

    return "".join(lazy_pinyin(character)).lower()


@cache
def _converter() -> object:
    from opencc import OpenCC

    return OpenCC("t2s")


def _simplify(text: str) -> str:
    converted: str = _converter().convert(text)  # type: ignore[attr-defined]
    return converted
