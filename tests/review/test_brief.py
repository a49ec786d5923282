"""The one-page assessment of a district: figures read back from the DOCX, words by hand, one page in LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn

from analysis.__main__ import run
from analysis.definitions.catalogue import Definitions
from analysis.definitions.letterhead import Letterhead
from analysis.definitions.periods import parse_period
from analysis.errors import RequestError
from analysis.figures.compare import covered_batches
from analysis.figures.counts import daily_counts
from analysis.review import brief_words as words
from analysis.review.brief import brief_file_name, district_brief, write_brief
from analysis.review.brief_facts import asked_facts, brief_facts, place_words
from analysis.review.brief_proposals import suggestions
from analysis.review.brief_record import BriefFacts, Casualties, Quarter, Rise
from analysis.signals.alerts import alerts
from analysis.store.flags import Flag, reopen, set_aside
from analysis.store.tables import Store
from tests.signals.stored import accident, store_of

from .briefs import facts, fullest

ENGLISH = re.compile(r"\b(red|amber|none|nan|NA|None|True|False|True|now|the|and|of|for|unknown|Table|Figure)\b")


@pytest.fixture
def bao_yen(definitions: Definitions) -> BriefFacts:
    return facts(definitions)


def read(sheet: bytes) -> str:
    """All text of the sheet, a line a paragraph, tables in their place."""
    body = open_docx(io.BytesIO(sheet)).element.body
    return "\n".join("".join(text.text or "" for text in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))


def test_the_sheet_says_how_many_how_sure_and_against_what(bao_yen: BriefFacts, definitions: Definitions) -> None:
    text = read(district_brief(bao_yen, definitions.letterhead))
    for said in (
        "Đánh giá đột xuất tình hình tai nạn giao thông huyện Bảo Yên",
        "Quý I/2025 (15/12/2024–14/03/2025, 90 ngày)",
        "xảy ra 21 vụ tai nạn giao thông (tính cả va chạm), làm chết 06 người, bị thương 15 người",
        "so với cùng kỳ năm trước (09 vụ), số vụ tăng 12 vụ (+133,33%).",  # 12/9 = 1,3333
        "tính từ 20 quý trước, là 5–14 vụ (trung bình 9,2)",
        "; nếu tình hình không thay đổi thì chưa đến 1 trong 1.000 quý có nhiều vụ như vậy.",
        "Đánh giá: tăng rõ rệt; cao nhất trong 21 quý; tăng riêng, không theo mặt bằng chung của tỉnh.",
        "Vượt mức bình thường từ Quý I/2025 (Quý IV/2024: 11 vụ, bình thường 5–14)",
        "Quý I từ 2020 đến 2024 (cột sẫm): 15, 9, 12, 7, 9 vụ.",
        "12 tháng đến hết 14/03/2025 có 12 người chết, 30 người bị thương (12 tháng trước đó: 07 và 16).",
        "Nguồn: Công an tỉnh; số liệu đến 31/03/2025; tổng hợp từ 21 vụ; số liệu chưa chốt, có thể còn bổ sung.",
        "một mức “tăng rõ rệt” khoảng 7 quý một lần",  # 1/0,147 = 6,8
        "- UBND huyện Bảo Yên;",
    ):
        assert said in text
    assert "minh họa" not in text


def test_the_table_of_parts_has_the_figures_and_marks_what_is_hardly_chance(
    bao_yen: BriefFacts, definitions: Definitions
) -> None:
    table = open_docx(io.BytesIO(district_brief(bao_yen, definitions.letterhead))).tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Theo", "Nhóm tăng nhiều nhất", "Kỳ này", "Bình quân 5 năm", "Tăng thêm"],
        ["Tuyến đường", "QL70", "13", "3,4", "+9,6"],
        ["Buổi trong ngày", "Buổi tối (18-24 giờ)", "17", "3,6", "+13,4"],
        ["Nguyên nhân", "Vi phạm nồng độ cồn", "6", "2,2", "+3,8"],
    ]
    assert [bool(row.cells[0].paragraphs[0].runs[0].bold) for row in table.rows] == [True, True, True, False]


def test_illustration_and_snapshot_are_said(bao_yen: BriefFacts, definitions: Definitions) -> None:
    text = read(district_brief(replace(bao_yen, illustrative=True, snapshot="Sơ kết Quý I"), definitions.letterhead))
    assert "(Số liệu minh họa, không phải số liệu thật)" in text
    assert "bản chốt số liệu “Sơ kết Quý I”" in text
    assert "chưa chốt" not in text


def test_a_flag_that_was_set_aside_says_so_with_the_reason(
    store: Store, definitions: Definitions, bao_yen: BriefFacts
) -> None:
    flag = Flag("2025-Q1", "15-14", "087")
    now = datetime(2025, 4, 20, 18, tzinfo=UTC)  # 01:00 on the 21st in Vietnam
    set_aside(store, flag, level="red", accidents=8, reason="đã kiểm tra thực địa", who="thử", now=now)
    assert asked_facts(store, definitions, "087", "2025-Q1").set_aside == (date(2025, 4, 21), "đã kiểm tra thực địa")
    assert asked_facts(store, definitions, "087", "2025-Q1", with_collisions=False).set_aside is None
    told = replace(bao_yen, set_aside=(date(2025, 4, 21), "đã kiểm tra thực địa"))
    said = "chung của tỉnh; cờ báo này được tạm gác ngày 21/04/2025 (lý do: đã kiểm tra thực địa)."
    assert said in read(district_brief(told, definitions.letterhead))
    reopen(store, flag, who="thử", now=now)
    assert asked_facts(store, definitions, "087", "2025-Q1").set_aside is None


def test_no_english_is_left_in_any_sheet(bao_yen: BriefFacts, definitions: Definitions) -> None:
    short = replace(bao_yen, level="not_enough_history", lower=None, upper=None, p_base=None, p_trend=None)
    for one in (bao_yen, fullest(definitions), short, replace(bao_yen, level="none", rises=(), bases=0, excess=None)):
        assert not ENGLISH.search(read(district_brief(one, definitions.letterhead)))


def test_the_same_facts_give_the_same_bytes(bao_yen: BriefFacts, definitions: Definitions) -> None:
    assert district_brief(bao_yen, definitions.letterhead) == district_brief(bao_yen, definitions.letterhead)
    issued = district_brief(bao_yen, definitions.letterhead, issued=date(2025, 4, 2))
    assert "Lào Cai, ngày 02 tháng 4 năm 2025" in read(issued)


def test_the_file_is_named_after_place_and_period(bao_yen: BriefFacts) -> None:
    assert brief_file_name(bao_yen) == "danh-gia-dot-xuat_huyen-bao-yen_2025-Q1.docx"


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0008, "chưa đến 1 trong 1.000 quý"),
        (0.0019, "khoảng 1 trong 530 quý"),  # 526,3
        (0.025, "khoảng 1 trong 40 quý"),
        (0.03, "khoảng 1 trong 33 quý"),
        (0.1, "khoảng 1 trong 10 quý"),
        (0.2, "khoảng 1 trong 5 quý"),
        (0.21, "cứ 2 trong 10 quý"),
        (0.34, "cứ 3 trong 10 quý"),
        (0.5, "cứ 5 trong 10 quý"),
    ],
)
def test_a_probability_is_said_as_how_often(probability: float, said: str) -> None:
    assert words.odds_words(probability, "quý") == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"last_year": 21}, "số vụ không tăng, không giảm."),
        ({"last_year": 0}, "số vụ tăng 21 vụ."),
        ({"last_year": 3}, "số vụ tăng 18 vụ (+600,00%; số nhỏ)."),
        ({"last_year": 30}, "số vụ giảm 09 vụ (-30,00%)."),
        ({"last_year": None}, "chưa có số liệu cùng kỳ năm trước để so sánh."),
        ({"with_collisions": False, "modes": ("Đường sắt",)}, "(đường sắt, không tính va chạm)"),
    ],
)
def test_the_first_sentence_in_the_words_of_reports(bao_yen: BriefFacts, changes: dict[str, object], said: str) -> None:
    assert said in words.count_sentence(replace(bao_yen, **changes))  # type: ignore[arg-type]


def test_nobody_dead_is_said_and_what_is_not_given_is_left_out(bao_yen: BriefFacts) -> None:
    hurt = replace(bao_yen.casualties, deaths=0, injured=None)
    said = words.count_sentence(replace(bao_yen, casualties=hurt))
    assert "không có người chết; so với" in said
    assert "bị thương" not in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "tăng rõ rệt; cao nhất trong 21 quý"),
        ({"p_base": 0.03, "highest_of": 2}, "tăng rõ rệt; lại có xu hướng tăng trong 12 quý"),
        ({"level": "amber", "highest_of": 2}, "theo dõi"),
        ({"prolonged": True, "highest_of": 1}, "tăng rõ rệt; quý trước cũng tăng rõ rệt (kéo dài)"),
        ({"level": "none", "highest_of": 1, "now": 14}, "không vượt mức bình thường"),
        ({"level": "none", "highest_of": 1, "now": 15}, "vượt mức bình thường, chưa đến mức theo dõi"),
        ({"level": "not_enough_history", "lower": None, "upper": None, "highest_of": 1}, "chưa đủ số liệu nền"),
    ],
)
def test_the_level_goes_with_its_reason(bao_yen: BriefFacts, changes: dict[str, object], said: str) -> None:
    assert words.level_words(replace(bao_yen, **changes)) == said  # type: ignore[arg-type]


def test_since_when_goes_back_as_long_as_the_counts_are_above_the_range(bao_yen: BriefFacts) -> None:
    three = (Quarter("2024-Q3", 12, 5, 14, False), Quarter("2024-Q4", 15, 5, 14, False))
    two_running = replace(bao_yen, quarters=(*three, bao_yen.quarters[-1]), trend_mark=False)
    assert words.since_sentence(two_running) == (
        "Vượt mức bình thường từ Quý IV/2024 (Quý III/2024: 12 vụ, bình thường 5–14); "
        "12 quý gần đây, kể cả quý này, chưa thấy xu hướng tăng dần."
    )
    calm = replace(bao_yen, quarters=three[:1], trend_mark=False)
    assert words.since_sentence(calm).startswith("Quý III/2024 không vượt mức bình thường của quý;")


def test_proposals_follow_from_the_parts_that_are_hardly_chance(bao_yen: BriefFacts) -> None:
    assert suggestions(bao_yen) == [
        "Rà soát hiện trường trên QL70: điểm tiềm ẩn, biển báo, tầm nhìn, chiếu sáng.",
        "Tăng cường tuần tra, kiểm soát vào buổi tối (18-24 giờ).",
        "Theo dõi hằng tháng; đánh giá lại khi hết quý tới.",
    ]
    unclear = replace(bao_yen, rises=tuple(replace(rise, clear=False) for rise in bao_yen.rises))
    assert suggestions(unclear)[0].startswith("Đối chiếu danh sách từng vụ")
    assert "chưa cần biện pháp riêng" in suggestions(replace(bao_yen, level="none", now=10))[0]
    assert "Bổ sung số liệu các năm trước" in suggestions(replace(bao_yen, level="not_enough_history"))[0]


def test_where_the_count_is_not_above_its_normal_no_part_is_shown(
    bao_yen: BriefFacts, definitions: Definitions
) -> None:
    fell = replace(bao_yen, level="none", now=4, excess=-5.2)
    text = read(district_brief(fell, definitions.letterhead))
    assert "số vụ không cao hơn bình quân 5 năm nên không xét phần tăng." in text
    assert "Nhóm tăng nhiều nhất" not in text


def test_the_longest_parts_are_cut_and_the_clear_ones_come_first(definitions: Definitions) -> None:
    full = fullest(definitions)
    shown = words.shown_rises(full)
    assert len(shown) == words.ROWS_SHOWN
    assert all(rise.clear for rise in shown)
    cause = next(rise for rise in shown if rise.dimension == "cause")
    assert len(words.short(cause)) <= words.NAMED_IN_TEXT
    assert words.short(cause).endswith("…")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_fullest_sheet_is_one_page(definitions: Definitions, tmp_path: Path) -> None:
    sheet = write_brief(fullest(definitions), definitions.letterhead, tmp_path / "đầy.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(sheet)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = (tmp_path / "đầy.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def three_years(**second: str) -> list[dict[str, str]]:
    """Bảo Yên: two accidents in every quarter from Quý I/2019 on, in Quý I/2025 eight, six of them on QL70."""
    days = ("20/12", "20/03", "20/06", "20/09")
    made = [
        accident(f"{year}{day}{number}", f"{day}/{year - (day == '20/12')}")
        for year in range(2019, 2026)
        for day in days
        for number in (1, 2)
        if (year, day) <= (2025, "20/12") and not (year == 2025 and day != "20/12")
    ]
    return made + [
        accident(f"thêm {n}", "05/01/2025", deaths="1", injured="2", road="QL70", **second) for n in range(6)
    ]


@pytest.fixture
def store(tmp_path: Path, definitions: Definitions) -> Store:
    return store_of(tmp_path, definitions, three_years())


def test_the_facts_come_from_the_store(store: Store, definitions: Definitions) -> None:
    found = asked_facts(store, definitions, "Bảo Yên", "2025-Q1")
    assert (found.now, found.last_year, found.quarters_of_history, len(found.quarters)) == (8, 2, 20, 21)
    assert [year.count for year in found.years] == [2, 2, 2, 2, 2, 8]
    assert [year.year for year in found.years] == [2020, 2021, 2022, 2023, 2024, 2025]
    assert (found.casualties.deaths, found.casualties.injured) == (6, 14)  # 6 dead; 2·1 + 6·2 injured
    # 15/3/2024 to 14/3/2025: two accidents in each of three quarters, and the eight; the year before two in four
    assert found.twelve_months.span.span == "15/03/2024–14/03/2025"
    assert (found.twelve_months.deaths, found.twelve_months.injured) == (6, 20)
    assert (found.twelve_months.deaths_before, found.twelve_months.injured_before) == (0, 8)
    road = next(rise for rise in found.rises if rise.dimension == "road")
    assert (road.label, road.now, road.normal, road.clear) == ("QL70", 6, 0.0, True)
    assert found.place == "huyện Bảo Yên"
    assert not found.illustrative


def test_collisions_can_be_left_out(tmp_path: Path, definitions: Definitions) -> None:
    store = store_of(tmp_path, definitions, three_years(severity="Va chạm"))
    found = asked_facts(store, definitions, "087", "2025-Q1", with_collisions=False)
    assert (found.now, found.with_collisions) == (2, False)


@pytest.mark.parametrize(
    ("area", "period", "sentence"),
    [
        ("Bảo Yên", "2025-Q2", "Quý II/2025: số liệu của Bảo Yên chưa đủ ngày, chưa đánh giá được."),
        ("Hà Nội", "2025-Q1", "Không có địa bàn «Hà Nội»."),
    ],
)
def test_what_cannot_be_assessed_is_said(
    store: Store, definitions: Definitions, area: str, period: str, sentence: str
) -> None:
    with pytest.raises(RequestError) as caught:
        asked_facts(store, definitions, area, period)
    assert caught.value.sentence == sentence


def test_an_area_that_is_not_in_the_list_is_refused(store: Store, definitions: Definitions) -> None:
    calendar = definitions.calendar()
    daily, coverage = daily_counts(store), covered_batches(store, "accidents")
    period = parse_period("2025-Q1", calendar)
    judged = alerts(daily, definitions, period, calendar=calendar, coverage=coverage, areas=["087"])
    with pytest.raises(RequestError, match="Không có địa bàn"):
        brief_facts(store, definitions, judged, "088", daily=daily, coverage=coverage)


@pytest.mark.parametrize(
    ("area", "day", "place", "authority"),
    [
        ("087", date(2025, 3, 14), "huyện Bảo Yên", "UBND huyện Bảo Yên"),
        ("080", date(2025, 3, 14), "thành phố Lào Cai", "UBND thành phố Lào Cai"),
        ("088", date(2025, 6, 30), "thị xã Sa Pa", "UBND thị xã Sa Pa"),
        (
            "087",
            date(2025, 7, 1),
            "khu vực Bảo Yên (huyện cũ)",
            "UBND các xã, phường khu vực Bảo Yên (huyện cũ)",
        ),
    ],
)
def test_a_district_is_called_as_on_its_day(
    definitions: Definitions, area: str, day: date, place: str, authority: str
) -> None:
    assert place_words(area, day, definitions) == (place, authority)


def test_the_command_writes_the_sheet(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask: Callable[[str], int] = lambda out: run(  # noqa: E731
        ["--store", str(store.folder), "brief", "bao yen", "--period", "2025-Q1", "--out", out]
    )
    assert ask(str(tmp_path)) == 0
    path = tmp_path / "danh-gia-dot-xuat_huyen-bao-yen_2025-Q1.docx"
    assert str(path) in capsys.readouterr().out
    assert "xảy ra 08 vụ" in read(path.read_bytes())
    assert ask(str(tmp_path / "không có" / "tệp.docx")) == 1
    assert "Không ghi được tệp" in capsys.readouterr().err


def test_a_letterhead_of_another_body_is_all_that_changes(bao_yen: BriefFacts) -> None:
    other = Letterhead(body="Sở Xây dựng", number_suffix="BC-SXD", place="Yên Bái", signatory=("GIÁM ĐỐC",))
    text = read(district_brief(bao_yen, other))
    assert "SỞ XÂY DỰNG" in text
    assert "Số: ……/BC-SXD" in text
    assert "GIÁM ĐỐC" in text
    assert "TRƯỞNG BAN" not in text


def test_a_short_series_says_so(bao_yen: BriefFacts) -> None:
    short = replace(bao_yen, lower=None, upper=None, expected=None, p_base=None, p_trend=None, quarters_of_history=8)
    assert words.normal_sentence(short).startswith("Mới có 8 quý số liệu trước kỳ này, chưa đủ 12 quý")
    no_last = replace(short, quarters_of_history=20, last_year=None)
    assert words.normal_sentence(no_last) == "Chưa xét được mức bình thường vì thiếu số liệu Quý I/2024."
    without = Casualties(bao_yen.twelve_months.span, None, None, None, None)
    assert "Chưa đủ 12 tháng" in words.deaths_sentence(replace(bao_yen, twelve_months=without))


def test_a_name_inside_a_sentence_begins_small_but_not_a_road() -> None:
    from analysis.review.brief_proposals import inside

    part = Rise("commune", "Xã, phường", "Xã Điện Quan", 4, 0.4, 3.6, True)
    assert inside(part) == "xã Điện Quan"
    assert inside(replace(part, label="QL70")) == "QL70"


def test_a_brief_on_mixed_figures_says_so(bao_yen: BriefFacts, definitions: Definitions) -> None:
    text = read(district_brief(replace(bao_yen, illustrative=True, mixed=True), definitions.letterhead))
    assert "(LẪN số liệu minh họa: có số thật và số không thật tính chung)" in text
