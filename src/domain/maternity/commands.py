"""What may be asked about pregnancy and nursing. Dates are Asia/Shanghai dates."""

from datetime import date

from ..commands import Command, command


@command(example={"established_on": "2026-03-02", "occurred_at": "2026-03-02", "legal_basis": "禁毒法 39"})
class RecordPregnancy(Command):
    """Record that the person is pregnant. The medical certificate goes to `documents`."""

    established_on: date


@command(example={"ended_on": "2026-05-20", "occurred_at": "2026-05-20"})
class EndPregnancy(Command):
    """Record that the pregnancy is over."""

    ended_on: date


@command(example={"child_born_on": "2026-05-20", "occurred_at": "2026-05-21", "legal_basis": "禁毒法 39"})
class RecordNursing(Command):
    """Record that the person nurses her own infant. A pregnancy on record ends with the birth."""

    child_born_on: date


@command(example={"ended_on": "2026-05-30", "occurred_at": "2026-05-30"})
class EndNursing(Command):
    """Record that the person no longer nurses the infant."""

    ended_on: date


MaternityCommand = RecordPregnancy | EndPregnancy | RecordNursing | EndNursing
