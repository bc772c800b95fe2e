"""Charts of the printed report: Vega-Lite to SVG, in this process, with the fonts of the report."""

from functools import cache
from typing import Any

import vl_convert
from pylopdf_fonts_zh_cn import sans_path

from ...projections.reports.model import Chart, Shape, Unit
from .words import UNITS

FONT = "Noto Sans SC"
COLOURS = ("#9e2a2b", "#33658a", "#86a873", "#e0a458", "#6d597a", "#7f8c8d", "#2f4858", "#bc8f8f")
_WIDTH, _HEIGHT = 430, 150
_GREY = "#555555"


def svg_of(chart: Chart, lang: str) -> str:
    """The chart as SVG; the same chart gives the same text."""
    _fonts()
    return vl_convert.vegalite_to_svg(specification(chart, lang))


@cache
def _fonts() -> None:
    vl_convert.register_font_directory(str(sans_path().parent))


def specification(chart: Chart, lang: str) -> dict[str, Any]:
    """The chart as Vega-Lite."""
    categories = [category.in_(lang) for category in chart.categories]
    names = [series.name.in_(lang) for series in chart.series]
    colour = {
        "field": "series",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names, "range": list(COLOURS[: len(names)])},
        "legend": None if len(names) == 1 else {"title": None, "orient": "bottom"},
    }
    x: dict[str, Any] = {
        "field": "category",
        "type": "ordinal",
        "sort": categories,
        "axis": {"title": None, "labelAngle": 0 if _fits(categories) else -40},
    }
    y: dict[str, Any] = {"field": "value", "type": "quantitative", "axis": _value_axis(chart, lang)}
    encoding: dict[str, Any] = {"x": x, "y": y, "color": colour}
    if chart.shape is Shape.LINES:
        mark: dict[str, Any] = {"type": "line", "point": {"size": 18}, "strokeWidth": 1.6}
        y["stack"] = None
    else:
        mark = {"type": "bar"}
        if chart.shape is Shape.BARS and len(names) > 1:
            encoding["xOffset"] = {"field": "series", "sort": names}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": _WIDTH,
        "height": _HEIGHT,
        "data": {"values": _values(chart, categories, names)},
        "mark": mark,
        "encoding": encoding,
        "config": _LOOK,
    }


def _value_axis(chart: Chart, lang: str) -> dict[str, Any]:
    unit = UNITS.get(chart.unit)
    if chart.unit is Unit.SHARE:
        return {"title": None, "format": "~%", "tickCount": 5}
    whole = {"format": ",d", "tickMinStep": 1} if chart.unit in _WHOLE else {}
    return {"title": None if unit is None else unit.in_(lang), "tickCount": 5, **whole}


_WHOLE = (Unit.NUMBER, Unit.PERSONS, Unit.TIMES, Unit.ITEMS)


def _fits(categories: list[str]) -> bool:
    widest = max((sum(9 if ord(c) > 0x2E80 else 5 for c in text) for text in categories), default=0)
    return widest * len(categories) < _WIDTH


def _values(chart: Chart, categories: list[str], names: list[str]) -> list[dict[str, Any]]:
    return [
        {"category": category, "series": name, "value": float(value)}
        for name, series in zip(names, chart.series, strict=True)
        for category, value in zip(categories, series.values, strict=True)
        if value is not None
    ]


_TEXT = {"labelFontSize": 9, "titleFontSize": 9, "titleFontWeight": "normal", "labelColor": _GREY}
_LOOK: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {**_TEXT, "titleColor": _GREY, "gridColor": "#e4e4e4", "domainColor": "#888888"},
    "axisX": {"grid": False, "ticks": False, "labelPadding": 5, "labelLimit": 140},
    "axisY": {"domain": False, "ticks": False, "titleAngle": 0, "titleAlign": "left", "titleY": -14,
              "titleX": -20},
    "legend": {"labelFontSize": 9, "symbolType": "square", "symbolSize": 60, "columns": 8},
}  # fmt: skip
