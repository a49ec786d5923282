"""Files in every format and encoding, written here by other libraries, read back as text tables."""

import datetime as dt
import hashlib
import unicodedata

import pandas as pd
import pytest
import xlsxwriter
import xlwt

from analysis.errors import FileError, RequestError
from analysis.intake.files import large_text, read
from analysis.intake.files.layout import set_aside
from analysis.intake.files.read import ReceivedFile, list_sheets, read_tables
from tests.intake.files.test_encodings import windows_1258

HEADINGS = ("STT", "Ngày", "Huyện", "Chết", "Tỷ lệ")
ROWS = [["1", "15/3/2024", "Mường Khương", "1", "12,5"], ["2", "16/3/2024", "Bắc Hà", "0", "7,25"]]


def received(folder, content, name="tep.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return ReceivedFile(path, name)


def delimited(delimiter, rows=(HEADINGS, *ROWS), newline="\r\n"):
    return newline.join(delimiter.join(row) for row in rows) + newline


def only_table(file, **options):
    tables = read_tables(file, **options)
    assert len(tables) == 1
    return tables[0]


def whole(table):
    return pd.concat([*table.chunks()])


def rules(table):
    return [note.rule for note in table.notes]


def assert_is_the_table(table, *, header_row=1):
    frame = whole(table)
    assert table.headings == HEADINGS
    assert table.header_row == header_row
    assert frame.to_numpy().tolist() == ROWS
    assert frame.index.tolist() == [header_row + 1, header_row + 2]
    assert frame.index.name == "row"
    assert frame.index.dtype == "int64"


def test_received_file_digest(tmp_path):
    file = received(tmp_path, b"abc")
    assert file.sha256() == hashlib.sha256(b"abc").hexdigest()


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters(tmp_path, delimiter):
    table = only_table(received(tmp_path, delimited(delimiter)))
    assert_is_the_table(table)
    assert (table.delimiter, table.encoding, table.sheet, table.notes) == (delimiter, "utf-8", "", ())


def test_comma_with_decimal_commas_in_quotes(tmp_path):
    rows = [HEADINGS, *([*row[:4], f'"{row[4]}"'] for row in ROWS)]
    assert_is_the_table(only_table(received(tmp_path, delimited(",", rows))))


def test_decimal_commas_everywhere_do_not_deceive(tmp_path):
    table = only_table(received(tmp_path, "a;b\n1,5;2,5\n3,5;4,5\n5,5;6,5\n"))
    assert (table.delimiter, table.headings) == (";", ("a", "b"))


@pytest.mark.parametrize(
    ("encode", "encoding", "noted"),
    [
        (lambda text: text.encode("utf-8-sig"), "utf-8-sig", []),
        (lambda text: text.encode("utf-16"), "utf-16", ["encoding"]),
        (lambda text: text.encode("utf-16-le"), "utf-16-le", ["encoding"]),
        (windows_1258, "windows-1258", ["encoding"]),
        (lambda text: unicodedata.normalize("NFD", text).encode(), "utf-8", ["nfd"]),
    ],
)
def test_encodings_give_the_same_table(tmp_path, encode, encoding, noted):
    table = only_table(received(tmp_path, encode(delimited(";"))))
    assert_is_the_table(table)
    assert (table.encoding, rules(table)) == (encoding, noted)


def test_nfd_note_names_its_rows(tmp_path):
    rows = [HEADINGS, ROWS[0], [unicodedata.normalize("NFD", cell) for cell in ROWS[1]]]
    (note,) = only_table(received(tmp_path, delimited(";", rows))).notes
    assert (note.rule, note.rows, note.row_numbers, note.example) == ("nfd", 1, (3,), "Bắc Hà")


def test_legacy_font_keeps_its_look(tmp_path):
    text = "STT;Ngµy;HuyÖn;ChÕt\n1;15/3/2024;M­êng Kh­¬ng;1\n2;16/3/2024;B¾c Hµ;0\n"
    table = only_table(received(tmp_path, text.encode("cp1252")))
    assert table.headings == ("STT", "Ngµy", "HuyÖn", "ChÕt")
    assert whole(table)["HuyÖn"].tolist() == ["M­êng Kh­¬ng", "B¾c Hµ"]
    assert rules(table) == ["encoding"]


def test_title_rows_blank_lines_and_footnotes_keep_their_numbers(tmp_path):
    text = "BÁO CÁO TAI NẠN GIAO THÔNG\n\nTừ ngày 15/12/2023 đến 14/3/2024\n" + delimited(";", newline="\n")
    text += "\nTổng cộng;;;1;\n\nGhi chú: số liệu sơ bộ\n"
    table = only_table(received(tmp_path, text))
    frame = whole(table)
    assert table.header_row == 4
    assert frame.index.tolist() == [5, 6, 8, 10]
    data, aside = set_aside(frame)
    assert data.to_numpy().tolist() == ROWS
    assert aside[["row", "reason"]].to_numpy().tolist() == [[8, "total"], [10, "footnote"]]


def test_separator_line_is_not_a_row(tmp_path):
    assert_is_the_table(only_table(received(tmp_path, "sep=|\r\n" + delimited("|"))))


def test_quoted_line_break_is_one_row(tmp_path):
    text = 'Ngày;Vị trí\n15/3/2024;"Km 12\nQL70"\n16/3/2024;"nói ""to"""\n'
    frame = whole(only_table(received(tmp_path, text)))
    assert frame["Vị trí"].tolist() == ["Km 12\nQL70", 'nói "to"']
    assert frame.index.tolist() == [2, 3]


def test_unpaired_quotation_mark_loses_no_row(tmp_path):
    text = 'Ngày;Vị trí\n15/3/2024;"Km 12\n' + "16/3/2024;Km 13\n" * 300
    table = only_table(received(tmp_path, text))
    assert len(whole(table)) == 301
    assert rules(table) == ["broken_quotes"]


@pytest.mark.parametrize("marks", [(5,), (5, 30)])
def test_unpaired_quotation_marks_swallow_no_record(tmp_path, marks):
    rows = [[f"TN{at}", "15/3/2024", ('"' if at in marks else "") + "Bắc Hà", "1"] for at in range(40)]
    table = only_table(received(tmp_path, delimited(";", [("Mã", "Ngày", "Huyện", "Chết"), *rows])))
    assert whole(table).to_numpy().tolist() == rows
    assert rules(table) == ["broken_quotes"]


def test_ragged_rows_are_kept(tmp_path):
    text = "Ngày;Huyện;Chết\n15/3/2024;Sa Pa;1\n16/3/2024;Sa Pa\n17/3/2024;Sa Pa;1;thừa;nữa\n18/3/2024;Sa Pa;0;;\n"
    table = only_table(received(tmp_path, text))
    frame = whole(table)
    assert table.headings == ("Ngày", "Huyện", "Chết")
    assert frame["Chết"].tolist() == ["1", "", "1", "0"]
    assert frame["@extra"].tolist() == ["", "", "thừa;nữa", ""]
    assert [(note.rule, note.row_numbers) for note in table.notes] == [("extra_cells", (4,))]


def test_only_a_heading_gives_one_empty_frame(tmp_path):
    table = only_table(received(tmp_path, "Ngày;Huyện;Chết\n"))
    (frame,) = table.chunks()
    assert (len(frame), tuple(frame.columns)) == (0, ("Ngày", "Huyện", "Chết"))


def test_no_heading_loses_no_row(tmp_path):
    table = only_table(received(tmp_path, "15/3/2024;1;2\n16/3/2024;0;1\n"))
    assert (table.headings, table.header_row, rules(table)) == (("Cột 1", "Cột 2", "Cột 3"), 0, ["no_header"])
    assert whole(table).index.tolist() == [1, 2]


def test_the_user_names_the_heading_row(tmp_path):
    text = "Loại;Số;Tên\n" + delimited(";", newline="\n")
    assert_is_the_table(only_table(received(tmp_path, text), header_row=2), header_row=2)
    with pytest.raises(RequestError, match="dòng 99"):
        read_tables(received(tmp_path, text), header_row=99)


def test_columns_asked_for_and_the_first_two(tmp_path):
    table = only_table(received(tmp_path, delimited(";")))
    (frame,) = table.chunks(["Chết"])
    assert list(frame.columns) == ["STT", "Ngày", "Chết"]
    with pytest.raises(RequestError, match="Không có"):
        [*table.chunks(["Không có"])]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "trống"),
        (b"\xef\xbb\xbf\r\n", "a.csv", "trống"),
        (b"PK\x03\x04 broken", "a.xlsx", "bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "mật khẩu"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.csv", "ảnh PNG"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "a.csv", "ảnh JPEG"),
        (b"%PDF-1.7\n", "a.csv", "PDF"),
        (bytes(range(256)) * 4, "a.csv", "nhị phân"),
        (b"<html><body>x</body></html>", "a.xls", "không có bảng"),
        (b";;;\n;;;\n", "a.csv", "không có bảng"),
    ],
)
def test_unusable_files_get_a_sentence_and_a_remedy(tmp_path, content, name, words):
    with pytest.raises(FileError, match=words) as caught:
        read_tables(received(tmp_path, content, name))
    assert caught.value.remedy.startswith("Hãy ")


