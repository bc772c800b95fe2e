"""Policy files: TOML, read at start. The shipped ones are the defaults of every installation."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ...domain.policies.book import Policy, PolicyBook

_SHIPPED = Path(__file__).parents[2] / "domain" / "policies" / "shipped"
_POLICY = TypeAdapter(Policy)


class PolicyFileRefused(Exception):
    """A policy file cannot be read as one; the message names the file and the field."""


def parse(text: str, name: str) -> Policy:
    """A policy from TOML: its head at the top level, everything else below `[content]`."""
    try:
        document: dict[str, Any] = tomllib.loads(text)
        return _POLICY.validate_python(document)
    except tomllib.TOMLDecodeError as error:
        raise PolicyFileRefused(f"{name} is not TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise PolicyFileRefused(f"{name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def shipped() -> PolicyBook:
    """The policies that come with this code."""
    files = sorted(_SHIPPED.glob("*.toml"))
    return PolicyBook(tuple(parse(file.read_text("utf-8"), file.name) for file in files))
