"""The annexes as XLSX: what stands in the file, read by other means than it was written with."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from analysis.definitions.periods import parse_period
from analysis.review.pack.annexes import annexes, section_of, sheet_names
from analysis.review.pack.record import SECTIONS, Column, PackFacts, PackTable, Pinned
from analysis.review.pack.tables import pack_tables

from .reading_xlsx import CONTENTS, TOP, chart_series, formulas, grids, referred, sheets

COLUMNS = (
    Column("label", "Nhóm", "text"),
    Column("accidents.now", "Kỳ này", "count", "Số vụ"),
    Column("accidents.before", "Cùng kỳ", "count", "Số vụ"),
    Column("accidents.difference", "Tăng, giảm", "difference", "Số vụ"),
    Column("accidents.percent", "Tỷ lệ", "percent", "Số vụ"),
)
ADDITIVE = frozenset({"accidents.now", "accidents.before", "accidents.difference"})


@pytest.fixture(scope="module")
def tables(pack_facts: PackFacts) -> dict[str, PackTable]:
    return pack_tables(pack_facts)


@pytest.fixture(scope="module")
def content(pack_facts: PackFacts, tables: dict[str, PackTable]) -> bytes:
    return annexes(pack_facts, tables)


def two_rows(*rows: tuple[Any, ...], total: tuple[Any, ...] | None = None, key: str = "areas") -> PackTable:
    keys = tuple(f"{number}" for number in range(len(rows)))
    return PackTable(key, "Thử", COLUMNS, keys, rows, total, ADDITIVE)


def only(facts: PackFacts, table: PackTable) -> bytes:
    return annexes(facts, {table.key: table})


def narrow(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows without the empty cells to their right."""
    return [row[: len(COLUMNS)] for row in rows]


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode()


def test_contents_say_what_is_always_said(content: bytes) -> None:
    said = "\n".join(str(cell) for row in sheets(content)[CONTENTS] for cell in row)
    for words in (
        "Quý I/2025: 15/12/2024–14/03/2025, 90 ngày",
        "cùng kỳ năm trước (Quý I/2024: 15/12/2023–14/03/2024, 91 ngày)",
        "Kỳ 15–14 (Ủy ban ATGT Quốc gia)",
        "Tính cả va chạm",
        "Phòng CSGT (số liệu minh họa); Phòng CSGT và Thanh tra giao thông (số liệu minh họa)",
        "Số liệu minh họa, không phải số liệu thật",
        "Số liệu chưa chốt, có thể còn bổ sung",
        "Hai kỳ không dài bằng nhau",
    ):
        assert words in said


