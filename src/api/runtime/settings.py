"""What can be set, from the environment (TONGXIN_…). Nonsense is refused at start."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ...store.embedded import default_data_directory
from .webhook_settings import WebhookSettings


class Settings(BaseSettings):
    """The settings of one process.

    Without `database_url` the service runs a PostgreSQL of its own in `data_dir`. Sizes in bytes, times in
    seconds.
    """

    model_config = SettingsConfigDict(env_prefix="TONGXIN_", extra="ignore")

    database_url: str | None = None
    data_dir: Path = Field(default_factory=default_data_directory)
    master_key_file: Path | None = None
    data_may_be_lost: bool = False
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8640
    max_body: Annotated[int, Field(ge=1024, le=16 * 1024 * 1024)] = 256 * 1024
    patience: Annotated[float, Field(gt=0, le=60)] = 10.0
    committers: Annotated[int, Field(ge=1, le=8)] = 1
    log_file: Path | None = None
    propose: bool = True
    deliver: bool = True
    webhooks: WebhookSettings = WebhookSettings()
    event_streams: Annotated[int, Field(ge=0, le=10_000)] = 32

    @field_validator("host")
    @classmethod
    def _loopback_only(cls, host: str) -> str:
        """Until there is sign-in, nobody but this machine may ask."""
        if host != "localhost" and not ip_address(host).is_loopback:
            raise ValueError("there is no sign-in yet, so the service listens on the loopback address only")
        return host

    @property
    def key_file(self) -> Path:
        """Where the master key is: never in the database's own folder."""
        return self.master_key_file or self.data_dir / "keys" / "master.key"
