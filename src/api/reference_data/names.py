"""Names, numbers and addresses of nobody. Each is recognisably made up, and none can belong to anyone.

Names combine surnames common in the south of Ningxia with common characters; an identity number begins with
the area 999999, which was never assigned; a phone number begins with 1000, which no mobile number does; an
address names an example village.
"""

from datetime import date
from random import Random

from stdnum.iso7064 import mod_11_2

from ...domain.areas import TOWNSHIPS
from ...domain.identity.events import Sex
from .chance import weighted

NOWHERE = "999999"
"""The area part of every identity number here; GB/T 2260 has no such area."""

NO_PHONE = "1000"
"""The beginning of every phone number here; mobile numbers begin with 13 to 19."""

_SURNAMES: list[tuple[str, float]] = [
    *(("马", 0.30), ("杨", 0.09), ("李", 0.08), ("王", 0.07), ("周", 0.06), ("白", 0.05), ("丁", 0.05)),
    *(("金", 0.04), ("罗", 0.04), ("张", 0.04), ("田", 0.03), ("海", 0.03), ("锁", 0.03), ("买", 0.02)),
    *(("穆", 0.02), ("哈", 0.02), ("撒", 0.01), ("虎", 0.01), ("冶", 0.01)),
]
_GIVEN = {
    Sex.MALE: "建国军伟强明志平海龙云峰俊杰文武德福贵成忠义学林彦虎东升宝山占清",
    Sex.FEMALE: "秀兰花梅英玉芳红霞燕娟丽萍凤莲月香琴彩菊巧珍桂芬",
}
_COMPOUND = {
    Sex.MALE: ("尔里", "哈麦", "努海", "尤素", "伊布", "赛里"),
    Sex.FEMALE: ("阿依", "麦燕", "法图", "海迪", "索菲"),
}
_KNOWN = {
    "马云",
    "马龙",
    "李强",
    "周强",
    "王强",
    "王宝强",
    "张学良",
    "张学兵",
    "杨虎城",
    "李玉明",
    "王丽萍",
    "杨丽萍",
}
"""Names that make one think of somebody in public life."""


def full_name(rng: Random, sex: Sex) -> str:
    """A name that makes one think of nobody."""
    while (name := _name(rng, sex)) in _KNOWN:
        pass
    return name


def _name(rng: Random, sex: Sex) -> str:
    surname = weighted(rng, _SURNAMES)
    if rng.random() < 0.08:
        return surname + rng.choice(_COMPOUND[sex])
    given = _GIVEN[sex]
    return surname + rng.choice(given) + (rng.choice(given) if rng.random() < 0.75 else "")


def identity_number(birth_date: date, sequence: int) -> str:
    """A number with the right check character (GB 11643), in an area that does not exist.

    `sequence`: three digits, odd for men and even for women.
    """
    digits = f"{NOWHERE}{birth_date:%Y%m%d}{sequence:03d}"
    return digits + mod_11_2.calc_check_digit(digits)


def phone(rng: Random) -> str:
    """A number that cannot be dialled."""
    return f"{NO_PHONE}{rng.randrange(10**7):07d}"


def address(rng: Random, area: str) -> str:
    """An address in an example village of a township."""
    village = rng.choice("一二三四五六七八九")
    return f"{TOWNSHIPS[area]}示例{village}村{rng.randint(1, 9)}组{rng.randint(1, 60)}号"
