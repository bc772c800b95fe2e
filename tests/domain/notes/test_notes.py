"""Notes, and documents by reference."""

from dataclasses import replace

import pytest
from domain.histories import REGISTERED
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import given, on

from tongxin.domain.commands import Document
from tongxin.domain.notes import rules
from tongxin.domain.notes.commands import AddNote, AttachDocument
from tongxin.domain.notes.events import DocumentAttached, DocumentKind, NoteAdded, NoteTopic
from tongxin.domain.notes.state import Notes, evolve

DAY = on("2020-05-08")
AGREEMENT = Document(reference="档案室/2019/0117", sha256="9f86d081" * 8, title="社区戒毒协议")
ATTACH = AttachDocument(occurred_at=DAY, kind=DocumentKind.COMMUNITY_TREATMENT_AGREEMENT, document=AGREEMENT)


def test_a_note_is_added() -> None:
    given(REGISTERED).when(AddNote(occurred_at=DAY, topic=NoteTopic.FAMILY, text="父母愿意协助")).then(
        NoteAdded(occurred_at=DAY, topic=NoteTopic.FAMILY, text="父母愿意协助")
    )


def test_a_document_is_attached() -> None:
    given(REGISTERED).when(ATTACH).then(
        DocumentAttached(occurred_at=DAY, kind=DocumentKind.COMMUNITY_TREATMENT_AGREEMENT, document=AGREEMENT)
    )


@pytest.mark.parametrize("sha256", ["9F86D081" * 8, "9f86d08g" * 8, "9f86d081" * 7, ""])
def test_a_document_is_pinned_by_its_hash(sha256: str) -> None:
    command = replace(ATTACH, document=replace(AGREEMENT, sha256=sha256))
    given(REGISTERED).when(command).then_refused(rules.NOT_A_HASH, "document.sha256")


@for_all(st.lists(st.sampled_from(NoteTopic)))
def test_notes_do_not_make_the_state_grow(topics: list[NoteTopic]) -> None:
    before = after = Notes()
    for topic in topics:
        after = evolve(after, NoteAdded(occurred_at=DAY, topic=topic, text="……"))
    assert after is before