def test_the_colours_of_lying_bars_are_named_in_one_order(content: bytes) -> None:
    """LibreOffice turns the legend of lying bars round, Excel does not: the axis names them."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    lying = [chart for chart in charts if '<c:barDir val="bar"/>' in chart]
    assert len(lying) >= 4
    for chart in lying:
        assert "<c:legend>" not in chart
        assert re.search(r"cột đậm: [^<]*\(Quý I/2025\), cột nhạt: [^<]*\(Quý I/2024\)", chart)


def test_a_snapshot_is_named_with_time_author_and_program(pack_facts: PackFacts) -> None:
    pinned = Pinned("Sơ kết Quý I", "2025-04-12T09:05:00+00:00", "Lan", "0.1.0+abc")
    made = annexes(replace(pack_facts, pinned=pinned), {})
    said = "\n".join(str(cell) for row in sheets(made)[CONTENTS] for cell in row)
    assert "«Sơ kết Quý I», chốt lúc 16:05 ngày 12/4/2025, người chốt: Lan, phiên bản chương trình 0.1.0+abc" in said


def test_every_table_has_a_sheet_and_a_link_to_it(content: bytes, tables: dict[str, PackTable]) -> None:
    names = list(sheets(content))
    assert names[0] == CONTENTS
    assert names[1:4] == ["PL1 Ba tiêu chí", "PL2 Địa bàn", "PL3 Loại hình"]
    assert len(names) == 1 + len(tables)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    links = re.findall(r'location="\'([^\']+)\'!A1"', part(content, "xl/worksheets/sheet1.xml"))
    assert links == names[1:]
    assert part(content, "xl/worksheets/sheet3.xml").count(f"location=\"'{CONTENTS}'!A1\"") == 1


def test_only_tables_of_two_periods_say_which_are_compared(content: bytes, tables: dict[str, PackTable]) -> None:
    """Black spots are those of three years up to a day, the series has five years of quarters."""
    below = {rows[0][0]: rows[1][0] for name, rows in sheets(content).items() if name != CONTENTS}
    assert below[tables["areas"].title].startswith("Quý I/2025: 15/12/2024–14/03/2025, 90 ngày so với cùng kỳ")
    for key in ("spots_km", "spots_point", "spot_changes", "series"):
        assert below[tables[key].title] == "Đơn vị: vụ, người.", key


def test_a_table_without_a_short_name_gets_one_that_excel_takes() -> None:
    named = two_rows(key="mới")
    names = sheet_names([replace(named, title="Tỷ lệ [vụ/km]: rất dài, dài hơn ba mươi mốt chữ"), named])
    assert names == ["PL1 Tỷ lệ  vụ km   rất dài, dài", "PL2 Thử"]


def test_differences_percents_and_sums_are_formulas_with_their_value(pack_facts: PackFacts) -> None:
    rows = (("A", 9, 6, 3, 50.0), ("B", 4, 0, 4, None))
    made = only(pack_facts, two_rows(*rows, total=("Tổng số", 13, 6, 7, 700 / 6)))
    name = "PL1 Địa bàn"
    found = {cell: formula for (sheet, cell), formula in formulas(made).items() if sheet == name}
    assert found["D6"] == ("B6-C6", "3")
    assert found["E6"] == ('IF(C6=0,"–",(B6-C6)/C6)', "0.5")
    assert found["E7"] == ('IF(C7=0,"–",(B7-C7)/C7)', "–")
    assert found["B8"] == ("SUM(B6:B7)", "13")
    assert found["D8"] == ("B8-C8", "7")
    assert narrow(sheets(made)[name][5:8]) == [
        ["A", 9.0, 6.0, 3.0, 0.5],
        ["B", 4.0, 0.0, 4.0, "–"],
        ["Tổng số", 13.0, 6.0, 7.0, pytest.approx(700 / 600)],
    ]


def test_no_formula_where_it_would_say_something_else(pack_facts: PackFacts) -> None:
    """A missing count, a percent that is not said, a total that is not the sum of its rows."""
    rows = (("A", 9, None, None, None), ("B", 4, 2, 2, None))
    made = only(pack_facts, two_rows(*rows, total=("Tổng số", 14, None, None, None)))
    found = {cell: formula for (_, cell), (formula, _) in formulas(made).items()}
    assert found == {"D7": "B7-C7"}
    assert narrow(sheets(made)["PL1 Địa bàn"][5:8]) == [
        ["A", 9.0, "–", "–", "–"],
        ["B", 4.0, 2.0, 2.0, "–"],
        ["Tổng số", 14.0, "–", "–", "–"],
    ]


HOSTILE = [
    "=cmd|'/c calc'!A1",
    "+1",
    "@SUM(A1)",
    "-2+3",
    '=HYPERLINK("http://x")',
    "＝1+1",
    "<b>&amp;\"'",
    "http://x.vn",
]


def test_texts_of_files_stay_texts(pack_facts: PackFacts) -> None:
    labels = [*HOSTILE, "QL\x0070\x07\ufffe\ud800", "x" * 40_000, "\t=1+1"]
    rows = [(label, 3 if "QL" in label else 2, 1, 1 + ("QL" in label), None) for label in labels]
    made = only(pack_facts, two_rows(*rows, key="roads"))
    shown = [row[0] for row in sheets(made)["PL1 Tuyến đường"][5:]]
    assert shown[: len(HOSTILE)] == HOSTILE
    assert shown[len(HOSTILE)] == "QL70"
    assert len(shown[len(HOSTILE) + 1]) == 1000
    xml = part(made, "xl/worksheets/sheet2.xml")
    assert all(formula.startswith(("B", "IF(C")) for formula in re.findall(r"<f>(.*?)</f>", xml))
    assert re.findall(r"<hyperlink [^>]*>", xml) == re.findall(r"<hyperlink [^>]*location=[^>]*>", xml)
    assert 'quotePrefix="1"' in part(made, "xl/styles.xml")
    assert chart_series(made)[0].categories[: len(HOSTILE)] == tuple(HOSTILE)
    assert "nhiều nhất QL70 (3 vụ)" in part(made, chart_series(made)[0].part)


def test_each_kind_has_its_number_format(pack_facts: PackFacts) -> None:
    columns = (
        Column("name", "Vị trí", "text"),
        Column("first", "Vụ đầu", "date"),
        Column("lat", "Điểm đầu Vĩ độ", "decimal"),
        Column("expected", "Số vụ dự kiến", "decimal"),
        Column("year", "Năm", "count"),
    )
    rows = (("QL70", date(2025, 2, 1), 22.2625, 0.5, 2024), ("QL4D", None, None, None, None))
    made = only(pack_facts, PackTable("spots_km", "Thử", columns, ("a", "b"), rows))
    assert sheets(made)["PL1 Điểm đen theo lý trình"][4:6] == [
        ["QL70", date(2025, 2, 1), 22.2625, 0.5, 2024.0],
        ["QL4D", "–", "–", "–", "–"],
    ]
    styles = part(made, "xl/styles.xml")
    assert all(code in styles for code in ("dd/mm/yyyy", "0.000000"))


def test_numbers_show_the_separators_of_the_reader(content: bytes) -> None:
    """Codes in the invariant form: Vietnamese Excel shows 1.234 and +12,50%."""
    styles = part(content, "xl/styles.xml")
    assert 'formatCode="+#,##0;-#,##0;0"' in styles
    assert 'formatCode="+0.00%;-0.00%;0.00%"' in styles
    assert 'numFmtId="3"' in styles or 'formatCode="#,##0"' in styles


def test_sheets_are_set_up_for_reading_and_print(content: bytes, tables: dict[str, PackTable]) -> None:
    book = part(content, "xl/workbook.xml")
    for number in range(2, len(tables) + 2):
        sheet = part(content, f"xl/worksheets/sheet{number}.xml")
        for words in ('paperSize="9"', 'orientation="landscape"', 'fitToHeight="0"', 'state="frozen"', 'xSplit="1"'):
            assert words in sheet, number
        assert "Trang &amp;P/&amp;N" in sheet
    assert book.count("_xlnm.Print_Area") == len(tables) + 1
    assert "'PL2 Địa bàn'!$4:$5" in book  # headings again on every page
    merged = part(content, "xl/worksheets/sheet3.xml")
    assert '<mergeCell ref="B4:E4"/>' in merged  # "Số vụ" above its four columns
    assert '<mergeCell ref="A4:A5"/>' in merged


def test_a_footer_that_begins_with_a_figure_keeps_its_size(pack_facts: PackFacts) -> None:
    """Excel reads "&96 tháng" as letters of 96 points."""
    six_months = parse_period("2024-6M", pack_facts.definitions.calendar())
    made = only(replace(pack_facts, period=six_months), two_rows(("A", 1, 1, 0, 0.0)))
    assert "&amp;C&amp;9 6 tháng/2024; nguồn: " in part(made, "xl/worksheets/sheet2.xml")


def test_charts_are_native_vietnamese_and_drawn_from_the_cells(content: bytes) -> None:
    series = chart_series(content)
    assert len({one.part for one in series}) == 15
    assert all(
        one.values == tuple(None if cell == "–" else cell for cell in referred(content, one.cells)) for one in series
    )
    areas = next(one for one in series if "Địa bàn'!$B" in one.cells)
    assert areas.name == "Kỳ này (Quý I/2025)"
    assert areas.categories[:2] == ("TP Lào Cai", "Bát Xát")
    charts = [part(content, one) for one in sorted({one.part for one in series})]
    assert "Số vụ theo địa bàn: nhiều nhất Bảo Yên (21 vụ)" in "".join(charts)
    assert sum("<c:lineChart>" in chart for chart in charts) == 1
    assert sum("<c:barChart>" in chart for chart in charts) == 14
    assert not any("en-US" in chart for chart in charts)
    assert "vi-VN" in charts[0]


def test_no_chart_lies_over_a_table_or_outside_the_print(content: bytes) -> None:
    book = part(content, "xl/workbook.xml")
    areas = dict(re.findall(r"'([^']+)'!\$A\$1:\$[A-Z]+\$(\d+)</definedName>", book))
    drawn = {series.part: series.cells.split("'")[1] for series in chart_series(content)}
    for number, name in enumerate(dict.fromkeys(drawn[chart] for chart in sorted(drawn, key=by_number)), start=1):
        xml = part(content, f"xl/drawings/drawing{number}.xml")
        (column, row), (_, last) = re.findall(r"<xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>", xml)
        table = next(grid for grid in grids(content) if grid.where == name)
        headings = 2 if any(group for group, _ in table.headings) else 1
        below = int(row) >= TOP + headings + len(table.rows)
        assert below or int(column) >= len(table.headings), name
        assert int(last) < int(areas[name]), name


def by_number(part_name: str) -> int:
    return int(re.findall(r"\d+", part_name)[0])


def test_breaks_of_the_series_are_marked_and_told(content: bytes) -> None:
    rows = sheets(content)["PL13 Theo quý"]
    said = "\n".join(str(row[0]) for row in rows)
    assert "(1) Mốc 15/08/2024, Thông tư 26/2024/TT-BCA có hiệu lực" in said
    lines = next(
        name for name in sorted({one.part for one in chart_series(content)}) if "lineChart" in part(content, name)
    )
    assert ">(1)<" in part(content, lines)


def test_a_line_is_broken_where_a_quarter_is_missing(pack_facts: PackFacts) -> None:
    """In the table stands "–", which a line would take for 0; it is drawn from hidden cells that are empty there."""
    columns = (Column("label", "Quý", "text"), Column("accidents", "Số vụ", "count"))
    table = PackTable(
        "series", "Thử", columns, ("a", "b", "c"), (("Quý I/2024", 5), ("Quý II/2024", None), ("Quý III/2024", 7))
    )
    made = only(pack_facts, table)
    assert [row[1] for row in sheets(made)["PL1 Theo quý"][4:7]] == [5.0, "–", 7.0]
    assert chart_series(made)[0].values == (5.0, None, 7.0)
    assert 'hidden="1"' in part(made, "xl/worksheets/sheet2.xml")


def test_the_same_facts_give_the_same_small_file(
    pack_facts: PackFacts, tables: dict[str, PackTable], content: bytes
) -> None:
    assert annexes(pack_facts, tables) == content
    assert len(content) < 2_000_000
    core = part(content, "docProps/core.xml")
    assert "<dc:language>vi-VN</dc:language>" in core
    assert "2025-03-14T00:00:00Z" in core  # the last day of the period, no clock
    assert "Phụ lục số liệu tai nạn giao thông Quý I/2025" in core


def test_only_the_chosen_sections_are_in_it(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    assert {section_of(key) for key in tables} == {"accidents", "breakdowns", "alerts", "spots", "violations"}
    assert set(SECTIONS) >= {section_of(key) for key in tables}
    made = sheets(annexes(pack_facts, tables, sections={"alerts", "spots"}))
    assert list(made)[1] == "PL1 Mức bình thường"
    assert len(made) == 1 + 1 + 5
    assert list(sheets(annexes(pack_facts, tables, sections=frozenset({"proposals"})))) == [CONTENTS]


def test_an_empty_table_says_so(pack_facts: PackFacts) -> None:
    made = only(pack_facts, two_rows())
    assert sheets(made)["PL1 Địa bàn"][5][0] == "Không có dòng nào."
    assert chart_series(made) == []


def test_every_table_reads_back(content: bytes, tables: dict[str, PackTable]) -> None:
    """The reader that the other tests use sees every row and column."""
    for grid, table in zip(grids(content), tables.values(), strict=True):
        assert len(grid.headings) == len(table.columns), table.key
        assert len(grid.rows) == len(table.rows) + (table.total is not None), table.key


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libre_office_calculates_the_kept_values(content: bytes, tmp_path: Path) -> None:
    """The file without its kept values, calculated anew, shows the same figures."""
    bare = tmp_path / "phụ lục.xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(rb' t="str"><f>|><f>', b"><f>", text)
                text = re.sub(rb"</f><v>.*?</v>", b"</f>", text)
            target.writestr(name, text)
    assert all(not kept for _, kept in formulas(bare.read_bytes()).values())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = tmp_path / "tính lại"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(bare)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = CalamineWorkbook.from_path(str(out / bare.name))
    for name, cells in sheets(content).items():
        calculated = again.get_sheet_by_name(name).to_python()
        for row, kept in enumerate(cells[TOP:], start=TOP):
            for place, value in enumerate(kept):
                if value != "":
                    assert calculated[row][place] == pytest.approx(value) if isinstance(value, float) else True, (
                        name,
                        row,
                    )
                    assert isinstance(value, float) or calculated[row][place] == value, (name, row, place)
