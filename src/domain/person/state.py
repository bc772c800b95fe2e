"""A person as deciding sees one: the families' states side by side."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, get_args

from ..addiction.events import AddictionEvent
from ..addiction.state import Addiction
from ..addiction.state import evolve as evolve_addiction
from ..aftercare.events import AftercareEvent
from ..aftercare.state import Aftercare
from ..aftercare.state import evolve as evolve_aftercare
from ..appeals.events import AppealEvent
from ..appeals.state import Appeals
from ..appeals.state import evolve as evolve_appeals
from ..assignment.events import AssignmentEvent
from ..assignment.state import Assignment
from ..assignment.state import evolve as evolve_assignment
from ..baseline.events import BaselineEvent
from ..baseline.state import Baseline
from ..baseline.state import evolve as evolve_baseline
from ..classification.events import ClassificationEvent
from ..classification.state import Classification
from ..classification.state import evolve as evolve_classification
from ..contact.events import ContactEvent
from ..contact.state import Contact
from ..contact.state import evolve as evolve_contact
from ..duplicates.events import DuplicateEvent
from ..duplicates.state import Duplicates
from ..duplicates.state import evolve as evolve_duplicates
from ..events import Event
from ..handover.events import HandoverEvent
from ..handover.state import Handover
from ..handover.state import evolve as evolve_handover
from ..identity.events import IdentityEvent
from ..identity.state import Identity
from ..identity.state import evolve as evolve_identity
from ..maternity.events import MaternityEvent
from ..maternity.state import Maternity
from ..maternity.state import evolve as evolve_maternity
from ..measures.events import MeasureEvent
from ..measures.state import Measures
from ..measures.state import evolve as evolve_measures
from ..notes.events import NotesEvent
from ..notes.state import Notes
from ..notes.state import evolve as evolve_notes
from ..pathways.events import PathwayEvent
from ..pathways.state import Plans
from ..pathways.state import evolve as evolve_plans
from ..proposals.events import ProposalEvent
from ..proposals.state import Proposals
from ..proposals.state import evolve as evolve_proposals
from ..reviews.events import ReviewEvent
from ..reviews.state import Reviews
from ..reviews.state import evolve as evolve_reviews
from ..safety.events import SafetyEvent
from ..safety.state import Safety
from ..safety.state import evolve as evolve_safety
from ..samples.events import SamplesEvent
from ..samples.state import Samples
from ..samples.state import evolve as evolve_samples
from ..sanctions.events import SanctionEvent
from ..sanctions.state import Sanctions
from ..sanctions.state import evolve as evolve_sanctions
from ..screening.events import ScreeningEvent
from ..screening.state import Screening
from ..screening.state import evolve as evolve_screening
from ..support.events import SupportEvent
from ..support.state import Support
from ..support.state import evolve as evolve_support
from ..testing.events import TestingEvent
from ..testing.state import Testing
from ..testing.state import evolve as evolve_testing


class Person(NamedTuple):
    """The state of one person stream. Each family reads all of it and evolves its own part."""

    identity: Identity = Identity()
    screening: Screening = Screening()
    testing: Testing = Testing()
    samples: Samples = Samples()
    addiction: Addiction = Addiction()
    classification: Classification = Classification()
    assignment: Assignment = Assignment()
    handover: Handover = Handover()
    contact: Contact = Contact()
    support: Support = Support()
    aftercare: Aftercare = Aftercare()
    measures: Measures = Measures()
    notes: Notes = Notes()
    sanctions: Sanctions = Sanctions()
    appeals: Appeals = Appeals()
    safety: Safety = Safety()
    maternity: Maternity = Maternity()
    plans: Plans = Plans()
    proposals: Proposals = Proposals()
    reviews: Reviews = Reviews()
    duplicates: Duplicates = Duplicates()
    baseline: Baseline = Baseline()


_FAMILIES: tuple[tuple[str, Any, Callable[[Any, Any], Any]], ...] = (
    ("identity", IdentityEvent, evolve_identity),
    ("screening", ScreeningEvent, evolve_screening),
    ("testing", TestingEvent, evolve_testing),
    ("samples", SamplesEvent, evolve_samples),
    ("baseline", BaselineEvent, evolve_baseline),
    ("addiction", AddictionEvent, evolve_addiction),
    ("classification", ClassificationEvent, evolve_classification),
    ("assignment", AssignmentEvent, evolve_assignment),
    ("handover", HandoverEvent, evolve_handover),
    ("contact", ContactEvent, evolve_contact),
    ("support", SupportEvent, evolve_support),
    ("aftercare", AftercareEvent, evolve_aftercare),
    ("measures", MeasureEvent, evolve_measures),
    ("notes", NotesEvent, evolve_notes),
    ("sanctions", SanctionEvent, evolve_sanctions),
    ("appeals", AppealEvent, evolve_appeals),
    ("safety", SafetyEvent, evolve_safety),
    ("maternity", MaternityEvent, evolve_maternity),
    ("plans", PathwayEvent, evolve_plans),
    ("proposals", ProposalEvent, evolve_proposals),
    ("reviews", ReviewEvent, evolve_reviews),
    ("duplicates", DuplicateEvent, evolve_duplicates),
)
_PART_OF = {
    event: (Person._fields.index(part), evolve)
    for part, union, evolve in _FAMILIES
    for event in get_args(union) or (union,)
}

NEW_PERSON = Person()


def evolve(person: Person, event: Event) -> Person:
    """The person after an event. Trusts history: never refuses."""
    part, evolve_part = _PART_OF[type(event)]
    before = person[part]
    after = evolve_part(before, event)
    return person if after is before else Person._make((*person[:part], after, *person[part + 1 :]))


def fold(events: Iterable[Event]) -> Person:
    """The person after a whole history."""
    person = NEW_PERSON
    for event in events:
        person = evolve(person, event)
    return person
