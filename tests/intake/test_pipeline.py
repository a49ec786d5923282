from __future__ import annotations

import json
import tempfile
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.definitions.catalogue import Definitions
from analysis.errors import FileError, RequestError
from analysis.intake.coverage import covered_span
from analysis.intake.files.read import ReceivedFile, read_tables
from analysis.intake.mapping import suggest_profile
from analysis.intake.pipeline import discard, nothing_stored, read_intake
from analysis.intake.profiles import Profile

HEAD = "STT;Mã vụ;Họ và tên;Ngày;Huyện;Vĩ độ;Kinh độ;Chết;Bị thương;Mức độ"


def faulty_file(definitions: Definitions) -> list[str]:
    """Every fault of the issue's point 4, one a line; the row numbers stand in ``EVERY_FAULT``."""
    outlines = definitions.boundaries().set_index("code").geometry
    sa_pa, bat_xat = outlines["088"].representative_point(), outlines["082"].representative_point()
    at = f"{sa_pa.y:.5f};{sa_pa.x:.5f}"
    elsewhere = f"{bat_xat.y:.5f};{bat_xat.x:.5f}"
    return [
        "BÁO CÁO TAI NẠN GIAO THÔNG;;;;;;;;;",  # row 1
        HEAD,  # 2
        f"1;A;Lò Văn A;5/1/2024;Sa Pa;{at};0;1;Ít nghiêm trọng",  # 3 good
        f"2;B;Lò Văn B;;Sa Pa;{at};0;1;Ít nghiêm trọng",  # 4 no date
        f"3;C;Lò Văn C;31/2/2024;Sa Pa;{at};0;1;Ít nghiêm trọng",  # 5 impossible date
        f"4;D;Lò Văn D;5/1/2031;Sa Pa;{at};0;1;Ít nghiêm trọng",  # 6 future date
        "5;E;Lò Văn E;6/1/2024;Huyện Lạ;;;0;1;Ít nghiêm trọng",  # 7 unknown district
        "6;F;Lò Văn F;7/1/2024;Sa Pa;10,5;106,7;0;1;Ít nghiêm trọng",  # 8 point far outside
        f"7;G;Lò Văn G;8/1/2024;Sa Pa;{elsewhere};0;1;Ít nghiêm trọng",  # 9 point in Bát Xát
        "8;H;Lò Văn H;9/1/2024;Bảo Yên;;;-1;1;Ít nghiêm trọng",  # 10 negative
        "9;I;Lò Văn I;10/1/2024;Bảo Yên;;;999;1;Ít nghiêm trọng",  # 11 absurd
        "10;J;Lò Văn J;11/1/2024;Bảo Yên;;;2;1;Ít nghiêm trọng",  # 12 deaths against class
        "11;A;Lò Văn K;12/1/2024;Bảo Yên;;;0;1;Ít nghiêm trọng",  # 13 id A again, other content
        f"12;A;Lò Văn A;5/1/2024;Sa Pa;{at};0;1;Ít nghiêm trọng",  # 14 id A again, the same
        f"13;L;Lò Văn L;5/1/2024;Sa Pa;{at};0;1;Ít nghiêm trọng",  # 15 like A, another id
        "14;M;Lò Văn M;20/3/2024;Văn Bàn;;;;;Ít nghiêm trọng",  # 16 blank counts; no accident in February
        "15;N;Lò Văn N;21/3/2024;;;;0;0;Va chạm",  # 17 no district
        "Tổng cộng;;;;;;;999;9;",  # 18
        "Ghi chú: số liệu sơ bộ;;;;;;;;;",  # 19
    ]


EVERY_FAULT = {
    "date_missing": (4,),
    "date_impossible": (5,),
    "date_future": (6,),
    "area_unrecognised": (7,),
    "point_outside": (8,),
    "point_other_area": (9,),
    "count_invalid": (10, 11),
    "severity_deaths": (12,),
    "id_conflict": (13,),
    "id_repeated": (14,),
    "likely_duplicate": (3, 15),
    "blank_as_zero": (16,),
    "area_missing": (17,),
    "total_rows": (18,),
    "footnotes": (19,),
}


def test_every_fault_is_found_with_its_rows(take_in: Any, definitions: Definitions) -> None:
    taken = take_in(faulty_file(definitions))
    assert {rule: taken.rule(rule).row_numbers for rule in EVERY_FAULT} == EVERY_FAULT
    assert taken.rule("month_missing").example == "02/2024"
    assert taken.rule("identity_dropped").example == "«Họ và tên»"
    # 15 data rows (3 to 17); rejected: 4, 5, 6, 7, 10, 11, 13, 14.
    assert (taken.intake.rows_read, taken.intake.rows_accepted, taken.intake.rows_rejected) == (15, 7, 8)
    assert taken.rows["accident_id"].tolist() == ["A", "F", "G", "J", "L", "M", "N"]
    assert taken.tables["rejected"]["row"].tolist() == [4, 5, 6, 7, 10, 11, 13, 14]
    assert all(taken.tables["rejected"]["reason"].str.contains("Hãy|không cần"))
    assert taken.rows.loc[taken.rows["accident_id"] == "N", "area_code"].tolist() == ["unknown"]


