"""The slides as PPTX, read back with python-pptx: figures equal those of the tables, nothing of a template is left."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from analysis.places.asked import BY_KM, BY_POINT
from analysis.review.pack import words
from analysis.review.pack.facts import gather
from analysis.review.pack.record import PackFacts, PackTable, Pinned, cell_text
from analysis.review.pack.slide_deck import HEIGHT, WIDTH
from analysis.review.pack.slide_overview import short_quarter
from analysis.review.pack.slides import slides
from analysis.review.pack.tables import pack_tables

from .small import small
from .test_words_signals import RECENT, found, with_spots

EMU = 914400
HOSTILE = '=HYPERLINK("http://x")\x00\x1b\u202e & <b>Đường rất dài</b> ' + "Nguyễn Thượng Hiền " * 40
ENGLISH = (
    *("click", "title", "placeholder", "level", "slide", "master", "style", "chart", "table", "office", "theme"),
    *("sheet", "textbox", "rectangle", "connector", "default", "series", "category", "subtitle", "footer", "notes"),
)


@pytest.fixture(scope="module")
def tables(pack_facts: PackFacts) -> dict[str, PackTable]:
    return pack_tables(pack_facts)


@pytest.fixture(scope="module")
def content(pack_facts: PackFacts, tables: dict[str, PackTable]) -> bytes:
    return slides(pack_facts, tables)


@pytest.fixture(scope="module")
def deck(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def opened(facts: PackFacts, tables: dict[str, PackTable] | None = None, **options: Any) -> Any:
    return Presentation(io.BytesIO(slides(facts, tables or pack_tables(facts), **options)))


def shapes(deck: Any) -> Iterator[tuple[int, Any]]:
    for number, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            yield number, shape


def charts(deck: Any) -> list[Any]:
    return [shape for _, shape in shapes(deck) if shape.has_chart]


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text.replace("\u2011", "-") for slide in deck.slides]


def texts_of(shape: Any) -> list[str]:
    if shape.has_table:
        return [cell.text for row in shape.table.rows for cell in row.cells]
    return [shape.text_frame.text] if shape.has_text_frame else []


def all_texts(slide: Any) -> str:
    return "\n".join(text for shape in slide.shapes for text in texts_of(shape))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_fourteen_slides_16_by_9(deck: Any) -> None:
    assert len(deck.slides) == 14
    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    assert deck.element.sldSz.get("type") is None
    order = [child.tag.split("}")[1] for child in deck.element]
    assert order[:4] == ["sldMasterIdLst", "notesMasterIdLst", "sldIdLst", "sldSz"]


def test_a_whole_year_has_ten_to_fourteen(sample_store: Any, definitions: Any) -> None:
    made = opened(gather(sample_store, definitions, "2024"))
    assert 10 <= len(made.slides) <= 14
    assert_inside(made)


def test_every_title_is_one_line_of_words(deck: Any) -> None:
    for title in titles(deck):
        assert title
        assert "\n" not in title
        assert "\v" not in title
        assert title == " ".join(title.split())
        assert not title.endswith((".", "…"))


def test_messages_are_those_of_the_words(pack_facts: PackFacts, deck: Any) -> None:
    said = titles(deck)
    assert said[0] == words.title(pack_facts)
    for message in (words.message_total, words.message_areas, words.message_alerts, words.message_spots):
        assert message(pack_facts) in said


def test_no_placeholder_is_empty(deck: Any) -> None:
    for number, shape in shapes(deck):
        if shape.is_placeholder:
            assert shape.text_frame.text.strip(), (number, shape.name)


def test_cards_have_the_three_criteria(deck: Any, tables: dict[str, PackTable]) -> None:
    table = tables["criteria"]
    boxes = {shape.name: shape.text_frame.text.split("\n") for shape in deck.slides[1].shapes if shape.has_text_frame}
    for label, now, before, difference, percent, verdict, _ in table.rows:
        name, count, base, change, judged = boxes[label]
        assert (name, count, base) == (label, f"{now}", f"cùng kỳ {before}")
        assert change == f"{cell_text(difference, 'difference')} ({cell_text(percent, 'percent')})"
        assert judged.split(" ", 1)[1] == verdict


def test_charts_are_native_and_equal_the_tables(deck: Any, tables: dict[str, PackTable]) -> None:
    by_title = {table.title: table for table in tables.values()}
    drawn = charts(deck)
    assert [shape.name for shape in drawn] == [
        by_title[name].title
        for name in (
            tables[key].title
            for key in (
                *("series", "severity", "areas", "roads", "hours", "weekdays", "causes", "vehicles"),
                *("violations_behaviours", "criteria"),
            )
        )
    ]
    checked = 0
    for shape in drawn:
        table = by_title[shape.name]
        named = [short_quarter(str(label)).removesuffix(" giờ") for label in table.column("label")]
        named = [label.removeprefix("0") or "0" for label in named] if table.key == "hours" else named
        rows = dict(zip(named, table.rows, strict=True))
        for series, column in zip(shape.chart.plots[0].series, _columns(table), strict=True):
            values = dict(zip(shape.chart.plots[0].categories, series.values, strict=True))
            others = [name for name in values if name not in rows]
            assert len(others) <= 1
            for name, value in values.items():
                if name in rows:
                    assert value == rows[name][table.place(column)]
                    checked += 1
            if others:
                shown = sum(rows[name][table.place(column)] for name in values if name in rows)
                assert values[others[0]] == table.total[table.place(column)] - shown  # type: ignore[index]
                assert int(others[0].split()[0]) == len(table.rows) - len(values) + 1
    assert checked > 150


def _columns(table: PackTable) -> list[str]:
    if table.key == "series":
        return ["accidents", "deaths", "injured"]
    if table.key == "criteria":
        return ["before", "target", "now"]
    measure = "cases" if table.key.startswith("violations") else "accidents"
    return [f"{measure}.now", f"{measure}.before"]


def test_hours_show_all_of_the_day_and_say_what_is_unknown(deck: Any, tables: dict[str, PackTable]) -> None:
    (hours,) = [shape.chart for shape in charts(deck) if shape.name == tables["hours"].title]
    assert list(hours.plots[0].categories) == [str(hour) for hour in range(24)]
    unknown = tables["hours"].rows[-1]
    assert unknown[0] == "Không rõ"
    assert f"không rõ giờ: {unknown[1]} vụ" in all_texts(deck.slides[7])


def test_tables_have_the_texts_of_the_tables(deck: Any, tables: dict[str, PackTable]) -> None:
    (alerts,) = [shape.table for shape in deck.slides[5].shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for row in alerts.rows][2:]
    table = tables["alerts"]
    columns = [table.place(key) for key in ("label", "now", "last_year", "lower", "upper", "level", "reason")]
    expected = [[cell_text(row[place], table.columns[place].kind) for place in columns] for row in table.rows]
    assert rows == expected


def test_table_beside_the_bars_is_level_with_them(deck: Any, tables: dict[str, PackTable]) -> None:
    slide = deck.slides[4]
    (chart,) = [shape for shape in slide.shapes if shape.has_chart]
    (frame,) = [shape for shape in slide.shapes if shape.has_table]
    layout = chart.chart._chartSpace.find(".//{*}plotArea/{*}layout/{*}manualLayout")
    share = {child.tag.split("}")[1]: float(child.get("val")) for child in layout if child.tag[-1] in "xywh"}
    rows = [row.height for row in frame.table.rows]
    first, band = chart.top + share["y"] * chart.height, share["h"] * chart.height / len(tables["areas"].rows)
    assert frame.top + rows[0] == pytest.approx(first, abs=EMU / 50)
    assert all(row == pytest.approx(band, abs=EMU / 50) for row in rows[1:])


def test_the_workbook_of_a_chart_is_what_is_drawn(deck: Any) -> None:
    for shape in charts(deck):
        plot = shape.chart.plots[0]
        book = CalamineWorkbook.from_filelike(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        head, *rows = book.get_sheet_by_name("Số liệu").to_python()
        assert head[1:] == [series.name for series in plot.series]
        assert [row[0] for row in rows] == list(plot.categories)
        for place, series in enumerate(plot.series, start=1):
            assert [row[place] if row[place] != "" else None for row in rows] == list(series.values)
        references = [element.text for element in shape.chart._chartSpace.iter("{*}f")]
        assert references
        assert all(text.startswith("'Số liệu'!$") for text in references)


def test_no_pie_no_third_dimension_gaps_stay_gaps(content: bytes) -> None:
    drawn = {
        name: data.decode() for name, data in parts(content).items() if re.match(r"ppt/charts/chart\d+\.xml", name)
    }
    assert len(drawn) == 10
    for xml in drawn.values():
        assert "3D" not in xml
        assert "pieChart" not in xml
        assert '<c:dispBlanksAs val="gap"/>' in xml
        assert '<c:min val="0.0"/>' in xml


def test_missing_counts_leave_a_gap(pack_facts: PackFacts) -> None:
    series = pack_facts.series.copy()
    series.loc[series.index[:3], ["accidents", "deaths", "injured"]] = None
    series.loc[series.index[:3], "covered"] = "none"
    made = opened(replace(pack_facts, series=series))
    values = list(charts(made)[0].chart.plots[0].series[0].values)
    assert values[:3] == [None, None, None]
    assert None not in values[3:]


def test_unit_on_the_axis_and_numbers_of_vietnam(deck: Any) -> None:
    units = [shape.chart.value_axis.axis_title.text_frame.text for shape in charts(deck)]
    assert set(units) == {"vụ", "vụ, người", "trường hợp"}
    codes = {shape.name: shape.chart.value_axis.tick_labels.number_format for shape in charts(deck)}
    assert codes.pop("Kết quả xử lý vi phạm theo hành vi") == r"[>=1000000]0\.000\.000;[>=1000]0\.000;0"
    assert set(codes.values()) == {"#,##0"}


def test_notes_say_where_every_figure_is_from(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    pinned = Pinned("Họp Quý I", "2025-04-01T08:00:00+07:00", "Lan", "1")
    made = opened(replace(pack_facts, pinned=pinned), tables)
    commands = []
    for number, slide in enumerate(made.slides, start=1):
        text = slide.notes_slide.notes_text_frame.text
        assert "15/12/2024–14/03/2025" in text, number
        assert "15/12/2023–14/03/2024" in text, number
        assert ("Tính cả va chạm" in text) == (number not in (11, 12)), "spots and violations have no such choice"
        assert "Bản chốt số liệu: «Họp Quý I»" in text
        commands += re.findall(r"python -m analysis [^;.]+", text)
        assert number == 1 or "python -m analysis" in text
    snapshot = ' --snapshot "Họp Quý I"'
    assert f"python -m analysis compare --period 2025-Q1 --by area{snapshot}" in commands
    assert f"python -m analysis alerts --period 2025-Q1{snapshot}" in commands
    assert f"python -m analysis violations --period 2025-Q1 --by behaviour{snapshot}" in commands
    assert any(line.startswith("python -m analysis blackspots --as-of 2025-03-14 --by km") for line in commands)


@pytest.mark.parametrize(
    ("label", "short"),
    [("Quý I/2025", "I/25"), ("Quý IV/2020", "IV/20"), ("Quý II/2025 (chưa đủ)", "II/25*"), ("Năm 2024", "Năm 2024")],
)
def test_quarters_on_an_axis_take_one_line(label: str, short: str) -> None:
    assert short_quarter(label) == short


def test_both_periods_have_their_values_over_the_hours(deck: Any) -> None:
    hours = next(shape.chart for shape in charts(deck) if "theo giờ" in shape.name)
    assert [series.data_labels.show_value for series in hours.plots[0].series] == [True, True]


def test_no_line_of_a_slide_ends_behind_a_minus(deck: Any) -> None:
    sentences = [
        paragraph.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]
    assert any("\u2011" in text for text in sentences)
    assert not [text for text in sentences if re.search(r"[(; ]-\d", text)]


def test_foot_and_number_on_every_slide_but_the_cover(deck: Any) -> None:
    for number, slide in enumerate(deck.slides, start=1):
        kinds = {shape.element.ph.get("type"): shape for shape in slide.placeholders}
        if number == 1:
            assert "ftr" not in kinds
            continue
        assert "Nguồn: " in kinds["ftr"].text_frame.text
        assert "Số liệu minh họa" in kinds["ftr"].text_frame.text
        assert kinds["sldNum"].element.find(".//{*}fld").get("type") == "slidenum"


def test_cover_has_body_period_and_illustration(deck: Any) -> None:
    text = all_texts(deck.slides[0])
    for expected in (
        "UBND TỈNH LÀO CAI",
        "BAN AN TOÀN GIAO THÔNG",
        "15/12/2024–14/03/2025 (90 ngày)",
        "Số liệu minh họa",
    ):
        assert expected in text


def test_alt_text_of_charts_and_tables(deck: Any) -> None:
    for number, shape in shapes(deck):
        if shape.has_chart or shape.has_table:
            assert shape._element.nvGraphicFramePr.cNvPr.get("descr"), (number, shape.name)


def test_no_english_is_left(content: bytes) -> None:
    for name, data in parts(content).items():
        if not name.endswith(".xml") or name.startswith(("[", "ppt/theme", "ppt/presProps", "ppt/viewProps")):
            continue
        xml = data.decode()
        shown = re.findall(r"<a:t>([^<]*)</a:t>", xml) + re.findall(r'\bname="([^"]*)"', xml)
        shown += re.findall(r'descr="([^"]*)"', xml)
        for text in shown:
            without = re.sub(r"python -m analysis [^;.]*|data/reference/\S+", "", text).lower()
            assert not [word for word in ENGLISH if re.search(rf"\b{word}\b", without)], (name, text)
        assert 'lang="en' not in xml, name


def test_letters_are_large_enough(content: bytes) -> None:
    for name, data in parts(content).items():
        if re.match(r"ppt/(slides/slide|charts/chart)\d+\.xml", name):
            sizes = {int(size) for size in re.findall(r'\bsz="(\d+)"', data.decode())}
            assert min(sizes - {1000}) >= 1200, name
            assert data.decode().count('sz="1000"') <= 1, name


def test_same_facts_same_bytes_without_a_clock(
    pack_facts: PackFacts, tables: dict[str, PackTable], content: bytes
) -> None:
    assert slides(pack_facts, tables) == content
    dates: set[str] = set()
    for data in (content, *(data for name, data in parts(content).items() if name.endswith(".xlsx"))):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            dates |= set(re.findall(r"W3CDTF\">([^<]+)<", package.read("docProps/core.xml").decode()))
    assert dates == {"2025-03-14T00:00:00Z", "2000-01-01T00:00:00Z"}


def test_small_file(content: bytes) -> None:
    assert len(content) < 2_000_000


def test_nothing_of_the_template_is_left(content: bytes) -> None:
    names = set(parts(content))
    assert not [name for name in names if "thumbnail" in name or "printer" in name]
    assert len([name for name in names if re.match(r"ppt/slideLayouts/slideLayout\d+\.xml", name)]) == 2


def test_sections_that_were_not_chosen_are_left_out(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    assert len(opened(pack_facts, tables, sections={"accidents"}).slides) == 5
    only_alerts = opened(pack_facts, tables, sections={"alerts"})
    assert len(only_alerts.slides) == 3
    assert "Bảo Yên" in titles(only_alerts)[1]
    assert "Kiến nghị" not in all_texts(only_alerts.slides[2])
    assert "Kiến nghị" in all_texts(opened(pack_facts, tables, sections={"proposals"}).slides[1])


def test_what_was_not_taken_in_has_no_slide(pack_facts: PackFacts) -> None:
    facts = small(pack_facts)
    made = opened(facts)
    named = {shape.name for _, shape in shapes(made)}
    assert "Kết quả xử lý vi phạm theo hành vi" not in named
    assert "Số vụ từng địa bàn so với mức bình thường của chính địa bàn" not in named
    assert_inside(made)


def test_districts_by_hand(pack_facts: PackFacts) -> None:
    facts = small(
        pack_facts, (25, 8, 10), (20, 4, 12), area={"080": ((18, 6, 4), (11, 1, 8)), "082": ((7, 2, 6), (9, 3, 4))}
    )
    made = opened(facts)
    (chart,) = [shape.chart for shape in charts(made) if shape.name == "Tai nạn giao thông theo địa bàn"]
    now, before = chart.plots[0].series
    values = dict(zip(chart.plots[0].categories, zip(now.values, before.values, strict=True), strict=True))
    assert (now.name, before.name) == ("Quý I/2025", "Quý I/2024")
    assert values["TP Lào Cai"] == (18, 11)
    assert values["Bát Xát"] == (7, 9)
    (beside,) = [
        shape.table for _, shape in shapes(made) if shape.has_table and shape.name == "Tai nạn giao thông theo địa bàn"
    ]
    assert [cell.text for cell in beside.rows[1].cells] == ["+7", "+63,64%"]  # 18 - 11; 7 / 11


def test_free_span_without_flags(sample_store: Any, definitions: Any) -> None:
    made = opened(gather(sample_store, definitions, "2024-02-01..2024-02-14"))
    assert len(made.slides) == 13
    assert [series.name for series in charts(made)[1].chart.plots[0].series] == ["Kỳ này", "Cùng kỳ"]
    assert "alerts" not in made.slides[4].notes_slide.notes_text_frame.text


def test_no_black_spot_is_a_finding_not_an_empty_slide(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    emptied = {**tables, "spot_changes": replace(tables["spot_changes"], keys=(), rows=())}
    km = pack_facts.spots[BY_KM]
    nothing = replace(pack_facts, spots={**pack_facts.spots, BY_KM: replace(km, spots=km.spots.iloc[:0])})
    slide = opened(nothing, emptied).slides[10]
    assert [shape.name for shape in slide.shapes if shape.has_table] == [
        tables[key].title for key in ("spots_point", "spots_near")
    ]
    assert "đề nghị rà soát" in all_texts(slide)


def test_a_spot_found_both_ways_is_listed_once_whatever_it_is_called(pack_facts: PackFacts) -> None:
    """By coordinates it has another name, but the same accidents; the second place only coordinates find."""
    apart = {**RECENT, "road": "QL4D", "accident_ids": ("8", "9"), "spot_id": "riêng"}
    point = found(pack_facts, {**RECENT, "road": "Đường khác"}, apart, by=BY_POINT)
    facts = with_spots(pack_facts, found(pack_facts, RECENT), point, still=1)
    slide = opened(facts).slides[10]
    text = all_texts(slide)
    assert (text.count("QL70 Km126+370"), text.count("QL4D Km126+370"), text.count("Đường khác")) == (1, 1, 0)
    assert slide.shapes.title.text_frame.text == (
        "01 điểm đen theo lý trình và 01 nơi chỉ theo tọa độ trong 12 tháng qua, đề nghị rà soát"
    )


def test_black_spots_do_not_follow_the_choice_of_collisions(pack_facts: PackFacts) -> None:
    facts = replace(pack_facts, with_collisions=False)
    slide = opened(facts).slides[10]
    (foot,) = (shape.text_frame.text for shape in slide.placeholders if shape.element.ph.get("type") == "ftr")
    assert "Xét theo lý trình: đoạn đến 100 m" in foot
    assert "va chạm" not in foot
    assert "va chạm" not in slide.notes_slide.notes_text_frame.text.partition("\n")[2]


def test_what_is_unknown_is_not_called_the_most_frequent(pack_facts: PackFacts) -> None:
    mode = {"road": ((60,), (60,)), "unknown": ((32,), (23,))}
    severity = {"unknown": ((50,), (40,)), "serious": ((12,), (20,)), "less_serious": ((30,), (23,))}
    titles_of = titles(opened(small(pack_facts, mode=mode, severity=severity)))
    assert "Đường bộ 60 trên 92 vụ; nhiều nhất là mức ít nghiêm trọng, 30 vụ" in titles_of
    unknown = {"unknown": ((92,), (83,))}
    assert "92 vụ không rõ loại hình" in titles(opened(small(pack_facts, mode=unknown, severity=unknown)))


def test_many_black_spots_are_cut_and_counted(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    one = tables["spot_changes"]
    many = replace(one, keys=tuple(f"{n}" for n in range(40)), rows=(one.rows[0],) * 40)
    made = opened(pack_facts, {**tables, "spot_changes": many})
    listed = next(shape for shape in made.slides[10].shapes if shape.has_table)
    shown = len(listed.table.rows) - 1
    assert 3 <= shown < 15
    assert f"Còn {40 - shown} nơi khác, xem phụ lục." in all_texts(made.slides[10])
    assert_inside(made)


def test_hostile_texts_do_no_harm(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    named = {key: renamed(table) for key, table in tables.items()}
    content = slides(pack_facts, named)
    made = Presentation(io.BytesIO(content))
    assert len(made.slides) == 14
    assert_inside(made)
    for name, data in parts(content).items():
        if name.endswith(".xml"):
            bad = [c for c in data.decode() if unicodedata.category(c) in ("Cc", "Cf") and c not in "\n\r\t"]
            assert not bad, name
            assert "_x00" not in data.decode(), name
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert any(str(name).startswith("=HYPERLINK") for name in charts(made)[2].chart.plots[0].categories)


def renamed(table: PackTable) -> PackTable:
    """Every text of a table made hostile, each another."""
    kinds = [column.kind for column in table.columns]
    rows = tuple(
        tuple(
            f"{HOSTILE[:12]}{number} {HOSTILE}" if kind == "text" else value
            for kind, value in zip(kinds, row, strict=True)
        )
        for number, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def assert_inside(deck: Any) -> None:
    """Nothing stands outside its slide or runs into the foot."""
    for number, shape in shapes(deck):
        assert shape.left >= 0, (number, shape.name)
        assert shape.left + shape.width <= WIDTH * EMU + 1, (number, shape.name)
        foot = shape.is_placeholder and shape.element.ph.get("type") in ("ftr", "sldNum")
        lowest = HEIGHT if foot or number == 1 else 6.92
        height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
        assert shape.top >= 0, (number, shape.name)
        assert shape.top + height <= lowest * EMU + 1, (number, shape.name)


def test_nothing_stands_outside(deck: Any) -> None:
    assert_inside(deck)
