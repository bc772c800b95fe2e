"""Chapters on help (帮扶): who of the county gets it, and how it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from ...domain.support.commands import EndJob, EndSupport, GrantSupport, PlaceInJob
from ...domain.support.events import Beneficiary, Employment, JobEnd, SupportKind, SupportOutcome
from .calibration import Calibration
from .lives import Life
from .teller import Teller

_WORK = (
    (Employment.MIGRANT_WORK, "示例建筑公司", "钢筋工"),
    (Employment.FARMING, "示例养殖合作社", "饲养员"),
    (Employment.SELF_EMPLOYED, "示例餐馆", "拉面师"),
    (Employment.EMPLOYED, "示例羊绒厂", "分梳工"),
    (Employment.EMPLOYED, "示例物流公司", "装卸工"),
)
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Helped:
    """By number of the life: who has low-income aid, has a public post, was on the poverty register."""

    low_income: dict[int, Beneficiary]
    public_post: dict[int, Beneficiary]
    poverty_register: frozenset[int]


def helped(calibration: Calibration, rng: Random, lives: Sequence[Life]) -> Helped:
    """Choose among the living: as many as the source document says, in proportion to the county's size."""
    numbers = calibration.support
    scale = len(lives) / calibration.data_set.persons
    living = [life.number for life in lives if life.died_on is None and _can_be_helped(calibration, life)]

    def some(number: int) -> list[int]:
        return rng.sample(living, min(len(living), round(scale * number)))

    def of(chosen: list[int], family_share: float) -> dict[int, Beneficiary]:
        return {
            one: Beneficiary.FAMILY if rng.random() < family_share else Beneficiary.PERSON for one in chosen
        }

    return Helped(
        of(some(numbers.low_income), numbers.low_income_family_share),
        of(some(numbers.public_posts), numbers.public_post_family_share),
        frozenset(some(numbers.poverty_register)),
    )


def _can_be_helped(calibration: Calibration, life: Life) -> bool:
    """Whether it is known long enough before the end that help falls into the time covered."""
    return life.findings[0].day < date(calibration.data_set.last_year - 1, 1, 1)


def tell_support(t: Teller, chosen: Helped) -> None:
    """All the help for one person."""
    number, numbers = t.life.number, t.calibration.support
    first = max(date(t.calibration.data_set.first_year, 3, 1), t.soon(t.life.findings[0].day, 40, 120))
    if number in chosen.low_income:
        _tell_low_income(t, first, chosen.low_income[number])
    if number in chosen.public_post:
        _tell_public_post(t, first, chosen.public_post[number])
    elif t.chance(numbers.job) and (day := settled_day(t, first)) is not None:
        _tell_job(t, day)
    if number in chosen.poverty_register:
        _tell_poverty_register(t, first)
    for kind, share, provider in (
        (SupportKind.TRAINING, numbers.training, "同心县就业创业服务局"),
        (SupportKind.LOAN, numbers.loan, "示例农村商业银行"),
        (SupportKind.MEDICAL, numbers.medical, "同心县医保局"),
    ):
        if t.chance(share) and (day := settled_day(t, first)) is not None:
            _grant(t, day, kind, Beneficiary.PERSON, provider, None)


def settled_day(t: Teller, first: date, last: date | None = None) -> date | None:
    """A day on which nothing else is going on with the person."""
    last = t.line.last_day if last is None else min(last, t.line.last_day)
    for _ in range(_TRIES):
        if first <= last and t.life.is_settled(day := t.between(first, last)):
            return day
    return None


def _grant(
    t: Teller, day: date, kind: SupportKind, to: Beneficiary, provider: str, amount: int | None
) -> None:
    t.line.add(
        day, GrantSupport, t.worker(day), support_id=t.id(), kind=kind, beneficiary=to,
        provider=provider, amount=None if amount is None else Decimal(amount),
        remarks=f"{t.name}家庭经核查符合条件",
    )  # fmt: skip


def _tell_low_income(t: Teller, first: date, to: Beneficiary) -> None:
    day = t.between(first, date(t.calibration.data_set.last_year, 10, 31))
    _grant(t, day, SupportKind.LOW_INCOME_AID, to, "同心县民政局", 100 * t.rng.randint(24, 72))


def _tell_public_post(t: Teller, first: date, to: Beneficiary) -> None:
    last = date(t.calibration.data_set.last_year, 10, 31)
    first = max(first, date(t.calibration.data_set.first_year + 3, 1, 5))
    day = settled_day(t, first, last) or t.between(first, last)
    _grant(t, day, SupportKind.PUBLIC_POST, to, "同心县人力资源和社会保障局", None)
    if to is Beneficiary.PERSON:
        t.line.add(
            day, PlaceInJob, t.worker(day), job_id=t.id(), employment=Employment.PUBLIC_POST,
            employer=f"{t.place(day)}示例保洁站", occupation="保洁员",
        )  # fmt: skip


def _tell_job(t: Teller, day: date) -> None:
    job_id, (employment, employer, occupation) = t.id(), t.rng.choice(_WORK)
    t.line.add(
        day, PlaceInJob, t.worker(day), job_id=job_id, employment=employment, employer=employer,
        occupation=occupation,
    )  # fmt: skip
    custody = [finding.day for finding in t.life.findings if finding.day > day]
    custody += [first for first, _ in t.life.prison if first > day]
    if custody:
        ended_on = min(custody)
        t.line.add(ended_on, EndJob, t.worker(ended_on), job_id=job_id, ground=JobEnd.CUSTODY)
    elif t.rng.random() < 0.3:
        ended_on = t.soon(day, 90, 700)
        ground = t.rng.choice((JobEnd.CONTRACT_EXPIRED, JobEnd.RESIGNED))
        t.line.add(ended_on, EndJob, t.worker(ended_on), job_id=job_id, ground=ground)


def _tell_poverty_register(t: Teller, first: date) -> None:
    """Put on the poverty register (建档立卡), and lifted out of poverty by the end of the time covered."""
    last_year = t.calibration.data_set.last_year
    day = t.between(first, max(first, date(last_year - 2, 6, 30)))
    support_id = t.id()
    t.line.add(
        day, GrantSupport, t.worker(day), support_id=support_id, kind=SupportKind.POVERTY_REGISTER,
        beneficiary=Beneficiary.FAMILY, provider="同心县扶贫开发办公室", remarks="纳入建档立卡",
    )  # fmt: skip
    lifted_on = t.between(max(day, date(last_year - 2, 9, 1)), date(last_year, 11, 15))
    t.line.add(
        lifted_on, EndSupport, t.worker(lifted_on), support_id=support_id,
        outcome=SupportOutcome.LIFTED_OUT_OF_POVERTY, remarks="稳定脱贫,退出建档立卡",
    )  # fmt: skip
