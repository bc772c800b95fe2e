"""One report in every format: the same bytes from every process, and read back it says what it says."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from typing import Any
from zipfile import ZipFile

import pytest
from api.reports.samples import REPORT
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tongxin.api.reports.csv_zip import harmless
from tongxin.api.reports.formats import Format, render

_DIGESTS = """
import sys
from dataclasses import replace
from hashlib import sha256
sys.path.insert(0, "tests")
from api.reports.samples import REPORT
from tongxin.api.reports.formats import Format, render
for made_as in Format:
    print(made_as, sha256(render(REPORT, made_as, "zh")).hexdigest())
"""


@pytest.fixture(scope="module")
def rendered() -> dict[Format, bytes]:
    return {made_as: render(REPORT, made_as, "zh") for made_as in Format}


def test_another_process_makes_the_same_bytes(rendered: dict[Format, bytes]) -> None:
    environment = {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "PATH": "/usr/bin:/bin"}
    made = subprocess.run(
        [sys.executable, "-c", _DIGESTS], capture_output=True, text=True, check=True, env=environment
    )
    other = dict(line.split() for line in made.stdout.splitlines())
    assert other == {made_as: sha256(content).hexdigest() for made_as, content in rendered.items()}


def test_the_workbook_reads_back(rendered: dict[Format, bytes]) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(rendered[Format.XLSX]))
    assert book.sheet_names == ["一、分级管控", "数据出处", "数据来源", "图表数据"]
    rows: list[list[Any]] = book.get_sheet_by_name("一、分级管控").to_python()
    head = next(n for n, row in enumerate(rows) if row[0] == "乡镇")
    assert rows[head][:4] == ["乡镇", "人数（人）", "占比（%）", "缴获（克）"]
    assert rows[head + 1][:4] == ["豫海镇", 1234.0, 0.7579, 64090.5]
    assert rows[head + 2][:4] == ["=1+1", "＊", "—", -2.0]
    assert rows[head + 3][:4] == ["合计", 1237.0, 1.0, "待填"]
    assert ["分级人数", "豫海镇", "人数（人）", "1,234", "/facts?kind=test.taken"] in book.get_sheet_by_name(
        "数据出处"
    ).to_python()
    origin = {row[0]: row[1] for row in book.get_sheet_by_name("数据来源").to_python() if len(row) > 1}
    assert origin["日志位置"] == "90,210"
    assert origin["内容摘要"] == f"sha256:{REPORT.digest}"


def test_the_workbook_has_native_charts_number_formats_and_no_formula(rendered: dict[Format, bytes]) -> None:
    with ZipFile(BytesIO(rendered[Format.XLSX])) as archive:
        names = archive.namelist()
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert "xl/charts/chart1.xml" in names
    assert "lineChart" in chart
    assert "一级" in chart
    assert "<f>" not in sheet
    assert 'formatCode="0.00%"' in styles or 'numFmtId="10"' in styles


def tables(content: bytes) -> dict[str, list[list[str]]]:
    found = {}
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            assert archive.read(name).startswith(b"\xef\xbb\xbf"), name
            with archive.open(name) as file:
                found[name] = list(csv.reader(TextIOWrapper(file, "utf-8-sig", newline="")))
    return found


def test_the_csv_has_plain_numbers_and_nothing_that_runs(rendered: dict[Format, bytes]) -> None:
    found = tables(rendered[Format.CSV])
    assert list(found) == ["01-tiers.csv", "figures.csv", "provenance.csv"]
    assert found["01-tiers.csv"][:4] == [
        ["乡镇", "人数（人）", "占比（%）", "缴获（克）"],
        ["豫海镇", "1234", "75.79", "64090.50"],
        ["'=1+1", "＊", "—", "-2.00"],
        ["合计", "1237", "100.00", "待填"],
    ]
    assert ["日志位置", "90,210"] in found["provenance.csv"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"), ("+86", "'+86"), ("-cmd", "'-cmd"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"), ("-2.50", "-2.50"), ("-", "'-"), ("--2", "'--2"), ("-²", "'-²"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_led_by_an_apostrophe(value: str, written: str) -> None:
    assert harmless(value) == written


def test_the_pdf_says_it_in_chinese_and_brings_its_fonts(rendered: dict[Format, bytes]) -> None:
    reader = PdfReader(BytesIO(rendered[Format.PDF]))
    text = "".join(page.extract_text() for page in reader.pages)
    for part in (
        "同心县禁毒工作年度报告",
        "一、分级管控",
        "豫海镇",
        "1,234",
        "75.79",
        "待填",
        "＊",
        "共 1 页",
    ):
        assert part in text, part
    assert REPORT.digest in text.replace("\n", "")
    fonts = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            [descendant] = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            fonts[font.get_object()["/BaseFont"]] = {"/FontFile3", "/FontFile2"} & set(descriptor)
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {"NotoSansSC", "NotoSerifSC"}
    assert all(fonts.values()), fonts
    assert reader.metadata is not None
    assert reader.metadata.creation_date_raw == "D:20000101000000Z"


def test_the_json_has_every_figure_with_its_address_or_the_reason_why_there_is_none() -> None:
    told = json.loads(render(REPORT, Format.JSON, "en"))
    [table] = told["sections"][0]["tables"]
    cells = [row["cells"] for row in table["rows"]]
    assert cells[0][1] == {"value": 1234, "shown": "1,234", "opens": "/facts?kind=test.taken"}
    assert cells[1][1] == {"value": None, "shown": "*", "mark": "suppressed"}
    assert cells[2][3] == {"value": None, "shown": "by hand", "mark": "by_hand"}
    assert told["provenance"]["choices"] == {"new_share": "new_by_stock"}
    assert table["chart"]["series"][1]["values"] == [None, "8"]


def test_the_digest_follows_the_content_and_not_the_position() -> None:
    later = replace(REPORT, provenance=replace(REPORT.provenance, position=99999, code_version="0.2.0"))
    assert later.digest == REPORT.digest
    assert replace(REPORT, area_name="平罗县").digest != REPORT.digest
    assert replace(REPORT, provenance=replace(REPORT.provenance, choices=())).digest != REPORT.digest
