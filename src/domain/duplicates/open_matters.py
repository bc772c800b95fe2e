"""What is open in a record and would be out of reach if the record were merged away.

No law says what may be merged. The rule is ours: nobody loses a right, and no authority a task, by a merging.
"""

from ..person.state import Person


def open_matters(person: Person) -> tuple[str, ...]:
    """The kinds of what has not come to its end, by the names of their families."""
    found = {
        "measures": any(one.ended_on is None for one in person.measures.by_id.values()),
        "penalties": any(
            one.ended_on is None and one.revoked_on is None for one in person.sanctions.by_id.values()
        ),
        "penalty cases": any(one.closed_on is None for one in person.sanctions.handlings.values()),
        "appeals": any(one.is_pending for one in person.appeals.by_id.values()),
        "tier objections": any(one.is_open for one in person.classification.objections.values()),
        "handovers": person.handover.open is not None,
        "proposals": bool(person.proposals.waiting),
        "reviews": any(one.is_open for one in person.reviews.by_id.values()),
        "test objections": any(
            one.is_objected and one.objection_granted is None for one in person.testing.tests.values()
        ),
    }
    return tuple(name for name, is_open in found.items() if is_open)
