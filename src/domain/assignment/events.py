"""Assignment events. Names and fields are stored for ever: add, never rename."""

from enum import StrEnum

from ..events import Event, Sealed, event


class WorkerRole(StrEnum):
    """In which capacity someone looks after a person."""

    CASE_WORKER = "case_worker"
    """禁毒专干"""
    POLICE_OFFICER = "police_officer"
    """责任民警"""
    AUXILIARY_OFFICER = "auxiliary_officer"
    """辅警"""
    COMMUNITY_OFFICIAL = "community_official"
    """村(社区)干部"""
    CLINICIAN = "clinician"
    """戒毒医护人员"""
    OTHER = "other"


@event("worker.assigned/1")
class WorkerAssigned(Event):
    """A worker, by user name, looks after the person from now on. `area`: for which area the worker acts."""

    worker: str
    role: WorkerRole
    area: str


@event("worker.assignment_ended/1")
class WorkerAssignmentEnded(Event):
    """A worker no longer looks after the person in this role."""

    worker: str
    role: WorkerRole
    reason: Sealed[str] = None


AssignmentEvent = WorkerAssigned | WorkerAssignmentEnded
