"""What may be asked about a post on a channel."""

from typing import Annotated

from annotated_types import MaxLen, MinLen

from ..commands import Command, ShortText, command
from ..identity.commands import AreaCode
from .events import MediaChannel, WithdrawalReason


@command(
    example={
        "channel": "douyin",
        "title": "一分钟认识新型毒品",
        "link": "https://example.com/tongxin-jindu/2020-0612",
        "area": "640324",
        "occurred_at": "2020-06-12",
    }
)
class PublishMediaPost(Command):
    """Record what the office published. `link`: its address, by https. Nobody is named in a title."""

    channel: MediaChannel
    title: ShortText
    link: Annotated[str, MinLen(1), MaxLen(2000)]
    area: AreaCode


@command(example={"reason": "outdated", "occurred_at": "2021-06-01"})
class WithdrawMediaPost(Command):
    """Record that the post stands there no longer."""

    reason: WithdrawalReason


MediaPostCommand = PublishMediaPost | WithdrawMediaPost
