"""What may be asked about events that were recorded wrongly."""

from typing import Annotated, Any

from annotated_types import Ge

from ..commands import Command, LongText, command


@command(example={"target": 2, "changes": {"outcome": "not_found"}, "reason": "录入时选错结果"})
class CorrectEvent(Command):
    """Put right an event of this stream (个人信息保护法 46).

    `target`: its version. `changes`: its fields that were wrong, with the right values, as in its command.
    """

    target: Annotated[int, Ge(1)]
    changes: dict[str, Any]
    reason: LongText


@command(example={"target": 2, "reason": "录入到他人名下"})
class RetractEvent(Command):
    """Take back an event of this stream that never happened. `target`: its version."""

    target: Annotated[int, Ge(1)]
    reason: LongText


CorrectionCommand = CorrectEvent | RetractEvent
