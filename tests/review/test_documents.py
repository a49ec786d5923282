"""The pieces of a document, read back with python-docx: the form of NĐ 30/2020 in millimetres and points."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from docx import Document as open_docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from analysis.definitions.letterhead import Letterhead
from analysis.drawing.pictures import MM
from analysis.review import documents
from analysis.review.documents import Words

ISSUER = Letterhead(
    parent_body="UBND tỉnh Lào Cai",
    body="Ban An toàn giao thông",
    number_suffix="BC-BATGT",
    place="Lào Cai",
    signatory=("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
    recipients=("Thường trực UBND tỉnh", "{co_quan_dia_phuong}", "Lưu: VT"),
)
ORDER = {  # ECMA-376 part 1, 17.3.1.26, 17.4.60, 17.4.70, 17.4.82: Word refuses a file with these in another order
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs spacing ind jc rPr",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "w:tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "w:rPr": "rStyle rFonts b bCs i iCs color sz szCs u lang",
}


def made(*, with_all: bool = True) -> Document:
    document = documents.new_document("Báo cáo thử", subject="thử", author=ISSUER.body, made_on=date(2025, 4, 5))
    if with_all:
        documents.letterhead(document, ISSUER, issued=date(2025, 2, 5))
        documents.title_block(document, "Báo cáo", "Đánh giá", note="(Số liệu minh họa)")
        documents.heading(document, "I. TÌNH HÌNH")
        documents.paragraph(document, "Xảy ra ", Words("21 vụ", bold=True, colour="A63F13"), ".")
        rows = [["QL70", "13"], ["Tổng số", "21"]]
        documents.grid(document, ["Tuyến", "Số vụ"], rows, widths=[100, 65], align=["left", "right"], bold_last=True)
        documents.signature(document, ISSUER, authority="UBND huyện Bảo Yên")
        documents.number_pages(document)
    return document


def again(document: Document) -> Document:
    return open_docx(io.BytesIO(documents.document_bytes(document)))


def texts(document: Document) -> list[str]:
    return [text.text or "" for text in document.element.body.iter(qn("w:t"))]


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    section = again(made()).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_letters_are_times_new_roman_13_in_vietnamese() -> None:
    styles = again(made()).styles
    for name in ("Normal", "Heading 1", "Heading 2", "Header"):
        assert (styles[name].font.name, styles[name].font.size.pt) == ("Times New Roman", 13)
    fonts = styles["Normal"].element.rPr.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    language = next(styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == "vi-VN"


def test_the_letterhead_stands_in_the_order_of_the_decree() -> None:
    assert texts(again(made()))[:6] == [
        "UBND TỈNH LÀO CAI",
        "BAN AN TOÀN GIAO THÔNG",
        "Số: ……/BC-BATGT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lào Cai, ngày 05 tháng 02 năm 2025",
    ]


def test_an_unknown_issuer_leaves_dots() -> None:
    document = made(with_all=False)
    documents.letterhead(document, Letterhead(), issued=None)
    assert texts(document)[:3] == ["……", "……", "Số: ……/……"]
    assert texts(document)[-1] == "……, ngày …… tháng …… năm ……"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 2, 5), "ngày 05 tháng 02 năm 2025"),
        (date(2025, 3, 10), "ngày 10 tháng 3 năm 2025"),
        (date(2024, 12, 31), "ngày 31 tháng 12 năm 2024"),
    ],
)
def test_a_zero_stands_before_days_below_ten_and_the_first_two_months(day: date, words: str) -> None:
    assert documents.date_words(day) == words


def test_a_table_repeats_its_head_and_tears_no_row() -> None:
    table = again(made()).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Tuyến", "Số vụ"],
        ["QL70", "13"],
        ["Tổng số", "21"],
    ]
    head = table.rows[0]._tr.trPr
    assert [child.tag for child in head] == [qn("w:cantSplit"), qn("w:tblHeader")]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [round(cell.width.mm) for cell in table.rows[1].cells] == [100, 65]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [True, True, False]
    assert table.rows[2].cells[1].paragraphs[0].runs[0].bold
    assert not table.rows[1].cells[1].paragraphs[0].runs[0].bold
    assert table.rows[1].cells[1].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_the_authority_of_the_area_is_among_the_recipients_where_it_is_known() -> None:
    assert "- UBND huyện Bảo Yên;" in texts(made())
    document = made(with_all=False)
    documents.signature(document, ISSUER)
    listed = [text for text in texts(document) if text.startswith("- ")]
    assert listed == ["- Thường trực UBND tỉnh;", "- Lưu: VT."]


def test_the_number_of_the_page_stands_at_the_top_from_the_second_page_on() -> None:
    section = again(made()).sections[0]
    assert section.different_first_page_header_footer
    assert not section.first_page_header.paragraphs[0].text
    header = section.header.paragraphs[0]
    assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert [code.text for code in header._p.iter(qn("w:instrText"))] == ["PAGE"]


def test_a_picture_says_what_it_shows() -> None:
    from matplotlib.figure import Figure

    png = io.BytesIO()
    Figure(figsize=(20 * MM, 10 * MM)).savefig(png)
    document = made(with_all=False)
    documents.picture(documents.paragraph(document), png.getvalue(), width=40, says="Biểu đồ số vụ")
    shape = again(document).inline_shapes[0]
    assert shape._inline.docPr.get("descr") == "Biểu đồ số vụ"
    assert (round(shape.width.mm), round(shape.height.mm)) == (40, 20)


def test_the_same_content_gives_the_same_bytes_and_no_clock_is_in_them() -> None:
    first, second = documents.document_bytes(made()), documents.document_bytes(made())
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.testzip() is None
    known = open_docx(io.BytesIO(first)).core_properties
    day = datetime(2025, 4, 5)
    assert (known.title, known.author, known.comments) == ("Báo cáo thử", "Ban An toàn giao thông", "")
    assert [stamp.replace(tzinfo=None) for stamp in (known.created, known.modified)] == [day, day]


def test_the_parts_of_every_element_stand_in_the_order_of_the_standard() -> None:
    root = made().element
    for name, order in ORDER.items():
        places = {qn(f"w:{part}"): place for place, part in enumerate(order.split())}
        found = [[places[child.tag] for child in element] for element in root.iter(qn(name))]
        assert found
        assert all(children == sorted(children) for children in found), name


def test_letters_that_no_xml_can_hold_are_left_out() -> None:
    document = made(with_all=False)
    documents.paragraph(document, "QL\x0070\x0b <b>&amp;")
    assert texts(again(document)) == ["QL70 <b>&amp;"]
