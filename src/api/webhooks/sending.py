"""One delivery: signed by the Standard Webhooks (https://www.standardwebhooks.com), and what became of it."""

import asyncio
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime

import httpcore2
from standardwebhooks import Webhook

from ... import __version__
from ..runtime.cloud_events import MEDIA_TYPE
from ..runtime.webhook_settings import WebhookSettings
from .targets import CheckedNetwork, TargetRefused

_MOST_READ = 64 * 1024
_GONE = 410


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a try. `error`: None where it was taken. `wait`: seconds that the receiver asks for."""

    error: str | None = None
    is_gone: bool = False
    wait: float = 0.0


class Sender:
    """Sends over connections that it keeps. No redirect is followed, and no proxy of the machine is used."""

    def __init__(self, settings: WebhookSettings) -> None:
        self._timeout = settings.timeout
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=None,
            max_keepalive_connections=settings.most,
            keepalive_expiry=30,
            network_backend=CheckedNetwork(settings.networks),
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._pool.aclose()

    async def send(self, target: str, secret: str, message_id: str, body: bytes) -> Outcome:
        """Try once. Taken is what is answered with 2xx in time."""
        now = datetime.now(UTC)
        headers = {
            "content-type": MEDIA_TYPE,
            "user-agent": f"tongxin/{__version__}",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(secret).sign(message_id, now, body.decode()),
        }
        try:
            async with asyncio.timeout(self._timeout):
                return await self._answer(target, headers, body)
        except TimeoutError:
            return Outcome(f"no answer within {self._timeout:g} s")
        except TargetRefused as refused:
            return Outcome(str(refused))
        except (
            httpcore2.NetworkError,
            httpcore2.ProtocolError,
            httpcore2.TimeoutException,
            OSError,
        ) as error:
            return Outcome(f"{type(error).__name__}: {error}"[:500])

    async def _answer(self, target: str, headers: dict[str, str], body: bytes) -> Outcome:
        async with self._pool.stream("POST", target, headers=list(headers.items()), content=body) as answer:
            read = 0
            async for part in answer.aiter_stream():  # to its end, so that the connection can be kept
                read += len(part)
                if read > _MOST_READ:
                    break
            if 200 <= answer.status < 300:
                return Outcome()
            return Outcome(f"answered {answer.status}", answer.status == _GONE, _asked_wait(answer.headers))


def _asked_wait(headers: list[tuple[bytes, bytes]]) -> float:
    """The seconds of Retry-After (RFC 9110 10.2.3); 0 where there are none, or a date."""
    value = next((value for name, value in headers if name.lower() == b"retry-after"), b"")
    return float(value) if value.isdigit() and len(value) < 7 else 0.0
