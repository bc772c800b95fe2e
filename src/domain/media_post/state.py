"""A post as deciding and its register see one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, cast

from ..calendar import law_date
from ..events import Event
from .events import MediaChannel, MediaPostEvent, MediaPostPublished, MediaPostWithdrawn


@dataclass(frozen=True, slots=True)
class MediaPost:
    """The state of one post stream. `published_on` is None until it is on record."""

    channel: MediaChannel | None = None
    title: str = ""
    link: str = ""
    area: str = ""
    published_on: date | None = None
    withdrawn_on: date | None = None

    @property
    def status(self) -> str:
        """`published` or `withdrawn`."""
        return "published" if self.withdrawn_on is None else "withdrawn"

    @property
    def since(self) -> date | None:
        """When it was published."""
        return self.published_on

    @property
    def until(self) -> date | None:
        """When it was withdrawn."""
        return self.withdrawn_on


NEW_MEDIA_POST = MediaPost()


def evolve(post: MediaPost, event: Event) -> MediaPost:
    """The post after an event. Trusts history: never refuses."""
    day, event = law_date(event.occurred_at), cast(MediaPostEvent, event)
    match event:
        case MediaPostPublished():
            return MediaPost(event.channel, event.title, event.link, event.area, day)
        case MediaPostWithdrawn():
            return replace(post, withdrawn_on=day)
        case _:
            assert_never(event)


def fold(events: Iterable[Event]) -> MediaPost:
    """The post after a whole history."""
    post = NEW_MEDIA_POST
    for event in events:
        post = evolve(post, event)
    return post
