"""The report as DOCX: structure, form, figures of its tables, sections, and that it opens without a repair."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from analysis.definitions.letterhead import Letterhead
from analysis.errors import RequestError
from analysis.review.pack.record import SECTIONS, PackFacts, PackTable, Pinned, texts
from analysis.review.pack.report import report
from analysis.review.pack.tables import pack_tables, selected, shortened
from tests.review.pack.report_reading import CAPTION, caption_text, lines, opened, places, printed_figures

MAIN_HEADINGS = [
    "I. TÌNH HÌNH TRẬT TỰ, AN TOÀN GIAO THÔNG",
    "1. Tình hình tai nạn giao thông",
    "2. Phân tích tai nạn giao thông",
    "a) Địa bàn",
    "b) Tuyến đường",
    "c) Thời gian",
    "d) Phương tiện",
    "đ) Nguyên nhân",
    "e) Độ tuổi, giới tính",
    "3. Tình hình ùn tắc giao thông",
    "II. KẾT QUẢ CÔNG TÁC BẢO ĐẢM TRẬT TỰ, AN TOÀN GIAO THÔNG",
    "1. Công tác lãnh đạo, chỉ đạo",
    "2. Công tác tuyên truyền, phổ biến, giáo dục pháp luật",
    "3. Công tác tuần tra, kiểm soát, xử lý vi phạm",
    "4. Kết cấu hạ tầng giao thông, điểm đen, hành lang an toàn",
    "5. Quản lý vận tải, phương tiện, người lái",
    "6. Cứu hộ, cứu nạn, y tế",
    "III. ĐÁNH GIÁ CHUNG",
    "1. Ưu điểm",
    "2. Tồn tại, hạn chế",
    "3. Nguyên nhân",
    "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM",
    "V. ĐỀ XUẤT, KIẾN NGHỊ",
]
ORDER = {  # ECMA-376 part 1, 17.3.1.26, 17.4.60, 17.4.70, 17.4.82, 17.5.2.38, 17.3.2: Word asks for a repair otherwise
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc rPr sectPr",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "w:trPr": "cantSplit tblHeader",
    "w:tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "w:sdtPr": "alias tag id showingPlcHdr",
    "w:rPr": "rStyle rFonts b bCs i iCs strike color sz szCs highlight u vertAlign lang",
    "w:sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid",
}


@pytest.fixture(scope="module")
def tables(pack_facts: PackFacts) -> dict[str, PackTable]:
    return pack_tables(pack_facts)


@pytest.fixture(scope="module")
def made(pack_facts: PackFacts, tables: dict[str, PackTable]) -> bytes:
    return report(pack_facts, tables, pack_facts.definitions.letterhead)


def headings(content: bytes) -> list[str]:
    return [one.text for one in opened(content).paragraphs if (one.style.name or "").startswith("Heading")]


def shown(table: PackTable) -> list[list[str]]:
    rows = [texts(table, row) for row in table.rows]
    return rows + ([texts(table, table.total)] if table.total else [])


def test_the_sections_stand_in_the_order_of_the_committee(made: bytes) -> None:
    found = headings(made)
    assert found[: len(MAIN_HEADINGS)] == MAIN_HEADINGS
    assert [line for line in found if line.startswith("Phụ lục")] == [
        f"Phụ lục {n}" for n in ["I", "II", "III", "IV", "V", "VI"]
    ]


def test_head_and_end_are_those_of_the_decree(made: bytes) -> None:
    document = opened(made)
    head = [text.text for text in document.tables[0]._tbl.iter(qn("w:t"))]
    assert head == [
        *("UBND TỈNH LÀO CAI", "BAN AN TOÀN GIAO THÔNG", "Số: ……/BC-BATGT"),
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        "Lào Cai, ngày …… tháng …… năm ……",
    ]
    written = [line for line in lines(made) if line]
    assert written[:3] == [
        "BÁO CÁO",
        "Tình hình trật tự, an toàn giao thông Quý I năm 2025",
        "(Số liệu minh họa, không phải số liệu thật)",
    ]
    end = next(line for line in written if line.endswith("./."))
    assert end.startswith("Trên đây là báo cáo tình hình trật tự, an toàn giao thông Quý I năm 2025")
    foot = next(table for table in document.tables if "Nơi nhận:" in table.rows[0].cells[0].text)
    assert foot.rows[0].cells[0].text.split("\n") == [
        *("Nơi nhận:", "- Thường trực UBND tỉnh (báo cáo);", "- Công an tỉnh, Sở Xây dựng;", "- Lưu: VT."),
    ]
    assert foot.rows[0].cells[1].text.split("\n") == ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]


def test_a_date_and_another_issuer_stand_in_the_head(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    issuer = Letterhead(body="Sở Xây dựng", place="Lào Cai", signatory=("GIÁM ĐỐC",), signatory_name="Nguyễn Văn A")
    content = report(pack_facts, tables, issuer, issued=date(2025, 4, 2))
    head = opened(content).tables[0].rows[0].cells
    assert "……\nSỞ XÂY DỰNG" in head[0].text
    assert "Lào Cai, ngày 02 tháng 4 năm 2025" in head[1].text
    foot = next(table for table in opened(content).tables if "Nơi nhận:" in table.rows[0].cells[0].text)
    assert foot.rows[0].cells[1].text == "GIÁM ĐỐC\nNguyễn Văn A"
    assert opened(content).core_properties.created.date() == date(2025, 4, 2)  # type: ignore[union-attr]


def test_pages_are_upright_then_across_and_numbered_from_the_second(made: bytes) -> None:
    upright, across = opened(made).sections
    assert (round(upright.page_width.mm), round(upright.page_height.mm)) == (210, 297)
    assert (round(across.page_width.mm), round(across.page_height.mm)) == (297, 210)
    assert across.orientation == WD_ORIENT.LANDSCAPE
    for section in (upright, across):
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
    assert upright.different_first_page_header_footer
    assert not across.different_first_page_header_footer
    assert across.header.is_linked_to_previous
    assert "PAGE" in [text.text for text in upright.header._element.iter(qn("w:instrText"))]
    assert upright.first_page_header.is_linked_to_previous or not upright.first_page_header.paragraphs[0].text


def test_every_table_shows_a_table_of_the_pack(made: bytes, tables: dict[str, PackTable]) -> None:
    """Every cell of every table is the text of the cell of the PackTable that its alternative text names."""
    document, cells = opened(made), 0
    for grid in document.tables[1:]:
        key = grid._tbl.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}")
        if key is None:
            continue
        table = tables[key.get(qn("w:val"))]
        heads = sum(row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in grid.rows)
        rows = [[cell.text for cell in row.cells] for row in grid.rows]
        columns = columns_of(rows[:heads], table)
        narrow = selected(table, columns)
        every = shown(narrow) + [row for most in (8,) for row in shown(shortened_as_shown(table, columns, most))]
        for row in rows[heads:]:
            assert row in every, (table.key, row)
            cells += len(row)
        if len(rows) - heads == len(shown(narrow)):
            assert rows[heads:] == shown(narrow)
    assert cells > 2000


def shortened_as_shown(table: PackTable, columns: list[str], most: int) -> PackTable:
    words = {"roads": "tuyến khác", "causes": "nguyên nhân khác"}.get(table.key, "nhóm khác")
    return selected(shortened(table, most, words=words), columns) if table.total else selected(table, columns)


def columns_of(heads: list[list[str]], table: PackTable) -> list[str]:
    """Keys of the columns by their headings, group above heading."""
    names = {(column.group or column.heading, column.heading): column.key for column in table.columns}
    return [names[upper, lower] for upper, lower in zip(heads[0], heads[-1], strict=True)]


def test_the_three_criteria_by_hand(made: bytes) -> None:
    caption, rows = printed_figures(made)["Bảng 1"]
    assert caption == "Tình hình tai nạn giao thông theo ba tiêu chí, Quý I/2025 so với Quý I/2024"
    assert rows[1] == ["Số vụ", "92", "83", "+9", "+10,84%", "tăng", "78"]  # 9/83 = 10,843 %; 83·0,95 = 78,85


def test_tables_and_pictures_are_numbered_and_have_their_source(made: bytes) -> None:
    document = opened(made)
    written = list(document.element.body.iterchildren())
    numbers: dict[str, list[int]] = {"Bảng": [], "Hình": []}
    for place, block in enumerate(written):
        found = CAPTION.fullmatch("".join(text.text or "" for text in block.iter(qn("w:t"))))
        if block.tag != qn("w:p") or not found:
            continue
        numbers[found[1]].append(int(found[2]))
        after = written[place + 1] if found[1] == "Hình" or written[place + 1].tag == qn("w:p") else written[place + 2]
        said = "".join(text.text or "" for text in after.iter(qn("w:t")))
        assert "Nguồn: " in said or said == "Không có.", found[0]
        if found[1] == "Hình":
            assert written[place - 1].find(f".//{qn('w:drawing')}") is not None
    assert all(counted == list(range(1, len(counted) + 1)) for counted in numbers.values())
    assert (len(numbers["Bảng"]) >= 25, len(numbers["Hình"])) == (True, 4)


def test_periods_with_both_ends_stand_below_figures(made: bytes) -> None:
    below = [line for line in lines(made) if line.startswith("Đơn vị")]
    assert below[0] == (
        "Đơn vị: vụ, người. Kỳ này: 15/12/2024–14/03/2025 (90 ngày); cùng kỳ: 15/12/2023–14/03/2024 (91 ngày). "
        "Tính cả va chạm. Nguồn: Phòng CSGT (số liệu minh họa)."
    )
    assert any("Xét đoạn dài không quá 100 m, trong 12 tháng" in line for line in below)
    assert any("Xét trong bán kính 50 m, 12 tháng" in line for line in below)


def test_black_spots_do_not_follow_the_choice_of_collisions(
    pack_facts: PackFacts, tables: dict[str, PackTable]
) -> None:
    """The rule of black spots says which accidents count; "Không tính va chạm" below their table was wrong."""
    without = replace(pack_facts, with_collisions=False)
    below = lines(report(without, tables, without.definitions.letterhead))
    searched = [line for line in below if "Xét đoạn" in line or "Xét trong bán kính" in line]
    assert searched
    assert not any("va chạm" in line for line in searched)
    assert any("Không tính va chạm" in line for line in below)


def test_flagged_districts_stand_with_their_reason(made: bytes) -> None:
    flagged = next(
        rows for caption, rows in printed_figures(made).values() if caption.startswith("Địa bàn cần theo dõi vì")
    )
    assert [row[0] for row in flagged[2:]] == ["Bảo Yên"]
    assert "cao nhất trong 21 quý" in flagged[2][-1]


def test_fines_are_not_compared_over_a_change_of_the_law(made: bytes) -> None:
    """NĐ 168/2024 raised the fines on 1/1/2025: a column that would be empty is not printed."""
    caption, rows = next(
        (caption, rows) for caption, rows in printed_figures(made).values() if "(trường hợp, tiền phạt)" in caption
    )
    groups = list(zip(rows[0], rows[1], strict=True))
    assert [head for group, head in groups if group == "Tiền phạt (đồng)"] == ["Kỳ này", "Cùng kỳ"], caption


def test_minus_signs_are_not_parted_from_their_number(made: bytes) -> None:
    loose = [
        text.text
        for one in opened(made).paragraphs
        for text in one._p.iter(qn("w:t"))
        if not one.style.name.startswith("Caption") and not one.runs[0].italic and re.search(r"-\d", text.text or "")
    ]
    assert loose == []
    assert any("(-26,99%)" in line for line in lines(made))


def test_there_are_places_for_remarks(made: bytes) -> None:
    assert places(made) == [
        *("can_cu", "tai_nan", "phan_tich", "un_tac", "chi_dao", "tuyen_truyen", "vi_pham", "ha_tang", "van_tai"),
        *("cuu_ho", "uu_diem", "ton_tai", "nguyen_nhan", "goi_y_phuong_huong", "phuong_huong"),
        *("goi_y_kien_nghi", "kien_nghi"),
    ]
    assert "Nhập căn cứ (chương trình, kế hoạch, chế độ báo cáo)…" in lines(made)


def test_suggestions_are_marked_as_such(made: bytes) -> None:
    written = lines(made)
    invitation = "Gợi ý theo số liệu, văn phòng sửa đổi, bổ sung:"
    first, second = (place for place, line in enumerate(written) if line == invitation)
    assert written[first - 1].endswith("PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM")
    assert "Bảo Yên" in written[first + 1]
    assert written[second - 1].endswith("ĐỀ XUẤT, KIẾN NGHỊ")
    assert written[second + 1].startswith("Đề nghị")


def test_no_placeholder_and_no_control_letter_is_left(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        every = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    assert "{{" not in re.sub(r"<[^>]+>", "", every)


@pytest.mark.parametrize("left_out", list(SECTIONS))
def test_a_section_that_is_not_chosen_is_left_out(
    left_out: str, pack_facts: PackFacts, tables: dict[str, PackTable]
) -> None:
    content = report(pack_facts, tables, Letterhead(), sections=set(SECTIONS) - {left_out})
    gone = {
        "accidents": "Tình hình tai nạn giao thông theo ba tiêu chí",
        "breakdowns": "Tai nạn giao thông theo tuyến đường",
        "alerts": "Địa bàn cần theo dõi",
        "violations": "Kết quả xử lý vi phạm",
        "spots": "Điểm đen",
        "assessment": "III. ĐÁNH GIÁ CHUNG",
        "proposals": "V. ĐỀ XUẤT, KIẾN NGHỊ",
        "annexes": "Phụ lục I",
    }
    captions = [caption for caption, _ in printed_figures(content).values()]
    body = [caption for caption in captions if caption.startswith(gone[left_out])] + headings(content)
    if left_out in ("accidents", "breakdowns"):  # the annexes have both kinds and stay as long as one is chosen
        below = {"accidents": "Tình hình tai nạn giao thông", "breakdowns": "b) Tuyến đường"}[left_out]
        assert not any(below in line for line in headings(content))
        assert "a) Địa bàn" in headings(content)
    else:
        assert not any(line.startswith(gone[left_out]) for line in body)
    numbered = [line for line in headings(content) if re.match(r"[IVX]+\. ", line)]
    assert [line.split(".")[0] for line in numbered] == ["I", "II", "III", "IV", "V"][: len(numbered)]


def test_without_annexes_no_page_across_is_left(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    content = report(pack_facts, tables, Letterhead(), sections={"accidents"})
    (section,) = opened(content).sections
    assert section.orientation == WD_ORIENT.PORTRAIT
    assert len(places(content)) > 5


def test_a_section_that_does_not_exist_is_refused(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    with pytest.raises(RequestError, match="không có phần «phu_luc»"):
        report(pack_facts, tables, Letterhead(), sections={"phu_luc"})


def test_what_was_not_taken_in_is_not_there(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    kept = {
        key: table for key, table in tables.items() if not key.startswith(("violations", "ages", "sexes", "alerts"))
    }
    content = report(replace(pack_facts, violations={}, alerts=None), kept, Letterhead())
    captions = [caption for caption, _ in printed_figures(content).values()]
    assert not any("vi phạm" in caption or "độ tuổi" in caption for caption in captions)
    assert lines(content).count("Chưa có số liệu để nêu nội dung này.") >= 2


def test_the_snapshot_is_named_on_the_first_page_and_its_day_below_every_table(
    pack_facts: PackFacts, tables: dict[str, PackTable]
) -> None:
    pinned = Pinned("Họp Quý I/2025", "2025-04-02T08:00:00+07:00", "Lan", "abc")
    written = lines(report(replace(pack_facts, pinned=pinned), tables, Letterhead()))
    assert written.index("Bản chốt số liệu: «Họp Quý I/2025»") < written.index(
        "I. TÌNH HÌNH TRẬT TỰ, AN TOÀN GIAO THÔNG"
    )
    below = [line for line in written if line.startswith("Đơn vị: ")]
    assert len(below) > 20
    assert not [line for line in below if "Họp Quý I/2025" in line or ", số liệu chốt ngày 02/04/2025" not in line]


def test_letters_that_no_document_can_hold_are_left_out(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    roads = tables["roads"]
    row = ("<b>QL70</b> & \x07{{ky}}", *roads.rows[0][1:])
    dirty = {**tables, "roads": replace(roads, rows=(row, *roads.rows[1:]))}
    issuer = Letterhead(body="Ban\x00 <ATGT> {{ky}}")
    content = report(pack_facts, dirty, issuer)
    assert any(rows[2][0] == "<b>QL70</b> & {{ky}}" for _, rows in printed_figures(content).values())
    assert "BAN <ATGT> {{KY}}" in opened(content).tables[0].rows[0].cells[0].text


def test_the_same_facts_give_the_same_bytes_below_two_megabytes(
    made: bytes, pack_facts: PackFacts, tables: dict[str, PackTable]
) -> None:
    assert report(pack_facts, tables, pack_facts.definitions.letterhead) == made
    assert len(made) < 2_000_000


def test_elements_stand_in_the_order_of_the_standard(made: bytes) -> None:
    roots = [opened(made).element.body, *(section.header._element for section in opened(made).sections)]
    for name, order in ORDER.items():
        names = order.split()
        for parent in (found for root in roots for found in root.iter(qn(name))):
            children = [child.tag.split("}")[1] for child in parent]
            assert set(children) <= set(names), (name, children)
            assert children == sorted(children, key=names.index), (name, children)


def test_no_number_is_given_twice(made: bytes) -> None:
    body = opened(made).element.body
    for numbers in (
        [one.get("id") for one in body.iter(qn("wp:docPr"))],
        [one.get(qn("w:val")) for one in body.iter(qn("w:id"))],
        [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))],
        [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))],
    ):
        assert len(numbers) == len(set(numbers)) > 0
    starts, ends = (
        sorted(one.get(qn("w:id")) for one in body.iter(qn(f"w:bookmark{side}"))) for side in ("Start", "End")
    )
    assert starts == ends


def test_every_cell_ends_with_a_paragraph_and_every_row_fills_its_grid(made: bytes) -> None:
    for table in opened(made).element.body.iter(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for row in table.findall(qn("w:tr")):
            cells = row.findall(qn("w:tc"))
            spans = [cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in cells]
            assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == columns
            assert all(cell[-1].tag == qn("w:p") for cell in cells)


def test_pictures_say_what_is_seen(made: bytes) -> None:
    said = [one.get("descr") for one in opened(made).element.body.iter(qn("wp:docPr"))]
    assert any("Vượt mức: Bảo Yên 21 vụ" in text for text in said)
    assert all(said)


def test_captions_stay_with_what_they_name(made: bytes) -> None:
    for paragraph in opened(made).paragraphs:
        if CAPTION.fullmatch(caption_text(paragraph)):
            assert paragraph.paragraph_format.keep_with_next


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_second_reader_opens_it_with_every_page_filled(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "báo cáo.docx").write_bytes(made)
    converted(tmp_path / "báo cáo.docx", "pdf", tmp_path)
    pages = page_texts(tmp_path / "báo cáo.pdf")
    assert 18 <= len(pages) <= 26
    assert all(len(page) > 120 for page in pages)
    assert "Phụ lục I" in "".join(pages)


def converted(path: Path, kind: str, out: Path) -> None:
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def page_texts(path: Path) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return [_page_text(page) for page in document]
    finally:
        document.close()


def _page_text(page: object) -> str:
    text = page.get_textpage()  # type: ignore[attr-defined]
    try:
        return str(text.get_text_range())
    finally:
        text.close()
        page.close()  # type: ignore[attr-defined]


def test_without_a_known_range_no_range_is_drawn(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    alerts = tables["alerts"]
    lower, upper = alerts.place("lower"), alerts.place("upper")
    rows = tuple(
        tuple(None if place in (lower, upper) else value for place, value in enumerate(row)) for row in alerts.rows
    )
    content = report(pack_facts, {**tables, "alerts": replace(alerts, rows=rows)}, Letterhead())
    assert len(opened(content).inline_shapes) == 3
    drawn = [line for line in lines(content) if line.startswith("Hình ") and CAPTION.fullmatch(line)]
    assert drawn
    assert not any("so với mức bình thường" in line for line in drawn)
