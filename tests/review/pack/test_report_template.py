"""The template that the office may change: which one is in force, what is refused and how it is said."""

from __future__ import annotations

import io
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_docx
from docx.document import Document

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.letterhead import Letterhead
from analysis.errors import RequestError
from analysis.review.pack import report_values as values
from analysis.review.pack.record import SECTIONS, PackFacts, PackTable
from analysis.review.pack.report import report
from analysis.review.pack.tables import pack_tables
from analysis.review.pack.template import default_template, open_document, template_in_force
from analysis.store.tables import open_store
from tests.conftest import PROJECT
from tests.review.pack.report_reading import lines, opened, places, printed_figures
from tests.review.pack.test_report import converted

Make = Callable[..., bytes]


@pytest.fixture(scope="module")
def tables(pack_facts: PackFacts) -> dict[str, PackTable]:
    return pack_tables(pack_facts)


@pytest.fixture
def make(pack_facts: PackFacts, tables: dict[str, PackTable]) -> Make:
    def made(*written: str, **options: Any) -> bytes:
        """A report from a template of these lines."""
        template = open_docx()
        for line in written:
            template.add_paragraph(line)
        return report(pack_facts, tables, Letterhead(body="Ban ATGT"), template=saved(template), **options)

    return made


def saved(document: Document) -> bytes:
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


def test_values_stand_in_their_line(make: Make) -> None:
    content = make(
        "Kỳ {{ky}} ({{ tu_ngay }} - {{DEN_NGAY}}), {{so_ngay}} ngày; so với {{cung_ky}}.", "Của {{co_quan}}."
    )
    assert lines(content) == [
        "Kỳ Quý I/2025 (15/12/2024 - 14/03/2025), 90 ngày; so với Quý I/2024.",
        "Của Ban ATGT.",
    ]


def test_a_placeholder_over_several_runs_takes_the_letters_of_its_first(
    pack_facts: PackFacts, tables: dict[str, PackTable]
) -> None:
    """Word parts what is typed: "{{", "k", "y}}" in three runs, spelling marks between them."""
    template = open_docx()
    paragraph = template.add_paragraph("Kỳ ")
    for number, text in enumerate(("này: {", "{k", "y}", "} và {{cung", "_ky}}.")):
        paragraph.add_run(text).bold = number == 0
    content = report(pack_facts, tables, Letterhead(), template=saved(template))
    (made,) = opened(content).paragraphs
    assert made.text == "Kỳ này: Quý I/2025 và Quý I/2024."
    assert [run.text for run in made.runs if run.bold] == ["này: Quý I/2025"]


