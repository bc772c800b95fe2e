"""The table of contents of the HTTP commands: which command is asked for where. Every one is a POST."""

from ...domain.commands import Command
from ...domain.identity import commands as identity
from ...domain.screening import commands as screening

REGISTER_PERSON: tuple[str, type[Command]] = ("/persons", identity.RegisterPerson)

PERSON_COMMANDS: dict[str, tuple[str, type[Command]]] = {
    # path below /persons/{person_id}: (tag, command)
    "identity-corrections": ("identity", identity.CorrectIdentity),
    "contact-details": ("identity", identity.ChangeContactDetails),
    "residence-changes": ("identity", identity.ChangeResidence),
    "death": ("identity", identity.RecordDeath),
    "emigrations": ("identity", identity.RecordEmigration),
    "returns": ("identity", identity.RecordReturn),
    "screenings": ("screening", screening.RecordScreening),
    "suspicions": ("screening", screening.RecordSuspicion),
}
