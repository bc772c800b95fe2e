"""Native charts of a workbook, over their numbers on a sheet of their own."""

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ...projections.reports.model import Chart, Series, Shape, Unit
from .charts import COLOURS

_KINDS = {Shape.BARS: ("column", None), Shape.STACKED: ("column", "stacked"), Shape.LINES: ("line", None)}
_SIZE = {"width": 640, "height": 290}
_ROWS = 17
"""As many as a chart covers."""
_GRID = {"visible": True, "line": {"color": "#e4e4e4"}}


class Charts:
    """The charts of a workbook. `sheet_name`: of the sheet with their numbers, which is added last."""

    def __init__(self, book: Workbook, sheet_name: str, lang: str) -> None:
        self._book, self._sheet_name, self._lang = book, sheet_name, lang
        self._drawn: list[tuple[int, Chart]] = []
        self._free = 0

    def draw(self, chart: Chart, sheet: Worksheet, at: int) -> int:
        """Put a chart on a sheet from a row on; return how many rows it takes."""
        title = chart.title.in_(self._lang)
        kind, subtype = _KINDS[chart.shape]
        drawn: Any = self._book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
        for number, series in enumerate(chart.series, 1):
            drawn.add_series(self._series(chart, number, series))
        drawn.set_title({"name": title, "name_font": {"size": 11, "bold": False}})
        drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
        numbers = {"num_format": "0%"} if chart.unit is Unit.SHARE else {}
        drawn.set_y_axis({"major_gridlines": _GRID, "line": {"none": True}, **numbers})
        drawn.set_size(_SIZE)
        sheet.insert_chart(at, 0, drawn, {"description": title})
        self._drawn.append((self._free, chart))
        self._free += len(chart.categories) + 2
        return _ROWS

    def _series(self, chart: Chart, number: int, series: Series) -> dict[str, Any]:
        """Where its numbers will be: the categories in the first column, a series in each further one."""
        first, last = self._free + 1, self._free + len(chart.categories)
        colour = COLOURS[(number - 1) % len(COLOURS)]
        return {
            "name": series.name.in_(self._lang),
            "categories": [self._sheet_name, first, 0, last, 0],
            "values": [self._sheet_name, first, number, last, number],
            "fill": {"color": colour},
            "line": {"color": colour, "width": 1.5},
        }

    def write_numbers(self, look: Format) -> None:
        """Add the sheet with what the charts draw."""
        if not self._drawn:
            return
        sheet = self._book.add_worksheet(self._sheet_name)
        for top, chart in self._drawn:
            sheet.write_string(top, 0, chart.title.in_(self._lang), look)
            for row, category in enumerate(chart.categories, top + 1):
                sheet.write_string(row, 0, category.in_(self._lang), look)
            for number, series in enumerate(chart.series, 1):
                sheet.write_string(top, number, series.name.in_(self._lang), look)
                for row, value in enumerate(series.values, top + 1):
                    if value is not None:
                        sheet.write_number(row, number, float(value), look)
