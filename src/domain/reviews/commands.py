"""What may be asked about reviews. They are opened by corrections, never by a command of their own."""

from uuid import UUID

from ..commands import Command, LongText, command
from .events import ReviewResult


@command(
    example={
        "review_id": "01970000-0000-5000-8000-0000000000e1",
        "result": "upheld",
        "reason": "复核后，原决定另有三次检测结果为据",
    }
)
class DecideReview(Command):
    """Record that a named officer has looked again at a decision, and why it stands or not."""

    review_id: UUID
    result: ReviewResult
    reason: LongText


ReviewCommand = DecideReview
