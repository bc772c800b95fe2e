"""Sample events. Names and fields are stored for ever: add, never rename."""

from ..events import Event, event


@event("sample.collected/1")
class SampleCollected(Event):
    """A body-sample item was collected (采集): only that it was, and where it is kept; never the data.

    `item`: its code, such as `hair`, `fingerprint`, `dna`. `custody_reference`: under which its keeper has
    it. `approved_by`: user name of the head who approved the collection. `repeat_basis`: the law that needs
    the item again, where it had been collected before (治安管理处罚法 102).
    """

    item: str
    custody_reference: str
    approved_by: str | None = None
    repeat_basis: str | None = None


SamplesEvent = SampleCollected
