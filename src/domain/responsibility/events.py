"""Responsibility events. Names and fields are stored for ever: add, never rename.

Leaders go by post, units by name, cadres by user name: no field holds the name of anybody.
"""

from datetime import date
from enum import StrEnum

from ..events import Event, event


class Mechanism(StrEnum):
    """Which of the three mechanisms of responsibility (三项责任机制)."""

    LEADER_TOWNSHIP = "leader_township"
    """四套班子领导包抓联系乡镇"""
    UNIT_DUTY = "unit_duty"
    """成员单位履行行业部门禁毒主体责任"""
    CADRE_VILLAGE = "cadre_village"
    """包抓涉毒重点村帮扶责任"""


class LeadingBody(StrEnum):
    """The four leading bodies of a county (四套班子)."""

    PARTY_COMMITTEE = "party_committee"
    """县委"""
    PEOPLES_CONGRESS = "peoples_congress"
    """县人大"""
    GOVERNMENT = "government"
    """县政府"""
    CONSULTATIVE_CONFERENCE = "consultative_conference"
    """县政协"""


class EndingReason(StrEnum):
    """Why somebody no longer answers for something."""

    TERM_OVER = "term_over"
    """任期届满"""
    REPLACED = "replaced"
    """调整分工"""
    LEFT_OFFICE = "left_office"
    """离任"""
    OTHER = "other"


class ClosingReason(StrEnum):
    """Why nobody has to answer for something any longer."""

    NO_LONGER_KEY = "no_longer_key"
    """不再是重点村"""
    MERGED = "merged"
    """撤并"""
    OTHER = "other"


@event("responsibility.opened/1")
class ResponsibilityOpened(Event):
    """Somebody is to answer for this. `place`: the duty of a unit, or the village; None: the area itself."""

    mechanism: Mechanism
    area: str
    place: str | None = None


@event("responsibility.assigned/1")
class ResponsibilityAssigned(Event):
    """A post, a unit or a cadre answers for it. `last_day`: until when; None: until further notice."""

    holder: str
    leading_body: LeadingBody | None = None
    last_day: date | None = None


@event("responsibility.renewed/1")
class ResponsibilityRenewed(Event):
    """Whoever answers for it does so longer. `last_day`: until when; None: until further notice."""

    holder: str
    last_day: date | None = None


@event("responsibility.ended/1")
class ResponsibilityEnded(Event):
    """Somebody no longer answers for it."""

    holder: str
    reason: EndingReason


@event("responsibility.closed/1")
class ResponsibilityClosed(Event):
    """Nobody has to answer for it any longer; whoever did is released."""

    reason: ClosingReason


ResponsibilityEvent = (
    ResponsibilityOpened
    | ResponsibilityAssigned
    | ResponsibilityRenewed
    | ResponsibilityEnded
    | ResponsibilityClosed
)
