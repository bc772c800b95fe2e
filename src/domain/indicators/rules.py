"""Why a question about indicators is refused."""

from ..refusals import Rule

AGGREGATES_ONLY = Rule(
    "aggregates-only",
    "The role {role} sees figures and nobody behind them.",
    "{role}角色只能查看统计数字，不能查看数字背后的人员或者事件。",
)
COARSE_CELLS_ONLY = Rule(
    "coarse-cells-only",
    "The role {role} sees whole months, quarters and years that are over, of the county or a township:"
    " {problem}. Finer cells would tell of single persons by subtraction.",
    "{role}角色只能按已结束的整月、整季、整年，以及全县或者乡镇查看：{problem}。更细的划分经相减可推知个人。",
)
TOO_LONG_A_LOG = Rule(
    "log-too-long-for-the-past",
    "What was known earlier is folded from the whole log: {events} events are more than {most}.",
    "过去所知的统计须从全部事件重新计算：现有{events}条事件，超过{most}条。",
)
