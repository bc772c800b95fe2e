"""Who is helped in what way, and has which work? One row a support or a job."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..domain.calendar import law_date
from ..domain.events import Event
from ..domain.support import events as support
from .items import item_projection, whole


@dataclass(slots=True)
class RegisteredSupport:
    """Help or work. `kind`: support or job; `what`: which. `amount_fen`: money in hundredths of CNY, in all.

    An employer is not kept: it tells where the person can be found, and is sealed.
    """

    stream: UUID
    item_id: UUID
    kind: str = "support"
    what: str | None = None
    beneficiary: str | None = None
    provider: str | None = None
    amount_fen: int | None = None
    day: date = date.min
    ended_on: date | None = None
    outcome: str | None = None
    version: int = 0
    position: int = 0


def _granted(row: RegisteredSupport, event: support.SupportGranted) -> None:
    row.what, row.beneficiary, row.provider = event.kind, event.beneficiary, event.provider
    row.amount_fen = whole(event.amount, 100)
    row.day = law_date(event.occurred_at)


def _placed(row: RegisteredSupport, event: support.JobPlaced) -> None:
    row.kind, row.what, row.beneficiary = "job", event.employment, support.Beneficiary.PERSON
    row.day = law_date(event.occurred_at)


def _ended(row: RegisteredSupport, event: support.SupportEnded) -> None:
    row.ended_on, row.outcome = law_date(event.occurred_at), event.outcome


def _job_ended(row: RegisteredSupport, event: support.JobEnded) -> None:
    row.kind = "job"
    row.ended_on, row.outcome = law_date(event.occurred_at), event.ground


def _item(event: Event) -> list[UUID]:
    if isinstance(event, support.SupportGranted | support.SupportEnded):
        return [event.support_id]
    return [event.job_id] if isinstance(event, support.JobPlaced | support.JobEnded) else []


SUPPORT_REGISTER = item_projection(
    "support_register",
    1,
    RegisteredSupport,
    "item_id",
    {
        support.SupportGranted: _granted,
        support.SupportEnded: _ended,
        support.JobPlaced: _placed,
        support.JobEnded: _job_ended,
    },
    _item,
)
