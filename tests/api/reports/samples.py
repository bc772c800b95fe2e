"""A report with something of everything, made by hand."""

from datetime import date
from decimal import Decimal

from tongxin.projections.reports.model import (
    Cell,
    Chart,
    Column,
    Mark,
    PolicyUsed,
    Provenance,
    Report,
    Row,
    Section,
    Series,
    Shape,
    Span,
    Table,
    Text,
    Unit,
)

_YEARS = (Text("2019年", "2019"), Text("2020年", "2020"))
TIERS = Table(
    "tiers",
    Text("分级人数", "Persons by tier"),
    (
        Column("area", Text("乡镇", "township"), Unit.NAME),
        Column("persons", Text("人数", "persons"), Unit.PERSONS),
        Column("share", Text("占比", "share"), Unit.SHARE, 2),
        Column("seized", Text("缴获", "seized"), Unit.GRAMS, 2),
    ),
    (
        Row(
            (
                Cell(Text("豫海镇", "Yuhai")),
                Cell(1234, "/facts?kind=test.taken"),
                Cell(Decimal("0.7579")),
                Cell(Decimal("64090.5")),
            )
        ),
        Row((Cell("=1+1"), Cell(mark=Mark.SUPPRESSED), Cell(mark=Mark.UNKNOWN), Cell(Decimal("-2")))),
        Row(
            (Cell(Text("合计", "all")), Cell(1237), Cell(Decimal(1)), Cell(mark=Mark.BY_HAND)),
            is_total=True,
        ),
    ),
    (Text("示例", "an example"),),
    Chart(
        Text("分级人数", "Persons by tier"),
        Shape.LINES,
        Unit.PERSONS,
        _YEARS,
        (Series(Text("一级", "T1"), (3, 12)), Series(Text("二级", "T2"), (None, Decimal("8")))),
    ),
)
REPORT = Report(
    "annual",
    Text("同心县禁毒工作年度报告", "Annual report on narcotics control"),
    Span("2020", Text("2020年", "2020"), date(2020, 1, 1), date(2021, 1, 1)),
    "640324",
    "同心县",
    (Section(Text("一、分级管控", "1. Tiers"), (TIERS,)),),
    Provenance(
        90210,
        "0.1.0",
        (
            PolicyUsed(
                "report-layout", "annual", "1", Text("年度报告", "Annual report"), "default", "产品默认"
            ),
        ),
        (("new_share", "new_by_stock"),),
    ),
)