def test_a_missing_file(tmp_path):
    with pytest.raises(FileError, match="Không mở được"):
        read_tables(ReceivedFile(tmp_path / "x.csv", "x.csv"))


TITLES = ["BAN AN TOÀN GIAO THÔNG TỈNH LÀO CAI", "BÁO CÁO TAI NẠN", "Từ ngày 15/12/2023 đến ngày 14/3/2024"]


def ugly_workbook(path):
    """Used range from C3, three title rows, merged two-row heading, a sheet a district, a total, a hidden sheet."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        hour = book.add_format({"num_format": "hh:mm"})
        for name, deaths in (("Bát Xát", 1), ("Sa Pa", 2)):
            sheet = book.add_worksheet(name)
            for offset, title in enumerate(TITLES):
                sheet.merge_range(2 + offset, 2, 2 + offset, 8, title)
            for column, text in ((2, "STT"), (3, "Ngày"), (4, "Lúc"), (5, "Giờ"), (8, "Tỷ lệ")):
                sheet.merge_range(6, column, 7, column, text)
            sheet.merge_range(6, 6, 6, 7, "Số người")
            sheet.write_row(7, 6, ["Chết", "Bị thương"])
            sheet.write_row(8, 2, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"])
            sheet.write(9, 2, 1)
            sheet.write_datetime(9, 3, dt.datetime(2024, 3, 15), day)
            sheet.write_datetime(9, 4, dt.datetime(2024, 3, 15, 22, 30), moment)
            sheet.write_number(9, 5, 22.5 / 24, hour)
            sheet.write_row(9, 6, [deaths, "-"])
            sheet.write_formula(9, 8, "=NA()", None, "#N/A")
            sheet.write_row(10, 2, [2, 45366.9375, "", "", 0, 3, 0.125])
            sheet.write_row(11, 2, ["Tổng cộng", "", "", "", deaths, 3])
        book.add_worksheet("Trống")
        book.add_worksheet("Danh mục").hide()
    return ReceivedFile(path, path.name)


def test_ugly_workbook(tmp_path):
    file = ugly_workbook(tmp_path / "a.xlsx")
    assert list_sheets(file) == ["Bát Xát", "Sa Pa", "Trống"]
    first, second = read_tables(file)
    assert (first.sheet, second.sheet, first.header_row) == ("Bát Xát", "Sa Pa", 8)
    assert first.headings == ("STT", "Ngày", "Lúc", "Giờ", "Số người / Chết", "Số người / Bị thương", "Tỷ lệ")
    data, aside = set_aside(whole(first))
    assert data.index.tolist() == [10, 11]
    assert data.to_numpy().tolist() == [
        ["1", "2024-03-15", "2024-03-15 22:30:00", "22:30:00", "1", "-", "#N/A"],
        ["2", "45366.9375", "", "", "0", "3", "0.1250"],  # with three decimals it could be read as thousands
    ]
    assert aside[["row", "reason"]].to_numpy().tolist() == [[9, "column_numbers"], [12, "total"]]
    assert whole(second)["Số người / Chết"].tolist()[1] == "2"
    assert sorted(rules(first)) == ["empty_sheet", "hidden_sheet"]
    assert second.notes == ()


def test_chosen_sheets(tmp_path):
    file = ugly_workbook(tmp_path / "a.xlsx")
    assert [table.sheet for table in read_tables(file, sheets=["Sa Pa"])] == ["Sa Pa"]
    with pytest.raises(RequestError, match="Không ai"):
        read_tables(file, sheets=["Không ai"])
    with pytest.raises(FileError, match="không có bảng"):
        read_tables(file, sheets=["Trống"])


def test_xlsx_with_a_wrong_name(tmp_path):
    ugly_workbook(tmp_path / "a.xlsx")
    file = received(tmp_path, (tmp_path / "a.xlsx").read_bytes(), "b.xls")
    assert [table.sheet for table in read_tables(file)] == ["Bát Xát", "Sa Pa"]


def test_workbook_with_a_flipped_byte_is_not_read_silently(tmp_path):
    ugly_workbook(tmp_path / "a.xlsx")
    data = bytearray((tmp_path / "a.xlsx").read_bytes())
    data[data.index(b"xl/worksheets/sheet1.xml") + 200] ^= 0xFF
    with pytest.raises(FileError, match="bị hỏng"):
        read_tables(received(tmp_path, bytes(data), "b.xlsx"))


def test_large_number_codes_and_odd_cells(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã", "Tỷ lệ", "Có", "Thời gian", "Lỗi"])
        sheet.write_row(1, 0, [2024061393664, 1e-7, True])
        sheet.write_number(1, 3, 1.5, book.add_format({"num_format": "[h]:mm"}))
        sheet.write_string(1, 4, "#REF!")
    frame = whole(only_table(ReceivedFile(path, "a.xlsx")))
    assert frame.loc[2].tolist() == ["2024061393664", "0.0000001", "TRUE", "36:00:00", "#REF!"]


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?"])
def test_formula_errors_are_not_empty_cells(tmp_path, error):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Trống & bỏ")
        sheet = book.add_worksheet("Số liệu & khác")
        sheet.write_row(1, 1, ["Ngày", "Huyện", "Chết"])
        sheet.write_row(2, 1, ["15/3/2024", "Sa Pa", 1])
        sheet.write_row(3, 1, ["16/3/2024", "Sa Pa"])
        sheet.write_formula(3, 3, "=1/0", None, error)
    table = only_table(ReceivedFile(path, "a.xlsx"))
    assert (table.headings, table.header_row) == (("Ngày", "Huyện", "Chết"), 2)
    assert whole(table)["Chết"].tolist() == ["1", error]


def test_number_cells_with_three_decimals_cannot_be_thousands(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for row, cells in enumerate([["Ngày", "Thiệt hại"], *([f"{day}/3/2024", 0] for day in range(1, 6))]):
            book.worksheets() or book.add_worksheet()
            book.worksheets()[0].write_row(row, 0, cells)
        book.worksheets()[0].write_column(1, 1, [1.234, -12.345, 1234.567, 1234, 22.48])
    texts = whole(only_table(ReceivedFile(path, "a.xlsx")))["Thiệt hại"].tolist()
    assert texts == ["1.2340", "-12.3450", "1234.567", "1234", "22.48"]


def merged_workbook(path, headings, rows, merges):
    """``merges``: (top, left, bottom, right, text), rows and columns from 0."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([headings, *rows]):
            sheet.write_row(at, 0, row)
        for merge in merges:
            sheet.merge_range(*merge)
    return ReceivedFile(path, path.name)


