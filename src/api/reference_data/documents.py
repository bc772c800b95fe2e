"""References to documents that nobody keeps: their hashes are of their numbers."""

from hashlib import sha256

from ...domain.commands import Document


def decision_document(number: str, title: str) -> Document:
    """A document by its number."""
    return Document(
        reference=f"示例档案/{number}", sha256=sha256(f"{title} {number}".encode()).hexdigest(), title=title
    )
