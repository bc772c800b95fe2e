"""Who decides on a measure, and what must have come before (禁毒法 33, 38, 48; 戒毒条例 31, 33)."""

import re

from ..person.state import Person
from ..proposals.events import Proposal
from . import rules_of_deciding as law
from .commands import ChangeMeasure, ExtendMeasure, OrderMeasure, ReleaseFromMeasure
from .kinds import MeasureKind, ReleaseManner
from .measure import Measure

_BY_POLICE = frozenset(
    {MeasureKind.COMMUNITY_DETOX, MeasureKind.COMPULSORY_ISOLATION, MeasureKind.COMMUNITY_REHAB}
)
_OTHERS = re.compile(
    r"政府|街道|居委|村委|社区|禁毒办|禁毒委|司法|戒毒所|戒毒管理|医院|卫生|派出所|检察院|法院"
)
"""Bodies that never decide on these measures. How an organ writes its own name is not prescribed."""


def check_decider(kind: MeasureKind, command: OrderMeasure | ExtendMeasure | ReleaseFromMeasure) -> None:
    """Refuse a decision by a body that has no power to make it: a township, a facility, a police station."""
    is_at_expiry = isinstance(command, ReleaseFromMeasure) and command.manner is ReleaseManner.AT_EXPIRY
    if kind in _BY_POLICE and not is_at_expiry and command.decider and _OTHERS.search(command.decider):
        raise law.NOT_THE_DECIDER.refuse("decider", decider=command.decider)


def check_change(person: Person, measure: Measure, command: ChangeMeasure) -> None:
    """Isolation is changed for the person's health, on a proposal (戒毒条例 31)."""
    if _OTHERS.search(command.decider):
        raise law.NOT_THE_DECIDER.refuse("decider", decider=command.decider)
    day = command.decided_on
    is_ill = measure.leave_on is not None or measure.back_on is not None
    is_mother = person.maternity.is_pregnant(day) or person.maternity.is_nursing(day)
    is_proposed = (command.measure_id, Proposal.CHANGE) in person.proposals.made
    if not (is_ill or is_mother or is_proposed or command.documents):
        raise law.CHANGE_NOT_PROPOSED.refuse("measure_id", day=day)