def test_cells_merged_over_rows_are_filled_down(tmp_path):
    headings = ["Mã", "Huyện", "Ngày", "Chết"]
    rows = [["", "", "15/3/2024", 1], ["", "", "16/3/2024", 0], ["", "Cộng", "", 1], ["", "Sa Pa", "17/3/2024", 2]]
    merges = [(1, 1, 2, 1, "Bát Xát"), (1, 0, 3, 0, "82"), (4, 0, 6, 0, "83")]
    table = only_table(merged_workbook(tmp_path / "a.xlsx", headings, rows, merges))
    assert whole(table).reset_index().to_numpy().tolist() == [
        [2, "82", "Bát Xát", "15/3/2024", "1"],
        [3, "82", "Bát Xát", "16/3/2024", "0"],
        [4, "", "Cộng", "", "1"],  # a total is no part of the block
        [5, "83", "Sa Pa", "17/3/2024", "2"],  # the merged rows 6 and 7 are blank
    ]
    assert [(note.rule, note.severity, note.row_numbers) for note in table.notes] == [("merged_filled", "info", (3,))]


def test_rows_under_a_merged_figure_are_parts_of_one_record(tmp_path):
    headings = ["Ngày", "Huyện", "Chết", "Phương tiện"]
    merges = [(1, 0, 2, 0, "15/3/2024"), (1, 1, 2, 1, "Sa Pa"), (1, 2, 2, 2, 1)]
    rows = [["", "", "", "Ô tô"], ["", "", "", "Mô tô"]]
    table = only_table(merged_workbook(tmp_path / "a.xlsx", headings, rows, merges))
    # Filled down, the one death would be counted twice.
    assert whole(table).to_numpy().tolist() == [["15/3/2024", "Sa Pa", "1", "Ô tô"], ["", "", "", "Mô tô"]]
    assert table.notes == ()


