"""The author's own words: written in Word or LibreOffice, read back, and put where they were when made again."""

from __future__ import annotations

import copy
import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, RGBColor
from docx.text.paragraph import Paragraph
from PIL import Image as Pixels

from analysis.definitions.letterhead import Letterhead
from analysis.errors import RequestError
from analysis.review.pack.record import SECTIONS, PackFacts, PackTable
from analysis.review.pack.remark_record import PROMPT_COLOUR, Cell, Grid, Image, Line, Piece, Remarks
from analysis.review.pack.remark_suggestions import is_changed, marked_name, parted_name, suggested_blocks
from analysis.review.pack.remarks import read_remarks
from analysis.review.pack.report import NO_PLACE, report
from analysis.review.pack.tables import pack_tables
from tests.review.pack.report_reading import lines, opened, places
from tests.review.pack.test_report import converted

SHORT = ("Đầu", "{{nhan_xet:un_tac}}", "Giữa", "{{nhan_xet:ton_tai:tồn tại}}", "Cuối")


@pytest.fixture(scope="module")
def tables(pack_facts: PackFacts) -> dict[str, PackTable]:
    return pack_tables(pack_facts)


@pytest.fixture
def short(pack_facts: PackFacts, tables: dict[str, PackTable]) -> Any:
    """A report from a template of a few lines, with or without remarks."""

    def made(remarks: Remarks | None = None, written: tuple[str, ...] = SHORT) -> bytes:
        template = open_docx()
        for line in written:
            template.add_paragraph(line)
        return report(pack_facts, tables, Letterhead(), template=saved(template), remarks=remarks)

    return made


def saved(document: Document) -> bytes:
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


def control(document: Document, name: str) -> Any:
    """The content of the control of a place."""
    tags = document.element.body.iter(qn("w:tag"))
    tag = next(tag for tag in tags if tag.get(qn("w:val")) == f"nhan_xet:{name}")
    return tag.getparent().getparent().find(qn("w:sdtContent"))


def typed(content: bytes, name: str, *paragraphs: str) -> bytes:
    """What Word makes of it when someone types: the prompt goes, and with it the mark that it is one."""
    document = opened(content)
    place = control(document, name)
    properties = place.getparent().find(qn("w:sdtPr"))
    for mark in properties.findall(qn("w:showingPlcHdr")):
        properties.remove(mark)
    for old in list(place):
        place.remove(old)
    for text in paragraphs:
        paragraph = Paragraph(OxmlElement("w:p"), document._body)
        paragraph.add_run(text)
        place.append(paragraph._p)
    return saved(document)


def plain(*texts: str) -> tuple[Line, ...]:
    return tuple(Line((Piece(text),)) for text in texts)


def test_a_new_report_has_no_remark(short: Any) -> None:
    assert read_remarks(short()) == Remarks()


def test_what_was_typed_comes_back_at_its_place(short: Any) -> None:
    edited = typed(short(), "un_tac", "Không có ùn tắc kéo dài.", "Riêng dịp Tết có 02 điểm.")
    remarks = read_remarks(edited)
    assert remarks.blocks == {"un_tac": plain("Không có ùn tắc kéo dài.", "Riêng dịp Tết có 02 điểm.")}
    again = short(remarks)
    assert lines(again) == [
        *("Đầu", "Không có ùn tắc kéo dài.", "Riêng dịp Tết có 02 điểm."),
        *("Giữa", "Nhập tồn tại…", "Cuối"),
    ]
    assert read_remarks(again) == remarks
    assert short(read_remarks(again)) == again


def test_words_keep_bold_italic_underline_breaks_and_side(short: Any) -> None:
    document = opened(typed(short(), "un_tac", "Rất "))
    first = Paragraph(control(document, "un_tac")[0], document._body)
    first.add_run("quan trọng").bold = True
    first.add_run(", nghiêng").italic = True
    first.add_run(", gạch chân").underline = True
    first.add_run("\ndòng hai\tcột")
    first.alignment = WD_ALIGN_PARAGRAPH.CENTER
    remarks = read_remarks(saved(document))
    (line,) = remarks.blocks["un_tac"]
    assert line == Line(
        (
            Piece("Rất "),
            Piece("quan trọng", bold=True),
            Piece(", nghiêng", italic=True),
            Piece(", gạch chân", underline=True),
            Piece("\ndòng hai\tcột"),
        ),
        "center",
    )
    assert remarks.warnings == ()
    again = opened(short(remarks))
    runs = Paragraph(control(again, "un_tac")[0], again._body).runs
    assert [(run.text, run.bold, run.italic, run.underline) for run in runs][1:4] == [
        ("quan trọng", True, None, None),
        (", nghiêng", None, True, None),
        (", gạch chân", None, None, True),
    ]
    assert read_remarks(short(remarks)) == remarks


