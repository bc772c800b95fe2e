"""The score sheet of the townships: what events say of it. The rest is entered by hand, and never guessed."""

from decimal import Decimal

from pydantic import TypeAdapter

from ...domain.reporting import score_sheet
from ...domain.reporting.layout import By, LayoutTable
from ...domain.reporting.score_sheet import Deduction, ScoreSheet, score, taken_off
from ...projections.reports.model import Cell, Column, Mark, Row, Table, Text, Unit
from .asking import ALL, FIRST, Asked, table
from .counting import Found, by_lines, definitions
from .indicators import count_of

_SHEET = TypeAdapter(ScoreSheet)
_NAMES = (Unit.NAME, 0)


async def scores(asked: Asked, wanted: LayoutTable) -> Table:
    """The sheet itself, or what it comes to for each township. Raises `NoPolicy`."""
    policy = asked.use(asked.book.in_force(score_sheet.KIND, wanted.sheet or "", asked.days.last))
    sheet = _SHEET.validate_python(policy.content)
    notes = [Text(zh, en) for zh, en in zip(sheet.notes_zh, sheet.notes, strict=True)]
    if wanted.by is By.AREA:
        return await _of_townships(asked, wanted, sheet, notes)
    return _itself(wanted, sheet, [*notes, Text(f"依据：{policy.source}", f"Source: {policy.source}")])


def _itself(wanted: LayoutTable, sheet: ScoreSheet, notes: list[Text]) -> Table:
    columns = [
        Column("item", FIRST[By.FIGURE], *_NAMES),
        Column("points", Text("分值", "points"), Unit.POINTS, 1),
        Column("deduction", Text("扣分办法", "taken off for"), *_NAMES),
        Column("by", Text("取得方式", "how it is known"), *_NAMES),
    ]
    rows = []
    for item in sheet.items:
        title = Text(item.title_zh, item.title)
        for number, one in enumerate(item.deductions or (None,)):
            rule = Cell("") if one is None else Cell(Text(one.title_zh, one.title))
            how = _BY_EVENTS if one is not None and one.counts else _BY_HAND
            points = Cell(item.points) if number == 0 else Cell("")
            rows.append(Row((Cell(title if number == 0 else ""), points, rule, Cell(how))))
    rows.append(Row((Cell(ALL), Cell(sheet.points), Cell(""), Cell("")), is_total=True))
    return table(wanted, columns, rows, *notes)


_BY_EVENTS, _BY_HAND = Text("系统计算", "from events"), Text("人工填写", "by hand")


async def _of_townships(asked: Asked, wanted: LayoutTable, sheet: ScoreSheet, notes: list[Text]) -> Table:
    """How often and how much; each item's score, where all of it is known; how high the sum can still be."""
    known = definitions(asked)
    reckoned = [one for item in sheet.items for one in item.deductions if one.counts]
    codes = dict.fromkeys(code for one in reckoned for code in one.counts)
    found = await by_lines(asked, [count_of(known, code) for code in codes], By.AREA)
    columns = [Column("township", FIRST[By.AREA], *_NAMES)]
    columns += [
        Column(code, Text(one.title_zh, one.title), Unit.NUMBER)
        for code in codes
        if (one := count_of(known, code))
    ]
    columns += [Column(one.code, Text("扣分", "taken off"), Unit.POINTS, 1) for one in reckoned]
    columns += [Column(one.code, Text(one.title_zh, one.title), Unit.POINTS, 1) for one in sheet.items]
    columns.append(Column("most", Text("最高可得", "at most"), Unit.POINTS, 1))
    columns.append(Column("score", Text("总分", "score"), Unit.POINTS, 1))
    rows = [
        _row(line.title, sheet, reckoned, cells, list(codes))
        for line, cells in found
        if line.title is not ALL
    ]
    return table(wanted, columns, rows, *notes)


def _row(title: Text, sheet: ScoreSheet, reckoned: list[Deduction], cells: Found, codes: list[str]) -> Row:
    numbers = {code: int(str(cells[code].value)) for code in codes}
    off = [Cell(taken_off(one, numbers)) for one in reckoned]
    made = [score(item, numbers) for item in sheet.items]
    each = [Cell(mark=Mark.BY_HAND) if points is None else Cell(points) for points, _ in made]
    most = sum((highest for _, highest in made), Decimal(0))
    is_known = all(points is not None for points, _ in made)
    total = Cell(most) if is_known else Cell(mark=Mark.BY_HAND)
    return Row((Cell(title), *(cells[code] for code in codes), *off, *each, Cell(most), total))