def test_rowspan_of_a_web_page_is_filled_down(tmp_path):
    page = """<html><meta charset="utf-8"><table><tr><th>Huyện</th><th>Ngày</th><th>Chết</th></tr>
      <tr><td rowspan=2>Bắc Hà</td><td>15/3/2024</td><td>1</td></tr>
      <tr><td>16/3/2024</td><td>0</td></tr></table></html>"""
    table = only_table(received(tmp_path, page, "a.xls"))
    assert whole(table)["Huyện"].tolist() == ["Bắc Hà", "Bắc Hà"]
    assert [(note.rule, note.row_numbers) for note in table.notes] == [("merged_filled", (3,))]


def test_damaged_lines_of_a_small_file_are_named(tmp_path):
    data = delimited(";").encode().replace("Bắc".encode(), b"B\xe1\xba c")
    table = only_table(received(tmp_path, data))
    assert table.encoding == "utf-8"
    assert whole(table)["Huyện"].tolist()[0] == "Mường Khương"
    (note,) = table.notes
    assert (note.rule, note.severity, note.row_numbers) == ("encoding_damaged", "warning", (3,))


@pytest.mark.parametrize("cut", [200, 3000, -300])
def test_workbook_cut_off(tmp_path, cut):
    ugly_workbook(tmp_path / "a.xlsx")
    with pytest.raises(FileError, match="bị hỏng"):
        read_tables(received(tmp_path, (tmp_path / "a.xlsx").read_bytes()[:cut], "b.xlsx"))


