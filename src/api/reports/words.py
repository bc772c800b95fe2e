"""The words of reports in both languages, and how a figure is shown."""

from decimal import ROUND_HALF_UP, Decimal

from ...projections.reports.model import Cell, Column, Mark, Text, Unit

LANGUAGES = ("zh", "en")
UNITS: dict[Unit, Text] = {
    Unit.PERSONS: Text("人", "persons"),
    Unit.TIMES: Text("人次", "times"),
    Unit.ITEMS: Text("项", "items"),
    Unit.GRAMS: Text("克", "g"),
    Unit.CNY: Text("元", "CNY"),
    Unit.SHARE: Text("%", "%"),
    Unit.POINTS: Text("分", "points"),
}
"""Those that are written beside a heading."""
MARKS: dict[Mark, Text] = {
    Mark.SUPPRESSED: Text("＊", "*"),
    Mark.BY_HAND: Text("待填", "by hand"),
    Mark.UNKNOWN: Text("—", "—"),
}
MEANINGS: dict[Mark, Text] = {
    Mark.SUPPRESSED: Text("＊ 人数过少，为防止识别个人不予显示", "* too few persons: not shown"),
    Mark.BY_HAND: Text(
        "待填：系统事件不能得出，须人工填写", "by hand: no event says it, to be entered by hand"
    ),
    Mark.UNKNOWN: Text("— 未记录，或分母为零", "— not recorded, or divided by nought"),
}
STATUSES: dict[str, Text] = {
    "statute": Text("法律法规", "statute"),
    "published": Text("公开发布", "published"),
    "county": Text("县里规定", "county"),
    "default": Text("产品默认", "product default"),
}
TABLE = Text("表", "Table")
UNIT = Text("单位", "unit")
SOURCES = Text("数据来源", "Where it comes from")
FIGURES = Text("数据出处", "What each figure opens")
CHARTS = Text("图表数据", "Numbers of the charts")
POSITION = Text("日志位置", "position of the log")
DIGEST = Text("内容摘要", "digest")
CODE = Text("程序版本", "code version")
PERIOD = Text("报告期", "period")
AREA = Text("地区", "area")
RULES = Text("所用规则", "rules used")
CHOICES = Text("定义选用", "definitions chosen")
HEADINGS_OF_RULES = (
    Text("类别", "kind"),
    Text("名称", "name"),
    Text("版本", "version"),
    Text("标题", "title"),
    Text("性质", "whose word"),
    Text("来源", "source"),
)
HEADINGS_OF_FIGURES = (
    Text("表", "table"),
    Text("行", "row"),
    Text("列", "column"),
    Text("数值", "figure"),
    Text("地址", "address"),
)
ABOUT = Text(
    "本报告由事件日志计算得出，不含生成时间：日志位置、规则版本相同，报告即逐字节相同。“内容摘要”相同即内容相同。",
    "Reckoned from the log of events. It tells no time of making: from the same position and the same rules"
    " it comes out the same byte by byte. The same digest is the same content.",
)


def heading(column: Column, lang: str) -> str:
    """The heading of a column, with the unit where one is written."""
    title, unit = column.title.in_(lang), UNITS.get(column.unit)
    if unit is None:
        return title
    shown = unit.in_(lang)
    return f"{title}（{shown}）" if lang == "zh" else f"{title} ({shown})"


def shown(cell: Cell, column: Column, lang: str) -> str:
    """A cell as it is printed; digits grouped by three, shares in per cent."""
    value = cell.value
    if value is None:
        return MARKS[cell.mark or Mark.UNKNOWN].in_(lang)
    if isinstance(value, str):
        return value
    if isinstance(value, Text):
        return value.in_(lang)
    number = f"{rounded(value, cell, column):,}"
    return f"{number}%" if cell.unit is Unit.SHARE and column.unit is not Unit.SHARE else number


def unit_in(cell: Cell, column: Column) -> tuple[Unit, int]:
    """The unit of a cell and its decimals."""
    decimals = column.decimals if cell.decimals is None else cell.decimals
    return cell.unit or column.unit, decimals


def rounded(value: int | Decimal, cell: Cell, column: Column) -> Decimal:
    """A number to its decimals, half away from zero; a share in per cent."""
    unit, decimals = unit_in(cell, column)
    exact = Decimal(value) * (100 if unit is Unit.SHARE else 1)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