def test_rejected_rows_can_be_mended_and_sent_again(take_in: Any, definitions: Definitions) -> None:
    first = take_in(faulty_file(definitions))
    cells = json.loads(first.tables["rejected"]["cells"].iloc[0])
    assert "Họ và tên" not in cells
    assert cells["Mã vụ"] == "B"
    mended = {**cells, "Ngày": "6/1/2024"}
    again = take_in([";".join(mended), ";".join(mended.values())], profile=first.intake.profile)
    assert again.rows["accident_id"].tolist() == ["B"]


def test_all_findings_are_plain_json(take_in: Any, definitions: Definitions) -> None:
    record = take_in(faulty_file(definitions)).intake.as_record()
    again = json.loads(json.dumps(record))
    assert again["rows_read"] == again["rows_accepted"] + again["rows_rejected"]
    assert set(again["findings"][0]) == {"rule", "severity", "rows", "row_numbers", "example", "message"}


def test_findings_are_vietnamese_in_nfc(take_in: Any, definitions: Definitions) -> None:
    messages = [item.message for item in take_in(faulty_file(definitions)).intake.findings]
    assert all(unicodedata.is_normalized("NFC", message) and message.endswith((".", "?")) for message in messages)


CELL = st.one_of(
    st.sampled_from(
        ["", "1", "-1", "0", "5/1/2024", "31/2/2024", "Sa Pa", "Bát Xát", "A", "B", "nghiêm trọng", "1,5", "-"]
    ),
    st.text(st.characters(blacklist_characters='"\r\n;', blacklist_categories=["Cs", "Cc"]), max_size=6),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL), min_size=1, max_size=8), st.sampled_from(["accident", "casualty"])
)
def test_rows_read_are_accepted_or_rejected(rows: list[tuple[str, ...]], layout: str) -> None:
    definitions = ALL_DEFINITIONS[0]
    columns = {"accident_id": "m", "date": "n", "area": "h", "deaths": "c", "outcome": "k"}
    profile = Profile(
        name="", kind="accidents", row=layout, columns={key: (own,) for key, own in columns.items()}, header_row=1
    )
    given_tables: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        lines = [";".join(columns.values()), *(";".join(row) for row in rows)]
        path.write_text("\n".join(lines), encoding="utf-8")
        intake = read_intake(
            ReceivedFile(path, "t.csv"),
            "accidents",
            profile,
            definitions,
            today=date(2025, 4, 1),
            existing=nothing_stored,
            sink=lambda table, part: given_tables.update({table: given_tables.get(table, 0) + part.num_rows}),
            conversion="keep",
        )
    assert intake.rows_read == intake.rows_accepted + intake.rows_rejected <= len(rows)
    assert given_tables.get("rejected", 0) == intake.rows_rejected
    assert given_tables["accidents"] == intake.records
    if layout == "accident":
        assert intake.records == intake.rows_accepted
    else:
        assert given_tables.get("people", 0) == intake.rows_accepted


ALL_DEFINITIONS: list[Definitions] = []


@pytest.fixture(autouse=True)
def _definitions_for_the_law(definitions: Definitions) -> None:
    ALL_DEFINITIONS[:] = [definitions]


def test_the_order_of_rows_changes_no_figure(take_in: Any) -> None:
    head = "Mã vụ;Ngày;Huyện;Chết;Bị thương"
    lines = [f"{n};{n % 28 + 1}/3/2024;{'Sa Pa' if n % 2 else 'Bát Xát'};{n % 3};{n % 5}" for n in range(40)]
    one, other = take_in([head, *lines]).rows, take_in([head, *lines[::-1]]).rows
    keys = ["accident_id", "occurred_on", "area_code", "deaths", "injured"]
    pd.testing.assert_frame_equal(
        one[keys].sort_values("accident_id", ignore_index=True),
        other[keys].sort_values("accident_id", ignore_index=True),
    )


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> ReceivedFile:
    book = xlsxwriter.Workbook(path)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return ReceivedFile(path, path.name)


