"""Why an assignment command can be refused."""

from ..refusals import Rule

ALREADY_ASSIGNED = Rule(
    "already-assigned",
    "{worker} is assigned to this person in this role already.",
    "{worker}已以该职责指派给此人。",
)
NOT_ASSIGNED = Rule(
    "not-assigned", "{worker} is not assigned to this person in this role.", "{worker}未以该职责指派给此人。"
)
