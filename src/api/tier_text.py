"""The explanation of a tier as text, Chinese or English, for a case worker and for the person."""

from collections.abc import Mapping

from ..domain.policies.book import PolicyStatus
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
_STATUS = {
    PolicyStatus.STATUTE: ("法律法规", "a law or regulation"),
    PolicyStatus.PUBLISHED: ("已公布的文件,不是法律", "published by an authority, not law"),
    PolicyStatus.COUNTY: ("县里制定", "set by the county"),
    PolicyStatus.DEFAULT: ("产品默认,不是法律", "default of the product, not law"),
}


def notices(*, chinese: bool) -> list[str]:
    """Who decides, and the right to object."""
    which = 0 if chinese else 1
    return [_DECIDES[which], _OBJECTION[which]]


def text_of(one: Explanation, *, chinese: bool) -> str:
    """The whole explanation."""
    return "\n".join(_chinese(one) if chinese else _english(one))


def _chinese(one: Explanation) -> list[str]:
    tier = _named(one.tier, one.names_zh)
    lines = [f"截至{one.day},按照“{one.title_zh}”第{one.rule_set_version}版,建议等级:{tier}"]
    lines += [f"这一级意味着:{one.meaning_zh}"] if one.meaning_zh else []
    lines += ["为什么:"] if one.reasons else ["为什么:已记录的情况不符合任何一级的条件。"]
    for number, reason in enumerate(one.reasons, 1):
        lines += [f"  {number}. {reason.zh}", f"     规则{reason.rule};依据:{reason.basis_zh}"]
        lines += [f"     · {event.day} {event.zh} [记录第{event.version}号]" for event in reason.events]
    if one.missing:
        lines += ["缺少的资料:", *(f"  - {missing.zh}" for missing in one.missing)]
    if len(one.possible) > 1:
        names = "、".join(_named(code, one.names_zh) for code in one.possible)
        lines.append(f"暂定:补齐资料后可能为{names};资料不足时取较宽的一级。")
    if one.change is not None:
        tier = _named(one.change.tier, one.names_zh)
        lines.append(f"如无新情况,自{one.change.day}起规则将建议{tier}。")
    lines.append(_assigned_zh(one))
    status = _STATUS[PolicyStatus(one.status)][0]
    return [*lines, f"规则来源({status}):{one.source_zh}", *notices(chinese=True)]


def _assigned_zh(one: Explanation) -> str:
    if one.assigned is None:
        return "尚未定级。"
    told = f"现行等级:{_named(one.assigned, one.names_zh)},由{one.assigned_by}于{one.assigned_on}确定"
    if one.assigned == one.tier:
        return f"{told},与建议一致。"
    return f"{told},与建议不同。是否调整由具名的工作人员决定;决定之前,现行等级继续有效。"


def _english(one: Explanation) -> list[str]:
    lines = [
        f"On {one.day} the rules “{one.title}”, version {one.rule_set_version}, propose"
        f" {_named(one.tier, one.names_en)}."
    ]
    lines += [f"What it means: {one.meaning_en}."] if one.meaning_en else []
    lines += ["Why:"] if one.reasons else ["Why: what is recorded meets the conditions of no tier."]
    for number, reason in enumerate(one.reasons, 1):
        lines += [f"  {number}. {reason.en}", f"     rule {reason.rule}; basis: {reason.basis}"]
        lines += [f"     · {event.day} {event.en} [entry {event.version}]" for event in reason.events]
    if one.missing:
        lines += ["What is missing:", *(f"  - {missing.en}" for missing in one.missing)]
    if len(one.possible) > 1:
        names = ", ".join(_named(code, one.names_en) for code in one.possible)
        lines.append(f"Provisional: it could be {names}. Where data is missing, the less intrusive counts.")
    if one.change is not None:
        tier = _named(one.change.tier, one.names_en)
        lines.append(f"If nothing else happens, the rules propose {tier} from {one.change.day} on.")
    lines.append(_assigned_en(one))
    status = _STATUS[PolicyStatus(one.status)][1]
    return [*lines, f"Source of the rules ({status}): {one.source}", *notices(chinese=False)]


def _assigned_en(one: Explanation) -> str:
    if one.assigned is None:
        return "No tier is assigned yet."
    tier = _named(one.assigned, one.names_en)
    told = f"In force: {tier}, assigned by {one.assigned_by} on {one.assigned_on}"
    if one.assigned == one.tier:
        return f"{told}, as proposed."
    return f"{told}; it differs from the proposal, and stays until a named officer decides otherwise."


def _named(code: str, names: Mapping[str, str]) -> str:
    """A tier by its code and name; by the name alone where the code is a word, as in `not_classified`."""
    name = names.get(code, code)
    return name if code.islower() else f"{code} {name}"
