"""Why somebody who sees aggregates only is refused."""

from ..refusals import Rule

AGGREGATES_ONLY = Rule(
    "aggregates-only",
    "The role {role} sees figures and nobody behind them.",
    "{role}角色只能查看统计数字，不能查看数字背后的人员或者事件。",
    "个人信息保护法 6",
)
COARSE_CELLS_ONLY = Rule(
    "coarse-cells-only",
    "The role {role} sees whole months, quarters and years that are over, of the county or a township:"
    " {problem}. Finer cells would tell of single persons by subtraction.",
    "{role}角色只能按已结束的整月、整季、整年，以及全县或者乡镇查看：{problem}。更细的划分经相减可推知个人。",
    "个人信息保护法 6",
)