def test_a_sheet_a_district_is_read_and_named_in_the_findings(tmp_path: Path, definitions: Definitions) -> None:
    head = ["Ngày", "Chết", "Bị thương"]
    file = workbook(
        tmp_path / "a.xlsx",
        {
            "Sa Pa": [head, ["5/1/2024", 1, 0], ["", 0, 1]],
            "Bát Xát": [head, ["6/1/2024", 0, 2], ["7/1/2024", -2, 1]],
            "Hướng dẫn": [["Mục", "Nội dung", "Ghi thêm"], ["1", "điền đủ", "x"], ["2", "gửi đúng hạn", "y"]],
        },
    )
    handed: dict[str, pd.DataFrame] = {}
    intake = read_intake(
        file,
        "accidents",
        None,
        definitions,
        today=date(2025, 4, 1),
        existing=nothing_stored,
        sink=lambda table, rows: handed.update({table: rows.to_pandas()}),
    )
    assert handed["accidents"]["area_code"].tolist() == ["088", "082"]
    assert handed["rejected"][["sheet", "row"]].to_numpy().tolist() == [["Sa Pa", 3], ["Bát Xát", 3]]
    said = {item.rule: item.message for item in intake.findings}
    assert "Trang «Sa Pa»" in said["date_missing"]
    assert "Trang «Bát Xát»" in said["count_invalid"]
    assert "Hướng dẫn" in said["sheet_skipped"]
    assert intake.area_codes == {"088", "082"}


def tcvn3(text: str) -> str:
    """``text`` as a file in TCVN3 (ABC) looks when its bytes are taken for windows-1252."""
    letters = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    codes = bytes.fromhex(
        "B5B6B7B8B9A8BBBCBDBEC6A9C7C8C9CACBAECCCECFD0D1AAD2D3D4D5D6D7D8DCDDDEDFE1E2E3E4ABE5E6E7E8E9ACEAEBECEDEE"
        "EFF1F2F3F4ADF5F6F7F8F9FAFBFCFDFE"
    ).decode("cp1252")
    return text.translate(str.maketrans(dict(zip(letters, codes, strict=True))))


LEGACY = [
    "Ngày;Huyện;Nguyên nhân;Chết;Bị thương",
    "5/1/2024;Bắc Hà;không làm chủ tốc độ;0;1",
    "6/1/2024;Bảo Yên;lấn đường;1;0",
]


@pytest.fixture
def legacy_file(tmp_path: Path) -> ReceivedFile:
    path = tmp_path / "cu.csv"
    path.write_text("\n".join(tcvn3(line) for line in LEGACY), encoding="utf-8")
    return ReceivedFile(path, path.name)


def read_legacy(file: ReceivedFile, definitions: Definitions, **options: Any) -> tuple[Any, list[str]]:
    areas: list[str] = []

    def sink(table: str, rows: Any) -> None:
        if table == "accidents":
            areas.extend(rows.column("area_code").to_pylist())

    settings_ = {"today": date(2025, 4, 1), "existing": nothing_stored, "sink": sink, **options}
    return read_intake(file, "accidents", None, definitions, **settings_), areas


def test_a_legacy_font_asks_first(legacy_file: ReceivedFile, definitions: Definitions) -> None:
    with pytest.raises(FileError, match="--accept-conversion"):
        read_legacy(legacy_file, definitions)
    intake, areas = read_legacy(legacy_file, definitions, dry_run=True)
    asked = next(item for item in intake.findings if item.rule == "legacy_font")
    assert asked.severity == "error"
    assert "→ «Bắc Hà»" in asked.example or "→ «Huyện»" in asked.example
    assert areas == ["085", "087"]  # shown as it will be after the yes


def test_a_legacy_font_is_converted_on_the_yes(legacy_file: ReceivedFile, definitions: Definitions) -> None:
    intake, areas = read_legacy(legacy_file, definitions, conversion="convert")
    said = next(item for item in intake.findings if item.rule == "legacy_font")
    assert said.severity == "info"
    assert said.row_numbers == (2, 3)
    assert areas == ["085", "087"]


def test_a_legacy_font_can_be_kept(legacy_file: ReceivedFile, definitions: Definitions) -> None:
    intake, areas = read_legacy(legacy_file, definitions, conversion="keep")
    assert areas == []
    assert {"legacy_font", "area_unrecognised"} <= {item.rule for item in intake.findings}


@pytest.mark.parametrize(
    ("first", "last", "covers"),
    [
        ((2024, 12, 18), (2025, 3, 12), ((2024, 12, 15), (2025, 3, 14))),  # 3 days after the 15th, 2 before the 14th
        ((2024, 12, 22), (2025, 3, 25), ((2024, 12, 15), (2025, 3, 31))),  # 7 days, 6 days
        ((2024, 12, 23), (2025, 3, 23), ((2024, 12, 23), (2025, 3, 23))),  # 8 days each: too far to say
        ((2024, 2, 1), (2024, 2, 29), ((2024, 2, 1), (2024, 2, 29))),
        ((2025, 3, 14), (2025, 3, 28), ((2025, 3, 14), (2025, 3, 28))),  # 13 days off; the 31st is not over on the 30th
    ],
)
def test_the_span_covered_goes_out_to_the_office_s_days(
    first: tuple[int, int, int], last: tuple[int, int, int], covers: tuple[tuple[int, int, int], tuple[int, int, int]]
) -> None:
    span = covered_span(
        date(*first), date(*last), today=date(2025, 3, 30 if last == (2025, 3, 28) else 31), within_days=7
    )
    assert span == (date(*covers[0]), date(*covers[1]))


