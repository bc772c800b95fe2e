"""What a measure or a sanction may rest on: never a tier. A tier is an opinion, not a fact of the law."""

import re
from unicodedata import normalize

from .commands import Command
from .refusals import Rule

TIER_IS_NO_GROUND = Rule(
    "tier-is-no-ground",
    "“{words}” names a tier, and a tier is never a ground for a measure or a sanction. Cite the article.",
    "“{words}”属于分级分类;分级分类不得作为措施或者处罚的依据,应引用法律条文。",
)

_TIER = re.compile(
    r"分级|分类|赋码|彩虹码|风险(?:等级|评估|评定)|[高中低]风险|[一二三四1-4]级(?:管控|管理|人员|风险)"
    r"|[红橙黄蓝绿](?:色|码)"
    r"|(?<![a-z0-9])(?:[abcd][12]?|t[1-4])[类级档]"
    r"|(?<![a-z0-9])(?:t[1-4]|c[12])(?![a-z0-9])"
    r"|(?<![a-z])tiers?(?![a-z])|(?:high|medium|low)[ -]risk|risk[ -](?:level|tier|class|score|assessment)",
)


def check_ground(command: Command) -> None:
    """Refuse a command whose legal basis names a tier."""
    if command.legal_basis is None:
        return
    found = _TIER.search(normalize("NFKC", command.legal_basis).casefold())
    if found is not None:
        raise TIER_IS_NO_GROUND.refuse("legal_basis", words=found.group())
