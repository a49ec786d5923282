"""Where the heading stands, how two-row headings are joined, which rows are no data; all expected values by eye."""

import pandas as pd
import pytest

from analysis.intake.files.headers import find_header, is_column_numbers
from analysis.intake.files.layout import REASONS, set_aside

TITLE = [
    ["BAN AN TOÀN GIAO THÔNG", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", ""],
    ["TỈNH LÀO CAI", "", "", "Độc lập - Tự do - Hạnh phúc", "", ""],
    ["", "", "", "", "", ""],
    ["BÁO CÁO TAI NẠN GIAO THÔNG", "", "", "", "", ""],
    ["Từ ngày 15/12/2023 đến ngày 14/3/2024", "", "", "", "", ""],
]
DATA = [
    ["1", "15/3/2024", "Bát Xát", "1", "2", "Km 12"],
    ["2", "16/3/2024", "Sa Pa", "-", "1", ""],
]


def frame(headings, rows, first=2):
    index = pd.RangeIndex(first, first + len(rows), name="row").astype("int64")
    return pd.DataFrame(rows, columns=headings, index=index, dtype="str")


def test_heading_in_the_first_row():
    header = find_header([["STT", "Ngày", "Huyện", "Chết", "Bị thương", "Ghi chú"], *DATA])
    assert (header.first, header.last) == (0, 0)
    assert header.headings == ("STT", "Ngày", "Huyện", "Chết", "Bị thương", "Ghi chú")


def test_heading_under_title_rows():
    header = find_header([*TITLE, ["STT", "Ngày", "Huyện", "Chết", "Bị thương", "Ghi chú"], *DATA])
    assert (header.first, header.last) == (5, 5)
    assert header.headings[:3] == ("STT", "Ngày", "Huyện")


@pytest.mark.parametrize("merges", [(), (((5, 3), (5, 4)), ((5, 0), (6, 0)), ((0, 3), (0, 5)))])
def test_two_row_heading_is_joined(merges):
    upper = ["STT", "Ngày", "Huyện", "Số người", "", "Vị trí"]
    lower = ["", "", "", "Chết", "Bị thương", ""]
    header = find_header([*TITLE, upper, lower, *DATA], merges=merges)
    assert (header.first, header.last) == (5, 6)
    assert header.headings == ("STT", "Ngày", "Huyện", "Số người / Chết", "Số người / Bị thương", "Vị trí")


def test_groups_wider_than_their_heading_row():
    rows = [
        ["Biểu số 01", "", "", "", "", "", "", ""],
        ["STT", "Địa bàn", "Năm 2023", "", "", "Năm 2024", "", ""],
        ["", "", "Số vụ", "Chết", "Bị thương", "Số vụ", "Chết", "Bị thương"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        ["1", "Bát Xát", "3", "1", "2", "4", "0", "6"],
    ]
    header = find_header(rows)
    assert (header.first, header.last) == (1, 2)
    assert header.headings == (
        "STT",
        "Địa bàn",
        "Năm 2023 / Số vụ",
        "Năm 2023 / Chết",
        "Năm 2023 / Bị thương",
        "Năm 2024 / Số vụ",
        "Năm 2024 / Chết",
        "Năm 2024 / Bị thương",
    )


def test_group_over_full_lower_row_by_merged_cells():
    rows = [
        ["", "", "Số người", ""],
        ["STT", "Ngày", "Chết", "Bị thương"],
        ["1", "15/3/2024", "1", "2"],
    ]
    assert find_header(rows, merges=[((0, 2), (0, 3))]).headings == (
        "STT",
        "Ngày",
        "Số người / Chết",
        "Số người / Bị thương",
    )


def test_three_levels():
    rows = [
        ["Địa bàn", "Tai nạn", "", "", "Xử lý"],
        ["", "Số vụ", "Số người", "", ""],
        ["", "", "Chết", "Bị thương", ""],
        ["Bát Xát", "3", "1", "2", "4"],
    ]
    assert find_header(rows).headings == (
        "Địa bàn",
        "Tai nạn / Số vụ",
        "Tai nạn / Số người / Chết",
        "Tai nạn / Số người / Bị thương",
        "Xử lý",
    )


def test_years_are_headings_not_figures():
    rows = [["Huyện", "2022", "2023"], ["Bát Xát", "10", "12"], ["Sa Pa", "9", "11"]]
    assert find_header(rows).headings == ("Huyện", "2022", "2023")


def test_heading_in_a_legacy_font_is_found_and_keeps_its_look():
    rows = [
        ["B¸o c¸o tai n¹n giao th«ng", "", ""],
        ["Tõ ngµy 15/12/2023 ®Õn ngµy 14/3/2024", "", ""],
        ["Ngµy", "HuyÖn", "ChÕt"],
        ["15/3/2024", "B¸t X¸t", "1"],
    ]
    header = find_header(rows)
    assert (header.first, header.headings) == (2, ("Ngµy", "HuyÖn", "ChÕt"))


def test_unnamed_and_repeated_columns():
    rows = [["Ngày", "", "Chết", "Chết", ""], ["15/3/2024", "x", "1", "2", ""]]
    assert find_header(rows).headings == ("Ngày", "Cột 2", "Chết", "Chết (2)")


def test_heading_of_several_lines_and_decomposed_letters():
    rows = [["Nga\u0300y\nxảy ra", "Số  vụ"], ["15/3/2024", "1"]]
    assert find_header(rows).headings == ("Ngày xảy ra", "Số vụ")


def test_no_heading():
    header = find_header([["15/3/2024", "1", "2"], ["16/3/2024", "0", "1"]])
    assert (header.first, header.last, header.headings) == (-1, -1, ("Cột 1", "Cột 2", "Cột 3"))


def test_only_a_heading():
    assert find_header([["Ngày", "Huyện", "Chết"]]).headings == ("Ngày", "Huyện", "Chết")


def test_words_only():
    header = find_header([["Huyện", "Nguyên nhân"], ["Bát Xát", "Vượt ẩu"], ["Sa Pa", "Tốc độ"]])
    assert (header.first, header.last, header.headings) == (0, 0, ("Huyện", "Nguyên nhân"))


def test_the_user_names_the_row():
    rows = [["Tên", "Loại", "Số"], ["Ngày", "Huyện", "Chết"], ["15/3/2024", "Bát Xát", "1"]]
    assert find_header(rows, header_row=2).headings == ("Ngày", "Huyện", "Chết")
    with pytest.raises(ValueError, match="9"):
        find_header(rows, header_row=9)


@pytest.mark.parametrize(
    ("row", "bare", "expected"),
    [
        (["(1)", "(2)", "(3)"], False, True),
        (["A", "B", "1", "2", "3"], True, True),
        (["A", "B", "1", "2", "3"], False, False),
        (["1", "2", "3", "4"], True, True),
        (["1", "2", "3"], True, False),  # three small counts may be data
        (["(1)", "(2)", "(3)=(1)+(2)"], False, True),
        (["(1)", "(3)", "(5)"], False, False),
        (["1", "3", "0", "2"], True, False),
    ],
)
def test_column_numbers(row, bare, expected):
    assert is_column_numbers(row, bare=bare) is expected


HEADINGS = ["STT", "Ngày", "Huyện", "Chết", "Bị thương", "Vị trí"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["Tổng cộng", "", "", "3", "4", ""], "total"),
        (["", "TỔNG SỐ", "", "3", "4", ""], "total"),
        (["Cộng:", "", "", "3", "4", ""], "total"),
        (["Toàn tỉnh", "", "", "3", "4", ""], "total"),
        (["Tæng céng", "", "", "3", "4", ""], "total"),
        (["Total", "", "", "3", "4", ""], "total"),
        (["10", "Tổng cộng", "", "3", "4", ""], "total"),
        (["Ghi chú: số liệu sơ bộ", "", "", "", "", ""], "footnote"),
        (["* Không kể va chạm", "", "", "", "", ""], "footnote"),
        (["Nguồn: Phòng CSGT", "", "", "", "", ""], "footnote"),
        (["", "NGƯỜI LẬP BIỂU", "", "", "TRƯỞNG BAN", ""], "footnote"),
        (["", "", "", "", "Lào Cai, ngày 15 tháng 3 năm 2024", ""], "footnote"),
        (["Nơi nhận:", "", "", "", "KT. TRƯỞNG BAN", ""], "footnote"),
        (["- Như trên;", "", "", "", "", ""], "footnote"),
        (["STT", "Ngày", "Huyện", "Chết", "Bị thương", "Vị trí"], "header"),
        (["I. Huyện Bát Xát", "", "", "", "", ""], "subheading"),
        (["", "Thành phố Lào Cai", "", "", "", ""], "subheading"),
        (["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], "column_numbers"),
    ],
)
def test_rows_that_are_no_data(row, reason):
    data, aside = set_aside(frame(HEADINGS, [DATA[0], row, DATA[1]]))
    assert data.index.tolist() == [2, 4]
    assert aside.to_dict("records") == [{"row": 3, "reason": reason, "text": " | ".join(cell for cell in row if cell)}]
    assert reason in REASONS


@pytest.mark.parametrize(
    "row",
    [
        ["3", "17/3/2024", "Tổng đội", "1", "2", ""],
        ["Tổng đài 115", "17/3/2024", "Sa Pa", "1", "2", ""],
        ["3", "17/3/2024", "Sa Pa", "0", "1", "Cộng Hòa"],
        ["3", "17/3/2024", "Sa Pa", "", "", ""],
        ["3", "17/3/2024", "", "", "", ""],
        ["TN-2024-001", "", "", "", "", ""],
        ["", "", "Bát Xát", "", "", ""],
        ["", "", "", "", "", "Km 12"],
        ["Cộng Hòa", "", "", "1", "", ""],
        ["3", "", "Sa Pa", "1", "2", "* gần cầu"],
        ["1", "2", "3", "4", "5", "7"],
    ],
)
def test_rows_of_data_stay(row):
    data, aside = set_aside(frame(HEADINGS, [DATA[0], row, DATA[1]]))
    assert len(aside) == 0
    assert data.index.tolist() == [2, 3, 4]


def kept(headings, row):
    return len(set_aside(frame(headings, [["1"] * len(headings), row]))[0]) == 2


@pytest.mark.parametrize(
    "row",
    [
        ["Ngày 15 tháng 3 năm 2024", "Sa Pa", "1", ""],
        ["Ngày 15 tháng 3 năm 2024", "Sa Pa", "", ""],
        ["15 tháng 3 năm 2024", "Sa Pa", "1", ""],
        ["22h30' ngày 15/3/2024", "Nguồn Hồng", "", ""],
        ["Nguồn Hồng", "45366", "1", ""],
        ["Nguồn Hồng", "01/2024", "", ""],
        ["Nguồn Hồng", "Sa Pa", "1", ""],
        ["- Nồng độ cồn", "", "10", ""],
    ],
)
def test_a_row_with_a_date_or_a_number_beside_words_is_no_footnote(row):
    assert kept(["Ngày", "Huyện", "Chết", "Bị thương"], row)


def test_a_behaviour_with_a_dash_is_no_footnote():
    headings = ["Hành vi", "Tháng", "Số trường hợp", "Tiền phạt (triệu đồng)", "Ghi chú"]
    assert kept(headings, ["- Nồng độ cồn", "01/2024", "10", "", ""])
    assert kept(headings, ["- Nồng độ cồn", "45292", "10", "", ""])
    assert not kept(headings, ["- Trong đó: nồng độ cồn vượt mức", "", "", "", ""])


@pytest.mark.parametrize(
    "row",
    [
        ["", "", "", "Ngày 15 tháng 3 năm 2024"],
        ["NGƯỜI LẬP BIỂU", "", "", "Ngày 15 tháng 3 năm 2024"],
        ["Ngày 15 tháng 3 năm 2024", "", "", "TRƯỞNG CÔNG AN HUYỆN"],
        ["Sa Pa, ngày 15 tháng 3 năm 2024", "", "", "KT. TRƯỞNG BAN"],
        ["Ghi chú: số liệu đến 15/3/2024", "", "", ""],
        ["Nguồn: Phòng CSGT", "2024", "", ""],
    ],
)
def test_a_signature_stays_a_signature(row):
    assert not kept(["Ngày", "Huyện", "Chết", "Bị thương"], row)


@pytest.mark.parametrize(
    "place",
    ["Cổng huyện ủy Bát Xát", "Cống huyện Bát Xát", "Công toàn", "Cổng A", "Tổng công ty Apatit", "Tòng", "Cổng"],
)
def test_words_that_only_look_like_a_total_without_marks(place):
    headings = ["Vị trí", "Thời gian", "Huyện", "Chết", "Bị thương"]
    assert kept(headings, [place, "", "Bát Xát", "1", "0"])
    assert kept(headings, [place, "22h30' ngày 15/3/2024", "Bát Xát", "1", "0"])


def test_unmarked_words_beside_a_time_and_date_are_no_total():
    row = ["Cong huyen uy Bat Xat", "22h30' ngày 15/3/2024", "Bat Xat", "1", "0"]
    assert kept(["Vị trí", "Thời gian", "Huyện", "Chết", "Bị thương"], row)


@pytest.mark.parametrize("word", ["Cộng", "CỘNG HUYỆN", "Cong", "cong thang 3", "TONG CONG", "Tổng cộng", "Tæng céng"])
def test_words_for_a_total_with_and_without_marks(word):
    assert not kept(["Huyện", "Ngày", "Chết", "Bị thương"], [word, "", "2", "3"])


@pytest.mark.parametrize(
    "row",
    [
        ["Tổng cộng", "14/03/2024", "", "2", "3"],
        ["12", "Tổng cộng", "14/03/2024", "2", "3"],
        ["Cộng:", "2024-03-14", "Sa Pa", "2", "3"],
        ["Tổng số vụ", "01/2024", "", "2", "3"],
    ],
)
def test_a_total_with_a_date_is_no_accident(row):
    data, aside = set_aside(frame(["STT", "Ngày", "Huyện", "Chết", "Bị thương"], [["1"] * 5, row]))
    assert (len(data), aside["reason"].tolist()) == (1, ["total"])


@pytest.mark.parametrize("heading", ["STT", "TT", "Số TT"])
@pytest.mark.parametrize("row", [["7", "", "", ""], ["7.", "", "", ""], ["7", "#N/A", "", ""], ["", "", "", "#DIV/0!"]])
def test_rows_with_an_ordinal_only_are_empty(heading, row):
    data, aside = set_aside(frame([heading, "Ngày", "Huyện", "Chết"], [DATA[0][:4], row]))
    assert (len(data), aside["reason"].tolist()) == (1, ["empty"])


@pytest.mark.parametrize(
    ("heading", "row"), [("Số vụ", ["7", "", ""]), ("STT", ["7", "", "x"]), ("STT", ["TN7", "", ""])]
)
def test_rows_with_more_than_an_ordinal_stay(heading, row):
    assert kept([heading, "Ngày", "Huyện"], row)


def test_formula_errors_are_no_headings():
    rows = [["#REF!"] * 4, ["STT", "Ngày", "Huyện", "#N/A"], ["1", "15/3/2024", "Sa Pa", "#DIV/0!"]]
    header = find_header(rows)
    assert (header.first, header.headings) == (1, ("STT", "Ngày", "Huyện", "Cột 4"))


def test_lower_half_of_a_repeated_two_row_heading():
    headings = ["STT", "Ngày", "Số người / Chết", "Số người / Bị thương"]
    rows = [
        ["1", "15/3/2024", "1", "2"],
        ["STT", "Ngày", "Số người", ""],
        ["", "", "Chết", "Bị thương"],
        ["2", "16/3/2024", "0", "1"],
    ]
    data, aside = set_aside(frame(headings, rows))
    assert data["STT"].tolist() == ["1", "2"]
    assert aside["reason"].tolist() == ["header", "header"]


def test_a_row_with_only_the_district_is_data_where_the_column_holds_districts():
    headings = ["Huyện", "Ngày", "Chết"]
    rows = [["Bát Xát", "15/3/2024", "1"], ["Bát Xát", "", ""], ["Sa Pa", "16/3/2024", "0"]]
    data, aside = set_aside(frame(headings, rows))
    assert (len(data), len(aside)) == (3, 0)


def test_names_below_a_signature_belong_to_it():
    rows = [DATA[0], ["", "NGƯỜI LẬP BIỂU", "", "", "TRƯỞNG BAN", ""], ["", "Nguyễn Văn A", "", "", "Trần Thị B", ""]]
    data, aside = set_aside(frame(HEADINGS, rows))
    assert data.index.tolist() == [2]
    assert aside["reason"].tolist() == ["footnote", "footnote"]


def test_total_row_without_an_empty_cell():
    rows = [["Bát Xát", "3", "1"], ["Sa Pa", "2", "0"], ["Tổng cộng", "5", "1"]]
    data, aside = set_aside(frame(["Huyện", "Số vụ", "Chết"], rows))
    assert data["Huyện"].tolist() == ["Bát Xát", "Sa Pa"]
    assert aside["reason"].tolist() == ["total"]


def test_bare_column_numbers_only_in_the_first_row():
    headings = ["Địa bàn", "Mã", "Số vụ", "Chết"]
    data, aside = set_aside(frame(headings, [["A", "B", "1", "2"], ["Bát Xát", "82", "3", "1"]]))
    assert aside["reason"].tolist() == ["column_numbers"]
    assert data.index.tolist() == [3]


def test_categories_are_judged_like_texts_and_rows_are_neither_lost_nor_made():
    rows = [
        DATA[0],
        ["Tổng cộng", "", "", "1", "2", ""],
        DATA[1],
        ["I. Bảo Yên", "", "", "", "", ""],
        ["Ghi chú: x", *[""] * 5],
    ]
    texts = frame(HEADINGS, rows)
    data, aside = set_aside(texts.astype("category"))
    expected_data, expected_aside = set_aside(texts)
    assert data.astype("str").equals(expected_data)
    pd.testing.assert_frame_equal(aside, expected_aside)
    assert sorted([*data.index, *aside["row"]]) == texts.index.tolist()


def test_nothing_to_set_aside_gives_the_chunk_itself():
    chunk = frame(HEADINGS, DATA)
    data, aside = set_aside(chunk)
    assert data is chunk
    assert aside.dtypes.astype(str).to_dict() == {"row": "int64", "reason": "str", "text": "str"}


def test_an_empty_chunk():
    data, aside = set_aside(frame(HEADINGS, []))
    assert (len(data), len(aside)) == (0, 0)


def test_a_numbered_group_heading_is_no_accident():
    chunk = pd.DataFrame(
        {
            "STT": ["I", "1", "II.", "2"],
            "Ngày": ["Đường bộ", "1/2/2024", "Đường sắt", "2/2/2024"],
            "Huyện": ["", "Sa Pa", "", "Sa Pa"],
            "Chết": ["", "0", "", "1"],
        },
        index=pd.Index([5, 6, 7, 8], name="row"),
    )
    data, aside = set_aside(chunk)
    assert data.index.tolist() == [6, 8]
    assert aside["reason"].tolist() == ["subheading", "subheading"]
    ids = chunk.rename(columns={"STT": "Mã vụ"})
    assert len(set_aside(ids)[0]) == 4, "an accident of the id I with the rest missing is data, to be rejected aloud"
