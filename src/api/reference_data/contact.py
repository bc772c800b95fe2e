"""Small chapters on keeping in touch: visits, talks, negative tests, contact lost and restored."""

from datetime import date

from ...domain.contact.commands import RecordContactLost, RecordContactRestored, RecordTalk, RecordVisit
from ...domain.contact.events import TalkChannel, VisitPlace
from ...domain.testing.commands import RecordTest
from ...domain.testing.events import DrugTestKind, DrugTestMethod, DrugTestResult
from .chance import days, weighted
from .teller import Teller

_PLACES = [
    (VisitPlace.HOME, 0.66),
    (VisitPlace.CENTRE, 0.18),
    (VisitPlace.WORKPLACE, 0.12),
    (VisitPlace.OTHER, 0.04),
]
_CHANNELS = [(TalkChannel.IN_PERSON, 0.6), (TalkChannel.PHONE, 0.33), (TalkChannel.VIDEO, 0.07)]
_REMARKS = (
    "{name}情绪稳定,家人在场",
    "家中正在收割玉米,{name}参加劳动",
    "谈就业意愿,愿意参加技能培训",
    "{name}反映孩子学费困难,已转民政",
    "近期无异常",
    "叮嘱按期检测",
)


def tell_visit(t: Teller, day: date, before: date) -> None:
    """A visit, if it falls before a day."""
    if day < before:
        place = weighted(t.rng, _PLACES)
        t.line.add(
            day,
            RecordVisit,
            t.worker(day),
            label="visit" if place is VisitPlace.HOME and not t.line.has("visit") else None,
            place=place,
            met=t.rng.random() < 0.93,
            remarks=t.rng.choice(_REMARKS).format(name=t.name),
        )


def tell_talk(t: Teller, day: date, before: date) -> None:
    """A talk, if it falls before a day."""
    if day < before:
        t.line.add(
            day,
            RecordTalk,
            t.worker(day),
            channel=weighted(t.rng, _CHANNELS),
            remarks=t.rng.choice(_REMARKS).format(name=t.name),
        )


def tell_negative_test(t: Teller, day: date) -> None:
    """A test in the community with nothing found, taken by a worker and an officer."""
    worker = t.worker(day)
    t.line.add(
        day,
        RecordTest,
        worker,
        method=DrugTestMethod.URINE,
        kind=DrugTestKind.ON_SITE,
        result=DrugTestResult.NEGATIVE,
        testers=(worker.user, t.officer(day).user),
        place=t.centre(day),
        legal_basis=t.regulation(day, "19"),
    )


def tell_contact_lost(t: Teller, day: date) -> None:
    """Out of contact, and found again some weeks later."""
    t.line.add(
        day,
        RecordContactLost,
        t.worker(day),
        last_contact_on=day - days(t.rng.randint(15, 40)),
        circumstances=f"{t.name}电话停机,家中无人",
    )
    back_on = t.soon(day, 10, 50)
    t.line.add(back_on, RecordContactRestored, t.worker(back_on), remarks=f"{t.name}本人来电,在外务工")
