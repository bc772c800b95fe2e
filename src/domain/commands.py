"""What a command is: a wish to record something, stated by a named actor, not yet granted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar, dataclass_transform
from uuid import UUID

from annotated_types import MaxLen, MinLen

from .policies.book import PolicyBook

if TYPE_CHECKING:
    from .duplicates.counterpart import Counterpart

ShortText = Annotated[str, MinLen(1), MaxLen(200)]
LongText = Annotated[str, MinLen(1), MaxLen(4000)]
LegalBasis = Annotated[str, MinLen(1), MaxLen(200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: user name, role and unit (an area or office code)."""

    user: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document kept elsewhere, by reference and by the hash of its content."""

    reference: ShortText
    sha256: Annotated[str, MinLen(64), MaxLen(64)]
    title: ShortText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Fields that every command has.

    `occurred_at`: when it was true; now, if not given. A date, or a time without zone, is Asia/Shanghai.
    `legal_basis`: the article on which it rests, such as "禁毒法 33". `documents`: what proves it.
    """

    EXAMPLE: ClassVar[dict[str, Any]]

    occurred_at: datetime | None = None
    legal_basis: LegalBasis | None = None
    documents: Annotated[tuple[Document, ...], MaxLen(50)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a decision may know beside the state: the clock, and who asks.

    `now`: the instant of recording. `occurred_at`: when the fact was true. Both with time zone.
    `new_id`: an identifier not used before, for what the command may bring into being. `policies`: terms,
    schedules and rule sets, each with the days on which it is in force. `counterpart`: the other record,
    where the command is about two.
    """

    now: datetime
    occurred_at: datetime
    actor: Actor
    new_id: UUID
    policies: PolicyBook = field(default_factory=PolicyBook)
    counterpart: "Counterpart | None" = None


C = TypeVar("C", bound=Command)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def command(*, example: dict[str, Any]) -> Callable[[type[C]], type[C]]:
    """Declare a command class, with an example body that documentation and tests use."""

    def declare(cls: type[C]) -> type[C]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        made.EXAMPLE = example
        # Read by pydantic where a body is validated: an unknown field is an error, not noise.
        made.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]
        return made

    return declare
