"""Builds templates/bao_cao.docx, the report's template that the office may change: python build_report_template.py.

The structure is that of the quarterly reports of the committee, the form that of Nghị định 30/2020/NĐ-CP; what the
placeholders mean stands in docs/mau_bao_cao.md. An office's own template lies in its store (reference/templates/) and
is not touched by this script. Same script, same bytes.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from analysis.definitions.letterhead import Letterhead  # noqa: E402
from analysis.review.documents import (  # noqa: E402
    Page,
    Words,
    add_words,
    document_bytes,
    letterhead,
    new_document,
    number_pages,
    paragraph,
    title_block,
)
from analysis.review.docx_parts import bare_table, element, first_paragraph, mark  # noqa: E402

PAGE = Page()
ACROSS = Page(width=297, height=210)
MADE_ON = date(2025, 1, 1)
TARGET = HERE / "templates" / "bao_cao.docx"

BODY = """
{{nhan_xet:can_cu:căn cứ (chương trình, kế hoạch, chế độ báo cáo)}}
{{co_quan}} báo cáo {{ten_bao_cao_thuong}} ({{khoang_ky}}) như sau:
# {{I}}. TÌNH HÌNH TRẬT TỰ, AN TOÀN GIAO THÔNG
{{muc:tai_nan}}
## {{1}}. Tình hình tai nạn giao thông
{{doan:mo_dau}}
{{bang:ba_tieu_chi}}
{{doan:loai_hinh}}
{{bang:loai_hinh}}
{{doan:muc_do}}
{{bang:muc_do}}
{{hinh:chuoi_quy}}
{{nhan_xet:tai_nan}}
{{het_muc}}
{{muc:phan_tich+co_bao}}
## {{1}}. Phân tích tai nạn giao thông
### {{a}}) Địa bàn
{{muc:phan_tich}}
{{doan:dia_ban}}
{{bang:dia_ban}}
{{het_muc}}
{{muc:co_bao}}
{{doan:co_bao}}
{{bang:co_bao}}
{{hinh:co_bao}}
{{doan:co_bao_ngau_nhien}}
{{het_muc}}
{{muc:phan_tich}}
### {{a}}) Tuyến đường
{{doan:tuyen_duong}}
{{bang:tuyen_duong}}
### {{a}}) Thời gian
{{doan:thoi_gian}}
{{bang:buoi}}
{{hinh:gio}}
### {{a}}) Phương tiện
{{doan:phuong_tien}}
{{bang:phuong_tien}}
### {{a}}) Nguyên nhân
{{doan:nguyen_nhan}}
{{hinh:nguyen_nhan}}
### {{a}}) Độ tuổi, giới tính
{{doan:nguoi}}
{{bang:do_tuoi}}
{{bang:gioi_tinh}}
{{nhan_xet:phan_tich}}
{{het_muc}}
{{het_muc}}
## {{1}}. Tình hình ùn tắc giao thông
{{nhan_xet:un_tac}}
# {{I}}. KẾT QUẢ CÔNG TÁC BẢO ĐẢM TRẬT TỰ, AN TOÀN GIAO THÔNG
## {{1}}. Công tác lãnh đạo, chỉ đạo
{{nhan_xet:chi_dao}}
## {{1}}. Công tác tuyên truyền, phổ biến, giáo dục pháp luật
{{nhan_xet:tuyen_truyen}}
## {{1}}. Công tác tuần tra, kiểm soát, xử lý vi phạm
{{muc:vi_pham}}
{{doan:vi_pham}}
{{bang:vi_pham_hanh_vi}}
{{bang:vi_pham_luc_luong}}
{{het_muc}}
{{nhan_xet:vi_pham}}
## {{1}}. Kết cấu hạ tầng giao thông, điểm đen, hành lang an toàn
{{muc:diem_den}}
{{doan:diem_den}}
{{bang:diem_den_thay_doi}}
{{doan:diem_den_vi_tri}}
{{doan:danh_muc}}
{{het_muc}}
{{nhan_xet:ha_tang}}
## {{1}}. Quản lý vận tải, phương tiện, người lái
{{nhan_xet:van_tai}}
## {{1}}. Cứu hộ, cứu nạn, y tế
{{nhan_xet:cuu_ho}}
{{muc:danh_gia}}
# {{I}}. ĐÁNH GIÁ CHUNG
{{doan:muc_tieu}}
## {{1}}. Ưu điểm
{{nhan_xet:uu_diem}}
## {{1}}. Tồn tại, hạn chế
{{nhan_xet:ton_tai}}
## {{1}}. Nguyên nhân
{{nhan_xet:nguyen_nhan}}
{{het_muc}}
{{muc:kien_nghi}}
# {{I}}. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM
{{goi_y:phuong_huong}}
{{nhan_xet:phuong_huong:phương hướng, nhiệm vụ}}
# {{I}}. ĐỀ XUẤT, KIẾN NGHỊ
{{goi_y:kien_nghi}}
{{nhan_xet:kien_nghi:đề xuất, kiến nghị}}
{{het_muc}}
Trên đây là báo cáo {{ten_bao_cao_thuong}}, {{co_quan}} trân trọng báo cáo./.
"""
"""Upright pages: "#" headings by level, "!" italics, else text."""

ANNEXES = (
    ("ĐỊA BÀN", "dia_ban", "muc:co_bao", "co_bao", "het_muc"),
    ("LOẠI HÌNH, MỨC ĐỘ, TUYẾN ĐƯỜNG", "loai_hinh", "muc_do", "tuyen_duong"),
    ("THỜI GIAN", "gio", "thu"),
    ("NGUYÊN NHÂN, PHƯƠNG TIỆN", "nguyen_nhan", "phuong_tien"),
    (
        "ĐIỂM ĐEN (ĐIỂM HAY XẢY RA TAI NẠN GIAO THÔNG)",
        "diem_den_ly_trinh",
        "diem_den_toa_do",
        "diem_den_gan_du",
        "danh_muc",
    ),
    ("XỬ LÝ VI PHẠM", "vi_pham_dia_ban", "vi_pham_dia_ban_hinh_thuc", "vi_pham_hanh_vi", "vi_pham_hanh_vi_hinh_thuc"),
)
"""Pages across, one annex a page: its name, then tables and marks."""
ANNEX_PARTS = {"ĐIỂM ĐEN (ĐIỂM HAY XẢY RA TAI NẠN GIAO THÔNG)": "diem_den", "XỬ LÝ VI PHẠM": "vi_pham"}
"""Parts (tick boxes) to which an annex belongs beside "phu_luc"; the others belong to tai_nan or phan_tich."""


def build() -> bytes:
    """The template as DOCX bytes."""
    document = new_document("Mẫu báo cáo", subject="", author="", made_on=MADE_ON, page=PAGE)
    _set_styles(document)
    _head(document)
    for line in BODY.strip().splitlines():
        _line(document, line)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _signature(document)
    number_pages(document)
    _annexes(document)
    return document_bytes(document)


def _set_styles(document: Document) -> None:
    """Body Text, Caption and the headings as the decree has them: whoever changes a style changes the report."""
    for name, size, bold, italic in (("Body Text", 13, None, None), ("Caption", 12, True, None)):
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
        style.font.color.rgb = RGBColor(0, 0, 0)
        properties = style.element.get_or_add_rPr()
        for old in properties.findall(qn("w:rFonts")):
            properties.remove(old)
        letters = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman")
        properties.insert(0, element("w:rFonts", **letters))
    body = document.styles["Body Text"].paragraph_format
    body.alignment, body.first_line_indent = WD_ALIGN_PARAGRAPH.JUSTIFY, Mm(10)
    body.space_before, body.space_after, body.widow_control = Pt(6), Pt(0), True
    caption = document.styles["Caption"].paragraph_format
    caption.alignment, caption.space_before, caption.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(8), Pt(3)
    for level, italic in ((1, None), (2, None), (3, True)):
        style = document.styles[f"Heading {level}"]
        style.font.italic = italic
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(8 if level == 1 else 6), Pt(0)
        style.paragraph_format.first_line_indent = Mm(10)
        style.paragraph_format.keep_with_next = True


def _head(document: Document) -> None:
    known = Letterhead("{{co_quan_chu_quan}}", "{{co_quan_ban_hanh}}", "{{ky_hieu}}", "{{dia_danh}}")
    letterhead(document, known, issued=None, page=PAGE)
    table = document.tables[0]
    day = table.rows[0].cells[1].paragraphs[-1]
    for run in day.runs:
        run.text = "{{dia_danh}}, {{ngay_ban_hanh}}"
    title_block(document, "Báo cáo", "{{ten_bao_cao}}", page=PAGE)
    paragraph(document, Words("{{minh_hoa}}", italic=True), align="center", indent=0, before=3)
    paragraph(document, Words("{{ban_chot}}", italic=True), align="center", indent=0, before=0)


def _line(document: Document, line: str) -> None:
    level = len(line) - len(line.lstrip("#"))
    if level:
        document.add_paragraph(line[level:].strip(), style=f"Heading {level}")
        return
    made = document.add_paragraph(style="Body Text")
    made.add_run(line.removeprefix("! ")).italic = line.startswith("!") or None


def _signature(document: Document) -> None:
    document.add_paragraph().paragraph_format.keep_with_next = True
    table = bare_table(document, [0.55 * PAGE.text_width, 0.45 * PAGE.text_width])
    mark(table.rows[0]._tr.get_or_add_trPr(), "w:cantSplit")
    left, right = table.rows[0].cells
    add_words(first_paragraph(left), Words("Nơi nhận:", bold=True, italic=True, size=12))
    add_words(first_paragraph(left), Words("{{noi_nhan}}", size=11))
    for text, before in (("{{nguoi_ky}}", 0), ("{{ten_nguoi_ky}}", 22)):
        made = first_paragraph(right)
        made.alignment, made.paragraph_format.space_before = WD_ALIGN_PARAGRAPH.CENTER, Mm(before)
        add_words(made, Words(text, bold=True, size=13))


def _annexes(document: Document) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _make_tiny(document.paragraphs[-1])
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(ACROSS.width), Mm(ACROSS.height)
    _line(document, "{{muc:phu_luc}}")
    for number, (name, *tables) in enumerate(ANNEXES):
        _line(document, f"{{{{muc:{ANNEX_PARTS.get(name, 'tai_nan+phan_tich')}}}}}")
        head = document.add_paragraph(style="Heading 1")
        head.add_run("Phụ lục {{phu_luc}}")
        head.paragraph_format.page_break_before = bool(number) or None
        _centred(head)
        _centred(document.add_paragraph(name, style="Heading 2"))
        note = "(Kèm theo Báo cáo số ……/{{ky_hieu}} {{ngay_ban_hanh}} của {{co_quan}})"
        paragraph(document, Words(note, italic=True), align="center", indent=0, before=0, keep_with_next=True)
        for table in tables:
            _line(document, f"{{{{{table if table.startswith(('muc:', 'het_muc')) else 'bang_day_du:' + table}}}}}")
        _line(document, "{{het_muc}}")
    _line(document, "### Ghi chú về số liệu")
    _line(document, "{{doan:gioi_han}}")
    _line(document, "{{het_muc}}")


def _make_tiny(made) -> None:  # type: ignore[no-untyped-def]
    """The paragraph that ends the upright pages takes no room: else it makes an empty page after a full one."""
    layout = made.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
    layout.space_before = layout.space_after = Pt(0)


def _centred(made) -> None:  # type: ignore[no-untyped-def]
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.paragraph_format.first_line_indent = Mm(0)
    made.paragraph_format.space_before = Pt(0)


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(build())
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