def test_a_block_over_several_runs_is_found(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    template = open_docx()
    paragraph = template.add_paragraph(" {{bang:")
    paragraph.add_run("dia").italic = True
    paragraph.add_run("_ban}} ")
    content = report(pack_facts, tables, Letterhead(), template=saved(template))
    assert printed_figures(content)["Bảng 1"][1][-1][:3] == ["Tổng số", "92", "83"]


def test_words_take_the_layout_of_their_line(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    template = open_docx()
    template.add_paragraph("{{doan:muc_tieu}}", style="List Bullet").runs[0].italic = True
    content = report(pack_facts, tables, Letterhead(), template=saved(template))
    made = opened(content).paragraphs
    assert len(made) == 3
    assert all(one.style.name == "List Bullet" and one.runs[0].italic for one in made)  # type: ignore[union-attr]


def test_headings_are_numbered_as_they_stand(make: Make) -> None:
    written = (
        "{{I}}. A",
        "{{1}}. B",
        "{{a}}) C",
        "{{a}}) D",
        "{{1}}. E",
        "{{a}}) F",
        "{{I}}. G",
        "{{1}}. H",
        "{{phu_luc}}",
    )
    assert lines(make(*written)) == ["I. A", "1. B", "a) C", "b) D", "2. E", "a) F", "II. G", "1. H", "I"]


def test_letters_of_points_are_those_of_vietnamese_documents(make: Make) -> None:
    assert "".join(lines(make(*["{{a}}"] * 8))) == "abcdđegh"


def test_what_the_office_took_out_is_left_out(make: Make) -> None:
    content = make("Chỉ có dòng này.")
    assert lines(content) == ["Chỉ có dòng này."]
    assert printed_figures(content) == {}


def test_parts_can_lie_in_each_other_and_belong_to_several(make: Make) -> None:
    written = (
        *("{{muc:phan_tich+co_bao}}", "cả hai", "{{muc:phan_tich}}", "phân tích", "{{het_muc}}"),
        *("{{muc:co_bao}}", "cờ", "{{het_muc}}", "{{het_muc}}", "cuối"),
    )
    assert lines(make(*written)) == ["cả hai", "phân tích", "cờ", "cuối"]
    assert lines(make(*written, sections={"alerts"})) == ["cả hai", "cờ", "cuối"]
    assert lines(make(*written, sections={"breakdowns"})) == ["cả hai", "phân tích", "cuối"]
    assert lines(make(*written, sections={"spots"})) == ["cuối"]


def test_a_table_fits_the_page_it_stands_on(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    template = open_docx()
    template.add_paragraph("{{bang:dia_ban}}")
    template.add_section()
    across = template.sections[1]
    across.page_width, across.page_height = across.page_height, across.page_width
    template.add_paragraph("{{bang_day_du:dia_ban}}")
    content = report(pack_facts, tables, Letterhead(), template=saved(template))
    widths = [sum(column.width for column in table.columns) for table in opened(content).tables]
    texts = [section.page_width - section.left_margin - section.right_margin for section in opened(content).sections]
    assert [abs(width - text) < 36000 for width, text in zip(widths, texts, strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (["{{kyy}}"], "«{{kyy}}» không phải chỗ điền nào đã biết (có phải ý là «{{ky}}»?)"),
        (["{{bang:địa bàn}}"], "(có phải ý là «{{bang:dia_ban}}»?)"),
        (["{{bảng:dia_ban}}"], "(có phải ý là «{{bang:dia_ban}}»?)"),
        (["{{xyz:qqqqqqq}}"], "«{{xyz:qqqqqqq}}» không phải chỗ điền nào đã biết."),
        (["{{muc:phan}}", "{{het_muc}}"], "«{{muc:phan}}» không phải chỗ điền nào đã biết"),
        (["Xem {{bang:dia_ban}}"], "«{{bang:dia_ban}}» phải đứng riêng một dòng"),
        (["Kỳ {{ky"], "dòng «Kỳ {{ky» có dấu ngoặc nhọn chưa đóng"),
        (["Kỳ ky}} này"], "dòng «Kỳ ky}} này» có dấu ngoặc nhọn chưa đóng"),
        (["{{muc:co_bao}}", "x"], "phần «{{muc:co_bao}}» thiếu «{{het_muc}}»"),
        (["{{het_muc}}"], "có một «{{het_muc}}» thừa"),
        (["{{nhan_xet:a}}", "{{nhan_xet:a}}"], "chỗ nhận xét «a» có hai lần"),
        (["{{nhan_xet:tồn tại}}"], "tên chỗ nhận xét chỉ gồm chữ không dấu"),
        ([f"{{{{sai_{number}}}}}" for number in range(7)], "; và 2 lỗi khác"),
    ],
)
def test_a_placeholder_that_cannot_be_used_is_named(make: Make, written: list[str], said: str) -> None:
    with pytest.raises(RequestError) as caught:
        make(*written)
    assert said in caught.value.sentence
    assert "docs/mau_bao_cao.md" in caught.value.remedy


def test_a_part_inside_a_table_is_refused(pack_facts: PackFacts, tables: dict[str, PackTable]) -> None:
    template = open_docx()
    template.add_table(1, 1).rows[0].cells[0].text = "{{muc:co_bao}}"
    with pytest.raises(RequestError, match="phải đứng ngoài bảng"):
        report(pack_facts, tables, Letterhead(), template=saved(template))


def broken() -> Iterator[bytes]:
    yield b""
    yield b"PK\x03\x04 hong"
    yield b"chu thuong"
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as parts:
        parts.writestr("word/document.xml", "<w:document/>")
    yield memory.getvalue()
    whole = (PROJECT / "data/reference/templates/bao_cao.docx").read_bytes()
    yield whole[: len(whole) // 2]
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(memory, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<w:document" if name == "word/document.xml" else source.read(name))
    yield memory.getvalue()


@pytest.mark.parametrize("content", list(broken()))
def test_a_broken_file_is_refused_with_a_remedy(content: bytes) -> None:
    with pytest.raises(RequestError) as caught:
        open_document(content)
    assert caught.value.sentence.startswith("Tệp mẫu báo cáo không đọc được")
    assert "Lưu thành" in caught.value.remedy


def test_the_template_of_the_office_wins(tmp_path: Path, definitions: Definitions) -> None:
    store = open_store(tmp_path / "kho")
    assert template_in_force(store, definitions) == default_template(definitions)
    own = tmp_path / "kho" / "reference" / "templates" / "bao_cao.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"mau rieng")
    assert template_in_force(store, definitions) == b"mau rieng"


def test_the_template_of_an_overlay_wins_over_that_of_the_office(tmp_path: Path) -> None:
    """With ``--reference`` on the command line; there it was passed over."""
    store, laid = open_store(tmp_path / "kho"), tmp_path / "laid"
    for folder, content in ((tmp_path / "kho" / "reference", b"mau rieng"), (laid, b"mau khac")):
        (folder / "templates").mkdir(parents=True)
        (folder / "templates" / "bao_cao.docx").write_bytes(content)
    assert template_in_force(store, load_definitions(laid, office=tmp_path / "kho" / "reference")) == b"mau khac"


def test_the_template_is_what_its_script_builds() -> None:
    sys.path.insert(0, str(PROJECT / "data" / "reference"))
    try:
        from build_report_template import build
    finally:
        sys.path.pop(0)
    kept = (PROJECT / "data/reference/templates/bao_cao.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(build())) as made, zipfile.ZipFile(io.BytesIO(kept)) as there:
        assert made.namelist() == there.namelist()
        assert all(made.read(name) == there.read(name) for name in made.namelist())


def documented() -> dict[str, str]:
    text = (PROJECT / "docs" / "mau_bao_cao.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `\{\{(.+?)\}\}` \| (.+?) \|$", text, re.MULTILINE))


def test_the_list_of_placeholders_is_complete_and_true() -> None:
    expected = dict(values.RUNNING)
    expected |= {name: one.description for name, one in values.INLINE.items()}
    for kind, known in (
        ("doan", values.TEXTS),
        ("goi_y", values.SUGGESTED_TEXTS),
        ("bang", values.TABLES),
        ("bang_day_du", values.FULL_TABLES),
    ):
        expected |= {f"{kind}:{name}": one.description for name, one in known.items()}  # type: ignore[attr-defined]
    expected |= {f"hinh:{name}": one.description for name, one in values.PICTURES.items()}
    expected |= {f"muc:{name}": SECTIONS[key] for name, key in values.PARTS.items()}
    assert documented() == expected


def test_every_section_has_its_part_and_every_place_its_name(make: Make) -> None:
    assert set(values.PARTS.values()) == set(SECTIONS)
    text = (PROJECT / "docs" / "mau_bao_cao.md").read_text(encoding="utf-8")
    assert all(name in text for name in values.REMARK_TITLES)
    assert places(make("{{nhan_xet:cua_rieng:ý kiến}}")) == ["cua_rieng"]
    assert lines(make("{{nhan_xet:cua_rieng:ý kiến}}")) == ["Nhập ý kiến…"]


def test_every_placeholder_can_be_filled(make: Make) -> None:
    written = [f"{{{{{name}}}}}" for name in documented() if not name.startswith("muc:")]
    content = make(*written)
    assert "{{" not in "".join(lines(content))
    assert len(opened(content).inline_shapes) == len(values.PICTURES)
    assert len(printed_figures(content)) >= len(values.TABLES) + len(values.FULL_TABLES) - 4


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_template_saved_by_libreoffice_works(
    pack_facts: PackFacts, tables: dict[str, PackTable], definitions: Definitions, tmp_path: Path
) -> None:
    (tmp_path / "mẫu.docx").write_bytes(default_template(definitions))
    converted(tmp_path / "mẫu.docx", "docx:MS Word 2007 XML", tmp_path / "out")
    other = report(pack_facts, tables, definitions.letterhead, template=(tmp_path / "out" / "mẫu.docx").read_bytes())
    own = report(pack_facts, tables, definitions.letterhead)
    assert printed_figures(other) == printed_figures(own)
    assert [line for line in lines(other) if line] == [line for line in lines(own) if line]
    assert places(other) == places(own)