def test_lists_become_marks_in_the_text(short: Any) -> None:
    document = opened(typed(short(), "un_tac", "một", "hai", "ba"))
    place = control(document, "un_tac")
    for number, style in enumerate(("List Bullet", "List Number", "List Number")):
        Paragraph(place[number], document._body).style = document.styles[style]
    remarks = read_remarks(saved(document))
    assert [line.text for line in remarks.blocks["un_tac"] if isinstance(line, Line)] == ["- một", "1. hai", "2. ba"]
    again = read_remarks(short(remarks))
    assert [line.text for line in again.blocks["un_tac"] if isinstance(line, Line)] == ["- một", "1. hai", "2. ba"]


def test_a_simple_table_is_kept(short: Any) -> None:
    document = opened(typed(short(), "un_tac", "Trước bảng"))
    place = control(document, "un_tac")
    table = document.add_table(2, 3)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "Gộp"
    table.rows[1].cells[2].paragraphs[0].add_run("đậm").bold = True
    place.append(table._tbl)
    place.append(Paragraph(OxmlElement("w:p"), document._body)._p)
    remarks = read_remarks(saved(document))
    before, grid = remarks.blocks["un_tac"]
    assert before == plain("Trước bảng")[0]
    assert isinstance(grid, Grid)
    assert grid.rows[0][0] == Cell(plain("Gộp"), 2)
    assert [len(row) for row in grid.rows] == [2, 3]
    assert grid.rows[1][2] == Cell((Line((Piece("đậm", bold=True),)),))
    assert sum(grid.shares) == pytest.approx(1)
    assert read_remarks(short(remarks)) == remarks
    made = opened(short(remarks))
    assert control(made, "un_tac")[-1].tag == qn("w:p")
    assert made.element.body.find(f".//{qn('w:tbl')}//{qn('w:gridSpan')}") is not None


def test_a_picture_is_kept(short: Any) -> None:
    memory = io.BytesIO()
    Pixels.new("RGB", (40, 20), "#2A6FB0").save(memory, "PNG")
    document = opened(typed(short(), "un_tac", "Ảnh: "))
    first = Paragraph(control(document, "un_tac")[0], document._body)
    first.add_run().add_picture(io.BytesIO(memory.getvalue()), width=Mm(60))
    remarks = read_remarks(saved(document))
    (line,) = remarks.blocks["un_tac"]
    assert isinstance(line, Line)
    assert line.pieces == (Piece("Ảnh: "), Image(memory.getvalue(), 60.0))
    assert read_remarks(short(remarks)) == remarks
    with zipfile.ZipFile(io.BytesIO(short(remarks))) as parts:
        assert [parts.read(name) for name in parts.namelist() if "media" in name] == [memory.getvalue()]


def test_what_cannot_be_kept_is_named(short: Any) -> None:
    document = opened(typed(short(), "un_tac", "Đỏ"))
    place = control(document, "un_tac")
    look = parse_xml(f'<w:rPr {nsdecls("w")}><w:color w:val="FF0000"/><w:highlight w:val="yellow"/></w:rPr>')
    place[0].find(qn("w:r")).insert(0, look)
    note = parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>')
    place[0].append(note)
    place[0].append(parse_xml(f"<m:oMath {nsdecls('m')}/>"))
    remarks = read_remarks(saved(document))
    assert remarks.blocks == {"un_tac": plain("Đỏ")}
    assert remarks.warnings == tuple(
        f"Nhận xét «un_tac»: không giữ được {lost}."
        for lost in ("chú thích cuối trang", "công thức", "màu chữ", "tô nền")
    )


def test_tracked_changes_are_taken_as_accepted(short: Any) -> None:
    document = opened(typed(short(), "un_tac", "Có "))
    place = control(document, "un_tac")[0]
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    place.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="90" w:author="a">{run.format("thêm")}</w:ins>'))
    gone = "<w:r><w:delText>bớt</w:delText></w:r>"
    place.append(parse_xml(f'<w:del {nsdecls("w")} w:id="91" w:author="a">{gone}</w:del>'))
    assert read_remarks(saved(document)).blocks == {"un_tac": plain("Có thêm")}


def test_words_typed_behind_the_prompt_are_kept_without_it(short: Any) -> None:
    document = opened(short())
    Paragraph(control(document, "ton_tai")[0], document._body).add_run(" còn thiếu đèn")
    assert read_remarks(saved(document)).blocks == {"ton_tai": plain("còn thiếu đèn")}


