"""Settings from the environment: nonsense is refused at start, in a sentence."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from tongxin.api.runtime.settings import Settings


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_the_service_listens_on_this_machine(host: str) -> None:
    assert Settings(host=host).host == host


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "192.168.1.5"])
def test_the_service_listens_to_nobody_else(host: str) -> None:
    with pytest.raises(ValidationError, match="no sign-in yet"):
        Settings(host=host)


@pytest.mark.parametrize("host", ["tongxin.example", "", "127.0.0.1:80"])
def test_a_host_that_is_no_address_is_refused(host: str) -> None:
    with pytest.raises(ValidationError, match="host"):
        Settings(host=host)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "many"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("MAX_BODY", "1"),
        ("PATIENCE", "0"),
        ("PATIENCE", "inf"),
        ("PATIENCE", "nan"),
        ("COMMITTERS", "0"),
        ("COMMITTERS", "9"),
        ("DATA_MAY_BE_LOST", "perhaps"),
        ("EVENT_STREAMS", "-1"),
        ("WEBHOOKS", '{"retries": [0]}'),
        ("WEBHOOKS", '{"networks": ["the inner one"]}'),
        ("WEBHOOKS", '{"patients": 1}'),
    ],
)
def test_nonsense_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"TONGXIN_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TONGXIN_PORT", "9000")
    monkeypatch.setenv("TONGXIN_DATA_DIR", str(tmp_path))
    settings = Settings()
    assert (settings.port, settings.data_dir) == (9000, tmp_path)


def test_the_master_key_is_never_in_the_folder_of_the_database(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert not settings.key_file.is_relative_to(tmp_path / "postgresql")
    assert Settings(data_dir=tmp_path, master_key_file=tmp_path / "k").key_file == tmp_path / "k"
