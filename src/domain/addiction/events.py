"""Addiction events. Names and fields are stored for ever: add, never rename."""

from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class AddictionLevel(StrEnum):
    """What a finding comes to: not addicted (未成瘾), addicted (成瘾) or seriously addicted (成瘾严重)."""

    NOT_ADDICTED = "not_addicted"
    ADDICTED = "addicted"
    SERIOUSLY_ADDICTED = "seriously_addicted"


class AddictionGround(StrEnum):
    """On what a finding rests. Which grounds suffice for which level is not decided here.

    Addiction: a positive test; evidence of use; withdrawal symptoms; a proven history of use.
    Serious addiction: use again after an earlier measure or maintenance treatment; injection; several
    classes of drugs; harm to self or others, or other dangerous conduct, after use.
    """

    POSITIVE_TEST = "positive_test"
    EVIDENCE_OF_USE = "evidence_of_use"
    WITHDRAWAL_SYMPTOMS = "withdrawal_symptoms"
    HISTORY_OF_USE = "history_of_use"
    USE_AFTER_MEASURE = "use_after_measure"
    INJECTION = "injection"
    SEVERAL_DRUG_CLASSES = "several_drug_classes"
    DANGEROUS_CONDUCT_AFTER_USE = "dangerous_conduct_after_use"


@event("addiction.found/1")
class AddictionFound(Event):
    """It was found whether the person is addicted (吸毒成瘾认定).

    `test_id`: the test on which it rests. `found_by`: user names. `document_number`: of the finding
    (成瘾认定书). `institution`: the treatment institution that the police commissioned, where one found.
    """

    level: AddictionLevel
    grounds: tuple[AddictionGround, ...] = ()
    test_id: UUID | None = None
    found_by: tuple[str, ...]
    document_number: str
    institution: str | None = None
    remarks: Sealed[str] = None


AddictionEvent = AddictionFound
