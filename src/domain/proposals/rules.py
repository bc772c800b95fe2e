"""Why a command on a proposal or an announcement can be refused."""

from ..refusals import Rule

NOT_ISOLATION = Rule(
    "not-compulsory-isolation", "This belongs to compulsory isolation.", "此事项只适用于强制隔离戒毒。"
)
PROPOSAL_PENDING = Rule(
    "proposal-pending", "Such a proposal waits for its answer already.", "同类建议尚待决定。"
)
NO_PROPOSAL = Rule("no-proposal", "No such proposal waits for an answer.", "没有待决定的此类建议。")
