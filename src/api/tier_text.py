"""The explanation of a tier as text, Chinese or English, for a case worker and for the person."""

from ..domain.tiering.explain import Explanation

_DECIDES = (
    "这是规则提出的建议,不是决定。只有具名的工作人员可以定级;等级不得作为处罚或者措施的依据。",
    "This is a proposal of rules, and no decision. Only a named officer assigns a tier;"
    " a tier is never a ground for a sanction or a measure.",
)
_OBJECTION = (
    "本人有权要求说明,并对所定等级提出异议;异议由定级人员以外的人员复核(个人信息保护法 24)。",
    "The person may ask for an explanation and object to the tier assigned; another officer than the one who"
    " assigned it reviews the objection (个人信息保护法 24).",
)


def notices(*, chinese: bool) -> list[str]:
    """Who decides, and the right to object."""
    which = 0 if chinese else 1
    return [_DECIDES[which], _OBJECTION[which]]


def text_of(one: Explanation, *, chinese: bool) -> str:
    """The whole explanation."""
    return "\n".join(_chinese(one) if chinese else _english(one))


def _chinese(one: Explanation) -> list[str]:
    lines = [f"截至{one.day},规则集“{one.rule_set}”第{one.rule_set_version}版建议:{one.tier} {one.tier_zh}"]
    lines += [f"含义:{one.meaning_zh}"] if one.meaning_zh else []
    lines += ["理由:"] if one.reasons else ["没有规则适用。"]
    for reason in one.reasons:
        lines.append(f"  {reason.rule} {reason.zh}(依据:{reason.basis})")
        lines += [f"    · {event.day} {event.zh} [第{event.version}条]" for event in reason.events]
    if one.missing:
        lines += ["缺少的资料:", *(f"  - {missing.zh}" for missing in one.missing)]
    if len(one.possible) > 1:
        lines.append(f"暂定:补齐资料后可能为 {'、'.join(one.possible)};资料不足时取较宽的一级。")
    if one.change is not None:
        lines.append(f"如无新情况,自{one.change.day}起规则将建议 {one.change.tier}。")
    if one.assigned is not None:
        lines.append(f"现行等级:{one.assigned},由{one.assigned_by}于{one.assigned_on}确定。")
    return [*lines, f"规则来源({one.status}):{one.source}", *notices(chinese=True)]


def _english(one: Explanation) -> list[str]:
    lines = [
        f"On {one.day} the rules “{one.rule_set}” {one.rule_set_version} propose {one.tier}, {one.tier_en}"
    ]
    lines += [f"What it means: {one.meaning_en}"] if one.meaning_en else []
    lines += ["Why:"] if one.reasons else ["No rule applies."]
    for reason in one.reasons:
        lines.append(f"  {reason.rule} {reason.en} (basis: {reason.basis})")
        lines += [f"    · {event.day} {event.en} [entry {event.version}]" for event in reason.events]
    if one.missing:
        lines += ["What is missing:", *(f"  - {missing.en}" for missing in one.missing)]
    if len(one.possible) > 1:
        lines.append(
            f"Provisional: it could be {', '.join(one.possible)}."
            " Where data is missing, the less intrusive counts."
        )
    if one.change is not None:
        lines.append(
            f"If nothing else happens, the rules propose {one.change.tier} from {one.change.day} on."
        )
    if one.assigned is not None:
        lines.append(f"In force: {one.assigned}, assigned by {one.assigned_by} on {one.assigned_on}.")
    return [*lines, f"Source of the rules ({one.status}): {one.source}", *notices(chinese=False)]
