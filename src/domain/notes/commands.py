"""What may be added to a person's record beside all else."""

from ..commands import Command, Document, LongText, command
from .events import DocumentKind, NoteTopic


@command(example={"topic": "family", "text": "父母愿意协助,约定每周通话", "occurred_at": "2020-05-08"})
class AddNote(Command):
    """Add a note to the person's record."""

    topic: NoteTopic
    text: LongText


@command(
    example={
        "kind": "community_treatment_agreement",
        "document": {
            "reference": "档案室/2019/0117",
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "title": "社区戒毒协议",
        },
        "occurred_at": "2019-06-10",
    }
)
class AttachDocument(Command):
    """Attach a document that is kept elsewhere, by its reference and the SHA-256 of its content."""

    kind: DocumentKind
    document: Document
    remarks: LongText | None = None


NotesCommand = AddNote | AttachDocument
