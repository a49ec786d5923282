"""The template of the report, a .docx that the office may change: which one is in force, and what stands in it.

Placeholders in double braces: "{{ky}}" inside a line, "{{bang:dia_ban}}" alone on a line, "{{muc:NAME}}" …
"{{het_muc}}" around what belongs to a part that can be left out. Leaves out what they mean (``report_values``) and what
is put in their place (``report``). A template without a placeholder simply leaves that part out; one with an unknown
one is refused, and the error says which, and what it may have meant.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from docx import Document as open_docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from ...definitions.catalogue import Definitions
from ...definitions.names import fold
from ...definitions.reference import DEFAULT_FOLDER, open_reference
from ...errors import RequestError
from ...store.tables import Store, office_reference
from . import template_text as text

TEMPLATE_FILE = "templates/bao_cao.docx"
"""Where the template stands in a reference folder."""
START, END = "muc", "het_muc"
ANY = "+"
"""Between the names of a "muc" that stays where one of them was chosen."""
SHOWN_PROBLEMS = 5
HELP = "Danh sách chỗ điền có trong tài liệu docs/mau_bao_cao.md."


def default_template(definitions: Definitions) -> bytes:
    """The template of the reference folder in use: that of an overlay or of the office where there is one, else ours.

    Raises ``DefinitionError`` where no folder has one.
    """
    return definitions.reference.path(TEMPLATE_FILE).read_bytes()


def template_in_force(store: Store, definitions: Definitions) -> bytes:
    """The template for reports of this store: of the overlay of ``definitions``, else of the office, else our own.

    The office's is looked for anew: it may have been put there since ``definitions`` were read.
    """
    office, first = office_reference(store), definitions.reference.folders[0]
    overlay = None if first in (office, DEFAULT_FOLDER) else first
    return open_reference(overlay, office=office).path(TEMPLATE_FILE).read_bytes()


def open_document(content: bytes, what: str = "mẫu báo cáo") -> Document:
    """The document in ``content``. Raises ``RequestError`` naming ``what`` where it is no DOCX that can be read."""
    try:
        document = open_docx(io.BytesIO(content))
        list(document.element.body)
    except (zipfile.BadZipFile, PackageNotFoundError, SyntaxError, KeyError, ValueError, AttributeError) as error:
        raise RequestError(
            f"Tệp {what} không đọc được: không phải tài liệu Word (.docx) hoặc tệp bị hỏng.",
            "Hãy mở tệp bằng Word, chọn Lưu thành… kiểu «Word Document (*.docx)», rồi dùng tệp vừa lưu.",
        ) from error
    return document


def paragraphs(document: Document) -> list[Any]:
    """Every paragraph in order: body with its tables and text boxes, then headers and footers."""
    roots = [document.element.body]
    for section in document.sections:
        parts = (section.header, section.footer, section.first_page_header, section.first_page_footer)
        roots += [part._element for part in parts if not part.is_linked_to_previous]
    unique = {id(root): root for root in roots}
    return [paragraph for root in unique.values() for paragraph in root.iter(qn("w:p"))]


def check(document: Document, known: Mapping[str, Collection[str]], free: Collection[str] = ()) -> None:
    """Raises ``RequestError`` naming every placeholder that cannot be used.

    ``known``: names by kind, "" for those inside a line; kinds in ``free`` may have any name. A block ("bang", "hinh",
    "nhan_xet") has to stand alone on its line, "muc" outside tables.
    """
    problems: list[str] = []
    remarks: list[str] = []
    for paragraph in paragraphs(document):
        if text.has_stray_braces(paragraph):
            shown = text.text_of(paragraph).strip()[:60]
            problems.append(f"dòng «{shown}» có dấu ngoặc nhọn chưa đóng hoặc chưa mở đủ")
        for placeholder in text.placeholders(paragraph):
            problems += _problems_of(placeholder, paragraph, known, free)
            remarks += [parts(placeholder)[1]] if parts(placeholder)[0] in free else []
    problems += [f"chỗ nhận xét «{name}» có hai lần" for name in sorted({n for n in remarks if remarks.count(n) > 1})]
    problems += _unbalanced(document)
    if problems:
        more = f"; và {len(problems) - SHOWN_PROBLEMS} lỗi khác" if len(problems) > SHOWN_PROBLEMS else ""
        said = "; ".join(problems[:SHOWN_PROBLEMS])
        raise RequestError(f"Mẫu báo cáo có chỗ điền không dùng được: {said}{more}.", f"Hãy sửa trong mẫu. {HELP}")


def parts(placeholder: str) -> tuple[str, str, str]:
    """Kind ("" inside a line), name and what follows of a placeholder ("nhan_xet:can_cu:căn cứ"), in small letters."""
    kind, colon, rest = placeholder.partition(":")
    kind = kind.strip().lower()
    if not colon:
        return (END, "", "") if kind == END else ("", kind if kind != "i" else "I", "")
    name, _, more = rest.partition(":")
    return kind, name.strip().lower(), more.strip()


def _problems_of(
    placeholder: str, paragraph: Any, known: Mapping[str, Collection[str]], free: Collection[str]
) -> Iterator[str]:
    kind, name, _ = parts(placeholder)
    written = f"«{{{{{placeholder}}}}}»"
    if kind == END:
        return
    if kind not in known and kind not in free and kind != START:
        yield f"{written} không phải chỗ điền nào đã biết{_nearest(placeholder, known)}"
        return
    if kind in free and not _is_plain(name):
        yield f"{written}: tên chỗ nhận xét chỉ gồm chữ không dấu, số, gạch dưới, tối đa 30 ký tự"
    elif kind not in free:
        wrong = [one for one in name.split(ANY) if one not in known.get(kind, ())]
        if wrong:
            yield f"{written} không phải chỗ điền nào đã biết{_nearest(placeholder, known)}"
            return
    if kind and kind != "doan" and text.alone(paragraph) != placeholder:
        yield f"{written} phải đứng riêng một dòng"
    if kind == START and paragraph.getparent().tag != qn("w:body"):
        yield f"{written} phải đứng ngoài bảng"


def _is_plain(name: str) -> bool:
    return 0 < len(name) <= 30 and name.isascii() and name.replace("_", "").isalnum()


def _nearest(placeholder: str, known: Mapping[str, Collection[str]]) -> str:
    """ "; có phải ý là «{{bang:dia_ban}}»?" where a known one is like it."""
    names = {fold(_joined(kind, name)): _joined(kind, name) for kind, among in known.items() for name in among}
    near = get_close_matches(fold(placeholder), names, n=1, cutoff=0.5)
    return f" (có phải ý là «{{{{{names[near[0]]}}}}}»?)" if near else ""


def _joined(kind: str, name: str) -> str:
    return f"{kind}:{name}" if kind else name


def _unbalanced(document: Document) -> list[str]:
    open_parts: list[str] = []
    problems = []
    for _, kind, name in _markers(document):
        if kind == START:
            open_parts.append(name)
        elif open_parts:
            open_parts.pop()
        else:
            problems.append("có một «{{het_muc}}» thừa")
    return problems + [f"phần «{{{{muc:{name}}}}}» thiếu «{{{{het_muc}}}}»" for name in open_parts]


def _markers(document: Document) -> list[tuple[Any, str, str]]:
    found = []
    for child in document.element.body:
        kind, name, _ = parts(text.alone(child)) if child.tag == qn("w:p") else ("", "", "")
        if kind in (START, END):
            found.append((child, kind, name))
    return found


def keep_sections(document: Document, is_chosen: Callable[[str], bool]) -> None:
    """Take out every part whose names were not chosen, and all marks of parts; a page left empty goes too."""
    body = document.element.body
    standing = [True]
    for child in list(body):
        kind, name, _ = parts(text.alone(child)) if child.tag == qn("w:p") else ("", "", "")
        if kind == START:
            standing.append(standing[-1] and any(is_chosen(one) for one in name.split(ANY)))
        if kind in (START, END) or (not standing[-1] and child.tag != qn("w:sectPr")):
            text.remove(child)
        if kind == END:
            standing.pop()
    drop_empty_sections(document)


def drop_empty_sections(document: Document) -> None:
    """A last section in which nothing stands any more goes, and the one before it becomes the last."""
    body = document.element.body
    last = body.find(qn("w:sectPr"))
    while last is not None:
        before = last.getprevious()
        if before is None or before.tag != qn("w:p"):
            return
        ends = before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if ends is not None:
            body.replace(last, ends)
            last = ends
            text.remove(before)
        elif (
            text.text_of(before).strip()
            or before.find(f".//{qn('w:drawing')}") is not None
            or not _has_break_before(before)
        ):
            return
        else:
            body.remove(before)


def _has_break_before(paragraph: Any) -> bool:
    """Whether only empty paragraphs lie between this one and the end of a section before it."""
    above = paragraph
    while above is not None and above.tag == qn("w:p") and not text.text_of(above).strip():
        if above is not paragraph and above.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            return True
        above = above.getprevious()
    return above is not None and above.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None


def text_width(block: Any) -> float:
    """Width of the text of the page on which a block of the body stands [mm]; in a cell that of the cell."""
    cell = next((above for above in block.iterancestors() if above.tag == qn("w:tc")), None)
    if cell is not None:
        width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        return float(width.get(qn("w:w")) if width is not None else 0) * 25.4 / 1440 - 4 or 100.0
    top = block
    while top.getparent() is not None and top.getparent().tag != qn("w:body"):
        top = top.getparent()
    section = None
    while top is not None and section is None:
        section = top if top.tag == qn("w:sectPr") else top.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        top = top.getnext()
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))  # type: ignore[union-attr]
    twips = [int(size.get(qn("w:w")))] + [int(margins.get(qn(f"w:{side}"))) for side in ("left", "right")]
    return (twips[0] - twips[1] - twips[2]) * 25.4 / 1440