def test_the_span_given_comes_before_the_guess(take_in: Any) -> None:
    lines = ["Ngày;Huyện;Chết;Bị thương", "10/2/2024;Sa Pa;0;0"]
    taken = take_in(lines, covers=(date(2024, 1, 1), date(2024, 3, 31)))
    assert (taken.intake.covers_start, taken.intake.covers_end) == (date(2024, 1, 1), date(2024, 3, 31))
    assert taken.intake.first_day == taken.intake.last_day == date(2024, 2, 10)


def test_a_file_without_a_column_of_dates_is_refused_with_its_headings(take_in: Any) -> None:
    with pytest.raises(FileError, match=r"ngày xảy ra.*«Huyện»"):
        take_in(["Huyện;Chết;Bị thương", "Sa Pa;0;1"])


def test_an_identity_column_cannot_be_mapped_to_words(take_in: Any) -> None:
    profile = Profile(name="", kind="accidents", row="accident", columns={"date": ("Ngày",), "cause": ("Họ và tên",)})
    with pytest.raises(RequestError, match="định danh"):
        take_in(["Ngày;Họ và tên", "1/2/2024;Lò Văn A"], profile=profile)


def test_a_profile_of_another_kind_or_for_another_file_is_refused(take_in: Any) -> None:
    lines = ["Ngày;Huyện", "1/2/2024;Sa Pa"]
    other = Profile(name="", kind="violations", row="record", columns={"date": ("Ngày",)})
    with pytest.raises(RequestError, match="violations"):
        take_in(lines, profile=other)
    lost = Profile(name="", kind="accidents", row="accident", columns={"date": ("Thời gian gốc",)})
    with pytest.raises(FileError, match="ngày xảy ra"):
        take_in(lines, profile=lost)


def test_headings_of_a_profile_are_found_in_any_spelling(take_in: Any) -> None:
    profile = Profile(
        name="",
        kind="accidents",
        row="accident",
        columns={"date": ("NGÀY XẢY RA",), "area": ("huyen",), "cause": ("Không có",)},
    )
    taken = take_in(["Ngày xảy ra;Huyện", "1/2/2024;Sa Pa"], profile=profile)
    assert taken.rows["area_code"].tolist() == ["088"]
    assert taken.rule("column_absent").example == "«Không có»"


def test_an_empty_table_has_no_span(take_in: Any) -> None:
    taken = take_in(["Ngày;Huyện;Chết;Bị thương", "hỏng;Sa Pa;0;0"])
    assert (taken.intake.records, taken.intake.covers_start, taken.intake.area_codes) == (0, None, frozenset())


def test_progress_goes_up_to_the_end(take_in: Any) -> None:
    told: list[tuple[float, str]] = []
    take_in(
        ["Ngày;Huyện;Chết;Bị thương", "1/2/2024;Sa Pa;0;0"],
        progress=lambda fraction, words: told.append((fraction, words)),
    )
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert all(words for _, words in told)


def test_the_suggested_profile_given_back_gives_the_same(
    tmp_path: Path, take_in: Any, definitions: Definitions
) -> None:
    lines = ["Ngày;Huyện;Chết;Bị thương", "1/2/2024;Sa Pa;0;0"]
    first = take_in(lines)
    profile = suggest_profile(read_tables(ReceivedFile(tmp_path / "tep.csv", "tep.csv")), "accidents", definitions)
    assert first.intake.profile == profile
    again = take_in(lines, profile=replace(profile, source="Công an tỉnh"))
    assert again.rows["source"].tolist() == ["Công an tỉnh"]
    discard("accidents", None)  # type: ignore[arg-type]


def test_the_span_given_ends_today_and_rows_outside_it_are_said(take_in: Any) -> None:
    lines = ["Ngày;Huyện;Chết;Bị thương", "5/1/2024;Sa Pa;1;0"]
    taken = take_in(lines, covers=(date(2024, 2, 1), date(2025, 12, 31)))
    assert (taken.intake.covers_start, taken.intake.covers_end) == (date(2024, 2, 1), date(2025, 4, 1))
    assert {"covers_cut", "rows_outside_covers"} <= taken.rules()