def test_the_prompt_of_word_itself_is_no_remark(short: Any) -> None:
    """In a control that someone emptied Word shows words of its own, in its own style."""
    document = opened(typed(short(), "un_tac", "Bấm hoặc gõ vào đây để nhập văn bản."))
    style = document.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    Paragraph(control(document, "un_tac")[0], document._body).runs[0].style = style
    assert read_remarks(saved(document)) == Remarks()


def test_words_that_took_the_look_of_the_prompt_are_plain(short: Any) -> None:
    document = opened(typed(short(), "un_tac", "Đã gõ."))
    run = Paragraph(control(document, "un_tac")[0], document._body).runs[0]
    run.italic, run.font.color.rgb = True, RGBColor.from_string(PROMPT_COLOUR)
    assert read_remarks(saved(document)) == Remarks({"un_tac": plain("Đã gõ.")})


def test_remarks_without_a_place_stand_at_the_end_and_find_back(short: Any) -> None:
    remarks = read_remarks(typed(short(), "ton_tai", "Còn 03 điểm chưa xử lý."))
    without = short(remarks, ("Đầu", "{{nhan_xet:un_tac}}", "Cuối"))
    written = lines(without)
    assert written[written.index("Cuối") + 1 :] == [
        NO_PLACE,
        "Các nhận xét dưới đây thuộc phần không còn trong báo cáo hoặc trong mẫu; được giữ lại để không mất.",
        "Tồn tại, hạn chế:",
        "Còn 03 điểm chưa xử lý.",
    ]
    assert read_remarks(without) == remarks
    assert lines(short(read_remarks(without))) == ["Đầu", "Nhập nhận xét…", "Giữa", "Còn 03 điểm chưa xử lý.", "Cuối"]


