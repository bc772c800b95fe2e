"""A kind of stream over HTTP: the command that begins one, and those that are asked of one."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain.commands import Command
from ...domain.correction import commands as correction

ON_ANY_RECORD: dict[str, tuple[str, type[Command]]] = {
    "corrections": ("correction", correction.CorrectEvent),
    "retractions": ("correction", correction.RetractEvent),
}


@dataclass(frozen=True, slots=True)
class Collection:
    """`kind`: the name of the kind of stream. `tag`: under which the command that begins one is documented.

    `commands`: by the path below one, each with its tag.
    """

    kind: str
    tag: str
    begins: type[Command]
    commands: Mapping[str, tuple[str, type[Command]]]
