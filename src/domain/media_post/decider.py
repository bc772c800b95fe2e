"""What happens when a command on a post comes in."""

import re
from typing import assert_never, cast

from ..checks import check_area, check_no_personal_number, check_not_before
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import MediaPostCommand, PublishMediaPost, WithdrawMediaPost
from .events import MediaPostPublished, MediaPostWithdrawn
from .state import MediaPost

_HTTPS = re.compile(r"https://[\w.-]+(:\d{1,5})?([/?#]\S*)?", re.IGNORECASE)


def decide(post: MediaPost, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command. Raises `Refused` with the rule."""
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    command = cast(MediaPostCommand, command)
    match command:
        case PublishMediaPost():
            return _publish(post, command, context)
        case WithdrawMediaPost():
            return _withdraw(post, command, context)
        case _:
            assert_never(command)


def _publish(post: MediaPost, command: PublishMediaPost, context: Context) -> list[Event]:
    if post.published_on is not None:
        raise rules.MEDIA_POST_PUBLISHED_ALREADY.refuse()
    check_area(command.area, "area")
    check_no_personal_number(command.title, "title")
    check_https(command.link, "link")
    return [MediaPostPublished.of(command, context)]


def _withdraw(post: MediaPost, command: WithdrawMediaPost, context: Context) -> list[Event]:
    if post.published_on is None:
        raise rules.MEDIA_POST_UNKNOWN.refuse()
    if post.withdrawn_on is not None:
        raise rules.MEDIA_POST_IS_WITHDRAWN.refuse()
    check_not_before(post.published_on, context)
    return [MediaPostWithdrawn.of(command, context)]


def check_https(link: str, field: str) -> None:
    """Refuse what is no address by https, or carries a user name or password."""
    if _HTTPS.fullmatch(link) is None:
        raise rules.LINK_NOT_HTTPS.refuse(field)