def test_old_excel(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Tờ 1")
    sheet.write_merge(2, 2, 1, 3, "BÁO CÁO")
    for column, heading in enumerate(("Ngày", "Huyện", "Chết"), start=1):
        sheet.write(4, column, heading)
    sheet.write(5, 1, dt.datetime(2024, 3, 15), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write(5, 2, "Mường Khương")
    sheet.write(5, 3, 1)
    book.save(tmp_path / "a.xls")
    table = only_table(ReceivedFile(tmp_path / "a.xls", "a.xls"))
    assert (table.sheet, table.header_row) == ("Tờ 1", 5)
    assert whole(table).reset_index().to_numpy().tolist() == [[6, "2024-03-15", "Mường Khương", "1"]]


def test_open_document(tmp_path):
    frame = pd.DataFrame({"Ngày": [dt.datetime(2024, 3, 15, 22, 30)], "Huyện": ["Bắc Hà"], "Chết": [1]})
    frame.to_excel(tmp_path / "a.ods", index=False, startrow=2)
    table = only_table(ReceivedFile(tmp_path / "a.ods", "a.ods"))
    assert table.header_row == 3
    assert whole(table).reset_index().to_numpy().tolist() == [[4, "2024-03-15 22:30:00", "Bắc Hà", "1"]]


def test_web_page_that_calls_itself_xls(tmp_path):
    page = """<html><head><meta charset="utf-8"></head><body><table><tr><td colspan=4>BÁO CÁO TAI NẠN</td></tr>
      <tr><th rowspan=2>Ngày</th><th rowspan=2>Huyện</th><th colspan=2>Số người</th></tr>
      <tr><th>Chết</th><th>Bị<br>thương</th></tr>
      <tr><td>15/3/2024</td><td>Bắc Hà</td><td>1</td><td>2</td></tr></table></body></html>"""
    table = only_table(received(tmp_path, page, "a.xls"))
    assert table.headings == ("Ngày", "Huyện", "Số người / Chết", "Số người / Bị thương")
    assert whole(table).reset_index().to_numpy().tolist() == [[4, "15/3/2024", "Bắc Hà", "1", "2"]]


def test_csv_that_calls_itself_xls(tmp_path):
    assert_is_the_table(only_table(received(tmp_path, delimited("\t").encode("utf-16"), "a.xls")))


LARGE_ROWS = [
    [f"TN{at:05d}", f"{at % 28 + 1}/3/2024", "Bắc Hà" if at % 3 else "Mường Khương", "1"] for at in range(900)
]
LARGE_HEADINGS = ("Mã", "Ngày", "Huyện", "Chết")


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(read, "LARGE", 1000)
    monkeypatch.setattr(large_text, "BLOCK", 4000)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1258", "nfd"])
@pytest.mark.parametrize("title", ["", "BÁO CÁO TAI NẠN\n\n", "sep=;\n"])
def test_large_text_is_the_same_as_small(tmp_path, encoding, title):
    text = title + delimited(";", [LARGE_HEADINGS, *LARGE_ROWS], newline="\n")
    if encoding == "nfd":
        data = unicodedata.normalize("NFD", text).encode()
    else:
        data = windows_1258(text) if encoding == "windows-1258" else text.encode(encoding)
    table = only_table(received(tmp_path, data))
    chunks = [*table.chunks()]
    frame = pd.concat([chunk.astype("str") for chunk in chunks])
    first = 4 if title.startswith("BÁO") else 2
    assert len(chunks) > 3
    assert (table.headings, table.delimiter, table.header_row) == (LARGE_HEADINGS, ";", first - 1)
    assert frame.to_numpy().tolist() == LARGE_ROWS
    assert frame.index.tolist() == [*range(first, first + 900)]
    assert isinstance(chunks[0]["Huyện"].dtype, pd.CategoricalDtype)
    assert chunks[0]["Mã"].dtype == "str"
    assert rules(table) == {"nfd": ["nfd"], "utf-8": [], "utf-8-sig": []}.get(encoding, ["encoding"])


@pytest.mark.usefixtures("small_blocks")
def test_large_text_with_ragged_blank_and_quoted_rows(tmp_path):
    rows = [list(row) for row in LARGE_ROWS]
    rows[3][2] = '"Bắc\nHà"'
    rows[10] = ["TN00010", "11/3/2024"]
    rows[200] = [*rows[200], "thừa"]
    rows[500] = [""]
    rows[899] = ["Tổng cộng"]
    table = only_table(received(tmp_path, delimited(";", [LARGE_HEADINGS, *rows], newline="\n") + "\n\n"))
    frame = pd.concat([chunk.astype("str") for chunk in table.chunks()]).fillna("")
    assert frame.index.tolist() == [number for number in range(2, 902) if number != 502]
    assert frame.loc[5].tolist() == ["TN00003", "4/3/2024", "Bắc\nHà", "1", ""]
    assert frame.loc[12].tolist() == ["TN00010", "11/3/2024", "", "", ""]
    assert frame.loc[202].tolist() == [*LARGE_ROWS[200], "thừa"]
    assert frame.loc[203].tolist() == [*LARGE_ROWS[201], ""]
    assert frame.loc[901].tolist() == ["Tổng cộng", "", "", "", ""]
    assert set_aside(frame)[1][["row", "reason"]].to_numpy().tolist() == [[901, "total"]]


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("marks", [(600,), (600, 650)])
def test_large_text_with_unpaired_quotation_marks_loses_no_row(tmp_path, marks):
    rows = [list(row) for row in LARGE_ROWS]
    rows[300][2] = '"Bắc\nHà"'
    for at in marks:
        rows[at][2] = '"Bắc Hà'
    table = only_table(received(tmp_path, delimited(";", [LARGE_HEADINGS, *rows], newline="\n")))
    frame = pd.concat([chunk.astype("str") for chunk in table.chunks()])
    assert frame["Mã"].tolist() == [row[0] for row in rows]
    assert frame.index.tolist() == [*range(2, 902)]


@pytest.mark.usefixtures("small_blocks")
def test_large_text_whose_sample_ends_within_a_quoted_cell(tmp_path, monkeypatch):
    monkeypatch.setattr(read, "_TOP", 5000)
    rows = [[*row[:2], '"Bắc\nHà"', row[3]] for row in LARGE_ROWS]
    table = only_table(received(tmp_path, delimited(";", [LARGE_HEADINGS, *rows], newline="\n")))
    chunks = [*table.chunks()]
    assert pd.concat([chunk.astype("str") for chunk in chunks])["Huyện"].tolist() == ["Bắc\nHà"] * 900
    assert isinstance(chunks[0]["Huyện"].dtype, pd.CategoricalDtype)  # the fast way
    assert table.notes == ()


@pytest.mark.usefixtures("small_blocks")
def test_large_text_with_broken_quotation_marks_at_the_top(tmp_path):
    rows = [list(row) for row in LARGE_ROWS]
    rows[5][2] = '"Bắc Hà'
    rows[7][2] = '"Bắc;Hà"'
    table = only_table(received(tmp_path, delimited(";", [LARGE_HEADINGS, *rows], newline="\n")))
    frame = pd.concat([*table.chunks()])
    assert frame.index.tolist() == [*range(2, 902)]
    assert frame["Huyện"].tolist()[5:8] == ['"Bắc Hà', LARGE_ROWS[6][2], "Bắc;Hà"]
    assert rules(table) == ["broken_quotes"]


@pytest.mark.usefixtures("small_blocks")
def test_large_text_with_chosen_columns(tmp_path):
    table = only_table(received(tmp_path, delimited(",", [LARGE_HEADINGS, *LARGE_ROWS])))
    frame = pd.concat([chunk.astype("str") for chunk in table.chunks(["Chết"])])
    assert list(frame.columns) == ["Mã", "Ngày", "Chết"]
    assert len(frame) == 900


@pytest.mark.usefixtures("small_blocks")
def test_large_utf8_with_a_damaged_byte_far_down(tmp_path):
    data = bytearray(delimited(",", [LARGE_HEADINGS, *LARGE_ROWS]).encode())
    at = data.rfind("Bắc".encode()) + 1
    data[at] = 0x20
    table = only_table(received(tmp_path, bytes(data)))
    frame = pd.concat([chunk.astype("str") for chunk in table.chunks()])
    assert len(frame) == 900
    (note,) = table.notes
    assert (note.rule, note.severity, note.row_numbers) == (
        "encoding_damaged",
        "warning",
        (901,),
    )  # the last one, TN00899


def test_reading_twice_gives_the_same(tmp_path):
    table = only_table(received(tmp_path, delimited(";")))
    pd.testing.assert_frame_equal(whole(table), whole(table))


def test_a_sheet_without_a_heading_is_named(tmp_path):
    path = tmp_path / "sổ.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Bìa").write(3, 2, "Lào Cai, tháng 3 năm 2025")
        sheet = book.add_worksheet("TNGT")
        for number, row in enumerate([HEADINGS, *ROWS]):
            sheet.write_row(number, 0, row)
    cover, _ = read_tables(ReceivedFile(path, path.name))
    said = [note.message for note in cover.notes if note.rule == "no_header"]
    assert all("của trang «Bìa»" in message for message in said)


def test_the_title_rows_are_kept(tmp_path):
    text = "CÔNG AN TỈNH;;;;\n(Từ ngày 15/12/2024 đến ngày 14/3/2025);;;;\n" + delimited(";")
    assert only_table(received(tmp_path, text)).title == ("CÔNG AN TỈNH", "(Từ ngày 15/12/2024 đến ngày 14/3/2025)")


@pytest.mark.parametrize("text", ['{"a": [1, 2], "b": "c"}', '[{"a": 1}]', "[[1, 2]]"])
def test_a_json_file_is_refused_without_its_content(tmp_path, text):
    with pytest.raises(FileError, match="là tệp JSON, không phải bảng số liệu"):
        read_tables(received(tmp_path, text))
