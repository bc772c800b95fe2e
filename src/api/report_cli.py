"""Reports of a year, a month or a day: as PDF, XLSX, CSV or JSON."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from ..domain.areas import COUNTY, is_known
from ..domain.reporting.spans import WrongPeriod
from ..projections.queries import ProjectionBehind
from ..projections.reports.model import Report
from .explaining import ERR
from .reports.build import Wanted, build
from .reports.formats import Format, file_name, render
from .runtime.proposing import today
from .source_document.comparison import compare
from .source_document.figures import document
from .source_document.telling import as_told, tables
from .telling import OUT, AsJson, print_json, told, with_runtime

app = typer.Typer(no_args_is_help=True, help=__doc__)

Made = Annotated[Format, typer.Option("--format", help="As what: pdf, xlsx, csv (a zip of tables) or json.")]
Out = Annotated[
    Path | None,
    typer.Option(help="The file to write; - for standard output. By default one named after the report."),
]
Area = Annotated[str, typer.Option(help="The code of the county or of a township.")]
Lang = Annotated[str, typer.Option(help="zh or en.", metavar="zh|en")]
_PDF = Format.PDF


@app.command()
def annual(
    year: Annotated[str, typer.Argument(help="Such as 2020.")],
    made_as: Made = _PDF,
    out: Out = None,
    area: Area = COUNTY,
    lang: Lang = "zh",
) -> None:
    """The annual report of the county, or of a township."""
    _write(Wanted(kind="annual", period=year, area=area), made_as, out, lang)


@app.command()
def monthly(
    month: Annotated[str, typer.Argument(help="Such as 2020-06.")],
    made_as: Made = _PDF,
    out: Out = None,
    area: Area = COUNTY,
    lang: Lang = "zh",
) -> None:
    """The monthly report of the county, or of a township."""
    _write(Wanted(kind="monthly", period=month, area=area), made_as, out, lang)


@app.command()
def scores(
    year: Annotated[str, typer.Argument(help="Such as 2020.")],
    made_as: Made = _PDF,
    out: Out = None,
    area: Area = COUNTY,
    lang: Lang = "zh",
) -> None:
    """The score sheet of the townships: what events say of it; the rest is entered by hand."""
    _write(Wanted(kind="scores", period=year, area=area), made_as, out, lang)


@app.command()
def caseload(
    on: Annotated[str | None, typer.Option(help="A day, such as 2020-06-30; today, if not given.")] = None,
    made_as: Made = _PDF,
    out: Out = None,
    area: Area = COUNTY,
    lang: Lang = "zh",
) -> None:
    """Staff and persons of the township centres, against the norms."""
    _write(Wanted(kind="caseload", period=on or today().isoformat(), area=area), made_as, out, lang)


@app.command()
def make(
    kind: Annotated[str, typer.Argument(help="The name of a report layout, such as one the county made.")],
    period: Annotated[str, typer.Argument(help="A year, a month or a day, as the layout says.")],
    made_as: Made = _PDF,
    out: Out = None,
    area: Area = COUNTY,
    lang: Lang = "zh",
) -> None:
    """Any report, by the name of its layout."""
    _write(Wanted(kind=kind, period=period, area=area), made_as, out, lang)


@app.command()
def seed(as_json: AsJson = False) -> None:
    """The numbers of the source document beside what the events come to. Ends with 1 on a difference."""
    stated = document()
    with told():
        found = with_runtime(lambda runtime: compare(runtime, stated))
    if as_json:
        print_json(as_told(found, stated))
    else:
        for table in tables(found, stated):
            OUT.print(table)
        OUT.print(f"Position {found.position:,}, definitions {found.policy}.", highlight=False)
    if not found.agrees:
        raise typer.Exit(1)


def _write(wanted: Wanted, made_as: Format, out: Path | None, lang: str) -> None:
    if lang not in ("zh", "en"):
        raise typer.BadParameter("zh or en is expected", param_hint="--lang")
    if not is_known(wanted.area):
        raise typer.BadParameter(f"there is no area {wanted.area}", param_hint="--area")
    with told(), _told_of_reports():
        report: Report = with_runtime(lambda runtime: build(runtime, wanted, today()))
    content = render(report, made_as, lang)
    if out == Path("-"):
        sys.stdout.buffer.write(content)
        return
    file = out or Path(file_name(report, made_as, lang))
    file.write_bytes(content)
    ERR.print(f"{file}: position {report.provenance.position:,}, digest {report.digest}", highlight=False)


@contextmanager
def _told_of_reports() -> Iterator[None]:
    try:
        yield
    except (WrongPeriod, ProjectionBehind) as error:
        ERR.print(f"[bold red]tongxin:[/] {error}", highlight=False)
        raise typer.Exit(2) from None
