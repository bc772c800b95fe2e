"""What an officer may decide about two records: two persons, or one; or, later, two after all."""

from uuid import UUID

from ..commands import Command, LongText, command

_EXAMPLE = {"other": "01970000-0000-7000-8000-0000000000fe", "legal_basis": "个人信息保护法 8"}


@command(example=_EXAMPLE | {"reason": "两人为孪生兄弟，已当面核对"})
class DismissDuplicate(Command):
    """Find that two records are of two persons. They stay apart until they agree in something more."""

    other: UUID
    reason: LongText


@command(example=_EXAMPLE | {"reason": "同一人以异体字姓名重复登记，已核对户口簿"})
class MergePersons(Command):
    """Find that the record `other` is of this person too (个人信息保护法 8). This one is gone on with."""

    other: UUID
    reason: LongText


@command(example=_EXAMPLE | {"reason": "经本人及家属当面核对，并非同一人"})
class UnmergePersons(Command):
    """Find that the record `other`, merged into this one, is of another person after all."""

    other: UUID
    reason: LongText


DuplicateCommand = DismissDuplicate | MergePersons | UnmergePersons
