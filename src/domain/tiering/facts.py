"""The named facts about a person on a day, each with the events on which it rests. Pure.

The history is the effective one: corrected events as corrected, retracted ones left out.
"""

from collections.abc import Iterable
from datetime import date

from ..aftercare.events import AbstinenceStarted, ClockStart
from ..contact.events import ContactLost, ContactRestored, TalkHeld, VisitMade
from ..envelope import Recorded
from ..events import Event
from ..identity.events import PersonDied, PersonEmigrated, PersonReturned
from ..policies.book import PolicyBook
from ..safety.events import CustodyUnfitnessFound, SafetyConcernLifted, SafetyConcernRecorded
from .abstinence import abstinence_facts
from .custody import Held, custody
from .engine import Fact
from .measure_facts import measure_facts
from .rule_set import FactName, FactType
from .testing_facts import testing_facts
from .timeline import NEVER, Chronicle, Timeline

_KNOWN = (
    ("dead", FactType.BOOL, "是否死亡", "whether the person has died"),
    ("emigrated", FactType.BOOL, "是否出国定居", "whether the person has left the country to live elsewhere"),
    ("in_custody", FactType.BOOL, "是否被羁押或者强制隔离", "whether the person is held"),
    ("months_since_release", FactType.INT, "出所、出狱后的月数", "months since release"),
    ("measure_kind", FactType.STRING, "社区戒毒或者社区康复", "the measure in the community"),
    ("measure_year", FactType.INT, "执行的第几年(报到日期)", "the year of the measure (day of reporting)"),
    ("failed_to_report", FactType.BOOL, "是否在15日内报到", "whether the person reported within 15 days"),
    ("measure_completed", FactType.BOOL, "是否执行完毕", "whether a measure in the community was completed"),
    (
        "in_maintenance",
        FactType.BOOL,
        "是否参加药物维持治疗",
        "whether maintenance treatment goes on",
    ),
    ("evade_or_refuse_count", FactType.INT, "逃避或者拒绝检测次数", "tests evaded or refused"),
    ("departures", FactType.INT, "擅自离开次数", "departures without leave"),
    ("unauthorised_days", FactType.INT, "擅自离开累计天数", "days away without leave"),
    ("serious_breach_found", FactType.BOOL, "是否认定严重违反协议", "whether a serious breach was found"),
    ("months_since_positive_test", FactType.INT, "最近一次阳性后的月数", "months since a positive test"),
    ("months_since_caught", FactType.INT, "最近一次查获后的月数", "months since being caught"),
    ("missed_tests_6_months", FactType.INT, "六个月内缺检次数", "tests missed in the last six months"),
    ("safety_concern_active", FactType.BOOL, "是否有安全风险", "whether a safety concern is in force"),
    (
        "not_executable_for_health",
        FactType.BOOL,
        "是否无法收押、收戒",
        "whether illness rules custody out",
    ),
    ("contact_lost_days", FactType.INT, "失联天数", "days out of contact"),
    ("abstinence_months", FactType.INT, "戒断月数", "months of abstinence"),
    ("three_years_confirmed", FactType.BOOL, "三年未复吸是否确认", "whether three years were confirmed"),
)
FACTS = tuple(FactName(name=name, type=kind, zh=zh, en=en) for name, kind, zh, en in _KNOWN)
"""Every fact that `facts_of` gives."""


def facts_of(
    history: Iterable[Recorded[Event]] | Chronicle, day: date, policies: PolicyBook
) -> dict[str, Fact]:
    """The facts on a day, by name. What happened later is left out.

    For several days of one history, give a `Chronicle` of it. `policies`: how what is counted is counted.
    """
    chronicle = history if isinstance(history, Chronicle) else Chronicle(history)
    timeline = chronicle.upto(day)
    held = custody(timeline)
    return {
        **_life(timeline),
        **_custody(timeline, held),
        **measure_facts(timeline, policies),
        **testing_facts(timeline, held),
        **_safety(timeline),
        "contact_lost_days": _contact(timeline),
        **abstinence_facts(timeline, policies),
    }


def _life(timeline: Timeline) -> dict[str, Fact]:
    died = timeline.of(PersonDied)
    moved = timeline.of(PersonEmigrated, PersonReturned)
    is_abroad = bool(moved) and isinstance(moved[-1].event, PersonEmigrated)
    return {
        "dead": Fact(bool(died), tuple(d.id for d in died)),
        "emigrated": Fact(is_abroad, tuple(d.id for d in moved[-1:])),
    }


def _custody(timeline: Timeline, held: list[Held]) -> dict[str, Fact]:
    now = [one for one in held if one.covers(timeline.day)]
    freed = [(one.until, one.rests_on) for one in held if one.until is not None and one.is_released]
    freed += [
        (d.day, (d.id,)) for d in timeline.of(AbstinenceStarted) if d.event.ground is ClockStart.RELEASE
    ]
    day, ids = max(freed, default=(None, ()), key=lambda one: one[0] or date.min)
    return {
        "in_custody": Fact(bool(now), tuple(i for one in now for i in one.rests_on)),
        "months_since_release": Fact(timeline.months_since(day), ids),
    }


def _safety(timeline: Timeline) -> dict[str, Fact]:
    lifted = {d.event.concern_id for d in timeline.of(SafetyConcernLifted)}
    active = [
        d
        for d in timeline.of(SafetyConcernRecorded)
        if d.event.concern_id not in lifted and timeline.day < d.event.expires_on
    ]
    unfit = [
        d
        for d in timeline.of(CustodyUnfitnessFound)
        if d.event.expires_on is None or timeline.day < d.event.expires_on
    ]
    return {
        "safety_concern_active": Fact(bool(active), tuple(d.id for d in active)),
        "not_executable_for_health": Fact(bool(unfit), tuple(d.id for d in unfit)),
    }


def _contact(timeline: Timeline) -> Fact:
    """Days since the last contact, while the person is recorded as out of contact."""
    lost = timeline.of(ContactLost, ContactRestored)
    if not lost or not isinstance(lost[-1].event, ContactLost):
        return Fact(0, tuple(d.id for d in lost[-1:]))
    since = lost[-1].event.last_contact_on or lost[-1].day
    seen = [d for d in timeline.of(VisitMade, TalkHeld) if d.day > since and getattr(d.event, "met", True)]
    if seen:  # met again, though nobody entered that contact is restored
        return Fact(0, (lost[-1].id, seen[-1].id))
    return Fact((timeline.day - since).days, (lost[-1].id,))


__all__ = ["FACTS", "NEVER", "facts_of"]