def test_remarks_of_a_section_not_chosen_are_not_lost(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    issuer = pack_facts.definitions.letterhead
    remarks = read_remarks(typed(report(pack_facts, tables, issuer), "uu_diem", "Làm tốt."))
    content = report(pack_facts, tables, issuer, remarks=remarks, sections=set(SECTIONS) - {"assessment"})
    assert lines(content)[-1] == "Làm tốt."
    assert read_remarks(content) == remarks
    back = report(pack_facts, tables, issuer, remarks=read_remarks(content))
    assert NO_PLACE not in lines(back)
    assert lines(back)[lines(back).index("1. Ưu điểm") + 1] == "Làm tốt."


def test_a_copied_control_loses_nothing(short: Any) -> None:
    document = opened(typed(short(), "un_tac", "Một"))
    block = control(document, "un_tac").getparent()
    document.element.body.insert(0, copy.deepcopy(block))
    assert read_remarks(saved(document)).blocks == {"un_tac": plain("Một", "Một")}


def test_a_control_of_the_office_is_left_alone(short: Any) -> None:
    document = opened(short())
    other = f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="so"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
    document.element.body.insert(0, parse_xml(other))
    assert read_remarks(saved(document)) == Remarks()


def test_a_file_that_is_no_document_is_refused() -> None:
    with pytest.raises(RequestError, match="Tệp báo cáo đã sửa không đọc được"):
        read_remarks(b"khong phai docx")


def test_figures_stay_those_of_the_facts(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    """A figure typed over outside a control is not kept: the report is made from the facts."""
    issuer = pack_facts.definitions.letterhead
    fresh = report(pack_facts, tables, issuer)
    document = opened(typed(fresh, "un_tac", "Đã sửa."))
    document.tables[1].rows[1].cells[1].text = "999"
    again = report(pack_facts, tables, issuer, remarks=read_remarks(saved(document)))
    assert opened(again).tables[1].rows[1].cells[1].text == "92"
    assert "Đã sửa." in lines(again)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_remarks_survive_libreoffice(pack_facts: PackFacts, tables: dict[str, PackTable], tmp_path: Path) -> None:
    """LibreOffice 7 keeps a control around its first paragraph only and drops its tag; the bookmarks tell the rest."""
    issuer = pack_facts.definitions.letterhead
    edited = typed(report(pack_facts, tables, issuer), "un_tac", "Dòng một.", "Dòng hai.", "Dòng ba.")
    edited = typed(edited, "kien_nghi", "Đề nghị bổ sung biển báo.")
    document = opened(edited)
    place = control(document, "un_tac")
    Paragraph(place[1], document._body).runs[0].bold = True
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "trái", "phải"
    place.insert(2, table._tbl)
    (tmp_path / "sửa.docx").write_bytes(saved(document))
    converted(tmp_path / "sửa.docx", "docx:MS Word 2007 XML", tmp_path / "out")
    remarks = read_remarks((tmp_path / "out" / "sửa.docx").read_bytes())
    assert set(remarks.blocks) == {"un_tac", "kien_nghi"}
    first, second, grid, third = remarks.blocks["un_tac"]
    assert [line.text for line in (first, second, third) if isinstance(line, Line)] == [
        "Dòng một.",
        "Dòng hai.",
        "Dòng ba.",
    ]
    assert isinstance(second, Line)
    assert [piece.bold for piece in second.pieces if isinstance(piece, Piece)] == [True]
    assert isinstance(grid, Grid)
    assert [cell.lines[0].text for cell in grid.rows[0]] == ["trái", "phải"]
    again = report(pack_facts, tables, issuer, remarks=remarks)
    assert "Đề nghị bổ sung biển báo." in lines(again)
    assert len(places(again)) == 17


SUGGESTING = ("Đầu", "{{goi_y:kien_nghi}}", "{{nhan_xet:kien_nghi:đề xuất, kiến nghị}}", "Cuối")
INVITED = "Gợi ý theo số liệu, văn phòng sửa đổi, bổ sung:"


def place_of(content: bytes, name: str) -> str:
    """The name of a place with the checksum of its suggestion."""
    tags = [tag.get(qn("w:val")) for tag in opened(content).element.body.iter(qn("w:tag"))]
    return next(tag for tag in tags if tag.startswith(f"nhan_xet:{name}_")).removeprefix("nhan_xet:")


def other_figures(facts: PackFacts) -> PackFacts:
    """The same without violations: one suggestion more."""
    return replace(facts, violations={})


def test_a_suggestion_that_nobody_touched_is_made_anew(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    template = open_docx()
    for line in SUGGESTING:
        template.add_paragraph(line)
    first = report(pack_facts, tables, Letterhead(), template=saved(template))
    assert lines(first)[1] == INVITED
    remarks = read_remarks(first)
    assert remarks == Remarks()
    later = other_figures(pack_facts)
    again = lines(report(later, tables, Letterhead(), template=saved(template), remarks=remarks))
    assert again == lines(report(later, tables, Letterhead(), template=saved(template)))
    assert "Đề nghị các lực lượng cung cấp số liệu xử lý vi phạm của kỳ." in again
    assert "Đề nghị các lực lượng cung cấp số liệu xử lý vi phạm của kỳ." not in lines(first)


def test_a_changed_suggestion_is_kept_when_the_report_is_made_again(short: Any) -> None:
    first = short(written=SUGGESTING)
    written = ("Đề nghị Sở Xây dựng rà soát QL70.", "Đề nghị bổ sung quỹ.")
    edited = typed(first, place_of(first, "goi_y_kien_nghi"), *written)
    edited = typed(edited, "kien_nghi", "Thêm một ý.")
    remarks = read_remarks(edited)
    assert set(remarks.blocks) == {"goi_y_kien_nghi", "kien_nghi"}
    again = short(remarks, SUGGESTING)
    assert lines(again) == [
        *("Đầu", *written, "Thêm một ý.", "Cuối"),
    ]
    assert read_remarks(again) == remarks
    assert short(read_remarks(again), SUGGESTING) == again


def test_a_suggestion_that_was_struck_out_stays_out(short: Any) -> None:
    first = short(written=SUGGESTING)
    remarks = read_remarks(typed(first, place_of(first, "goi_y_kien_nghi"), ""))
    assert remarks.blocks == {"goi_y_kien_nghi": ()}
    again = short(remarks, SUGGESTING)
    assert lines(again) == ["Đầu", "Nhập đề xuất, kiến nghị…", "Nhập đề xuất, kiến nghị…", "Cuối"]
    assert read_remarks(again) == remarks
    assert NO_PLACE not in lines(short(remarks))


def test_a_changed_suggestion_without_a_place_stands_at_the_end(short: Any) -> None:
    first = short(written=SUGGESTING)
    remarks = read_remarks(typed(first, place_of(first, "goi_y_kien_nghi"), "Đề nghị khác."))
    without = short(remarks, ("Đầu", "Cuối"))
    assert lines(without)[-2:] == ["Đề xuất, kiến nghị:", "Đề nghị khác."]
    assert read_remarks(without) == remarks
    assert "Đề nghị khác." in lines(short(read_remarks(without), SUGGESTING))


def test_bold_words_and_tables_in_a_suggestion_count_as_changed() -> None:
    texts = [INVITED, "Đề nghị A-1."]
    mark = parted_name(marked_name("kien_nghi", texts))[1]
    plain_lines = suggested_blocks(texts)
    assert not is_changed(plain_lines, mark)
    assert not is_changed((plain_lines[0], Line((Piece("Đề  nghị A\u20111."),))), mark)
    assert is_changed((plain_lines[0], Line((Piece("Đề nghị A-1.", bold=True),))), mark)
    assert is_changed((*plain_lines, Grid((), ())), mark)
    assert is_changed(plain_lines[1:], mark)
