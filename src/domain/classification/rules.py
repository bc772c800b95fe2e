"""Why a classification command can be refused."""

from ..refusals import Rule

UNEXPLAINED_PROPOSAL = Rule(
    "tier-proposal-unexplained",
    "A proposal names the rules that fired, or the facts that are missing.",
    "等级建议应当写明所适用的规则，或者所缺少的事实。",
)
SYSTEM_DECIDES = Rule(
    "tier-decided-by-system",
    "A system may propose a tier; only a named officer decides about a person.",
    "系统只能提出等级建议，不得仅以自动化方式作出决定，应当由具名人员决定。",
    article="个人信息保护法 24",
)
UNKNOWN_PROPOSAL = Rule(
    "unknown-tier-proposal",
    "No proposal for this person has the id {proposal_id}.",
    "此人没有编号为{proposal_id}的等级建议。",
)
PROPOSAL_ANSWERED = Rule(
    "tier-proposal-answered", "This proposal has been answered already.", "该等级建议已经处理。"
)
REASON_MISSING = Rule(
    "tier-reason-missing",
    "Who assigns a tier that was not proposed gives the reason.",
    "所定等级并非所建议的等级，应当说明理由。",
)
TIER_STEPS = Rule(
    "tier-steps",
    "From {present} a decision on this ground may go to {nearest}, not at once to {tier}.",
    "现等级为{present},依此理由一次只能调整到{nearest},不能直接调整到{tier}。",
)
UPGRADE_REASON_MISSING = Rule(
    "tier-upgrade-reason-missing",
    "A move from {present} to {tier} is more intrusive: give the reason, also where it was proposed.",
    "由{present}调整为{tier}属于从严调整,即使与建议一致也应当说明理由。",
)
NO_TIER_ASSIGNED = Rule(
    "no-tier-assigned",
    "No tier is assigned to this person, so there is nothing to object to.",
    "此人尚未定级，无可异议。",
)
TIER_OBJECTED_ALREADY = Rule(
    "tier-objected-already",
    "An objection to this tier awaits its review already.",
    "对该等级的异议已有记录，尚待复核。",
)
UNKNOWN_OBJECTION = Rule(
    "unknown-tier-objection",
    "No objection with the id {objection_id} awaits a review.",
    "没有编号为{objection_id}的待复核异议。",
)
REVIEW_BY_ASSIGNER = Rule(
    "tier-review-by-assigner",
    "An objection is reviewed by another officer than the one who assigned the tier, {assigned_by}.",
    "异议应当由定级人员{assigned_by}以外的人员复核。",
)
REVISED_TIER = Rule(
    "tier-review-contradictory",
    "A revision names another tier than the present one, {tier}; upholding it names none.",
    "变更等级的，应当写明不同于现等级{tier}的等级；维持的，不写新等级。",
)
