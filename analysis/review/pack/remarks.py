"""The author's own words in a report: read from an edited DOCX, so that they can be put back when it is made again.

A place for remarks is a content control with the tag "nhan_xet:NAME" between two bookmarks "nhan_xet_NAME"
(``remark_places``). Kept are paragraphs with bold, italic and underline, lists (their marks become text), line breaks,
tables, and pictures of the usual kinds. Leaves out writing (``remark_parts``).

Can mislead: what cannot be kept (colours, footnotes, formulas, drawings, merged rows) is left out, but each is named in
``Remarks.warnings``; text that a tracked change deletes is gone, text that it inserts is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from .remark_lists import ListMarks
from .remark_places import places
from .remark_record import PROMPT_COLOUR, Block, Cell, Grid, Image, Line, Piece, Remarks
from .remark_suggestions import is_changed, parted_name
from .template import open_document

_PROMPT = re.compile(r"Nhập [^.…\n]{1,200}…")
_W_P, _W_TBL = qn("w:p"), qn("w:tbl")
_LOST = {
    "w:footnoteReference": "chú thích cuối trang",
    "w:endnoteReference": "chú thích cuối văn bản",
    "w:commentReference": "ghi chú bên lề",
    "w:object": "đối tượng nhúng",
    "w:pict": "hình vẽ kiểu cũ",
    "w:sym": "ký hiệu của phông riêng",
}
_LOST_LOOKS = {"w:highlight": "tô nền", "w:strike": "gạch ngang", "w:vertAlign": "chỉ số trên, dưới"}
_KEPT_IMAGES = (b"\x89PNG", b"\xff\xd8", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
"""First bytes of pictures that a document can be given again: PNG, JPEG, GIF, BMP, TIFF."""
_EMU_MM = 36000


def read_remarks(docx_bytes: bytes) -> Remarks:
    """The remarks in a report that was edited; a place still holding its prompt or its suggestion has none.

    Raises ``RequestError`` where the file is no Word document that can be read.
    """
    document = open_document(docx_bytes, "báo cáo đã sửa")
    blocks: dict[str, tuple[Block, ...]] = {}
    warnings: list[str] = []
    for name, elements in places(document.element.body).items():
        reader = _Reader(document)
        written = _trimmed([reader.block(element) for element in elements])
        base, mark = parted_name(name)
        if is_changed(written, mark) if mark else written:
            blocks[base] = (*blocks.get(base, ()), *written)
            warnings += [f"Nhận xét «{base}»: không giữ được {lost}." for lost in sorted(reader.lost)]
    return Remarks(blocks, tuple(warnings))


def _trimmed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Without prompts and without empty lines at both ends."""
    kept = [_without_prompt(block) for block in blocks]
    while kept and _is_empty(kept[0]):
        kept.pop(0)
    while kept and _is_empty(kept[-1]):
        kept.pop()
    return tuple(kept)


def _without_prompt(block: Block) -> Block:
    if not isinstance(block, Line) or not _PROMPT.match(block.text):
        return block
    rest = _PROMPT.sub("", block.text, count=1).strip()
    images = tuple(piece for piece in block.pieces if isinstance(piece, Image))
    return Line(((Piece(rest),) if rest else ()) + images, block.align, block.level)


def _is_empty(block: Block) -> bool:
    return isinstance(block, Line) and not block.text.strip() and all(isinstance(one, Piece) for one in block.pieces)


class _Reader:
    """Reads paragraphs and tables of one place and remembers what it could not keep."""

    def __init__(self, document: Document) -> None:
        self.document, self.lost = document, set[str]()
        self.lists = ListMarks(document)

    def block(self, element: Any) -> Block:
        return self.line(element) if element.tag == _W_P else self.grid(element)

    def line(self, paragraph: Any) -> Line:
        pieces: list[Piece | Image] = []
        for run in paragraph.iter(qn("w:r")):
            gone = _inside(run, paragraph, (qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent")))
            if not gone and not self.is_prompt(run):
                pieces += self.pieces(run)
        if paragraph.find(f".//{qn('m:oMath')}") is not None:
            self.lost.add("công thức")
        if paragraph.find(f".//{qn('w:txbxContent')}") is not None:
            self.lost.add("khung chữ")
        mark, level = self.lists.mark(paragraph)
        side = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        align = "right" if _value(side) == "end" else _value(side)
        kept = align if align in ("center", "right") else ""
        return Line(_joined([Piece(mark)] * bool(mark) + pieces), kept, level)

    def pieces(self, run: Any) -> Iterator[Piece | Image]:
        look = self.look(run)
        for child in run:
            if child.tag == qn("w:t"):
                yield Piece(child.text or "", *look)
            elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
                yield Piece("\t" if child.tag == qn("w:tab") else "\n", *look)
            elif child.tag == qn("w:noBreakHyphen"):
                yield Piece("-", *look)
            elif child.tag == qn("w:drawing"):
                yield from self.images(child)
            else:
                self.lost.update(said for name, said in _LOST.items() if child.tag == qn(name))

    def is_prompt(self, run: Any) -> bool:
        """Whether a run is what Word itself shows in a control that someone emptied."""
        style = self.document.styles.element.get_by_id(_value(run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")))
        name = _value(style.find(qn("w:name"))) if style is not None else ""
        return name.lower() == "placeholder text"

    def look(self, run: Any) -> tuple[bool, bool, bool]:
        """Bold, italic, underlined: of the run itself, else of its character style; words typed into a prompt plain."""
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return False, False, False
        self.lost.update(said for name, said in _LOST_LOOKS.items() if _is_on(properties.find(qn(name))))
        if _value(properties.find(qn("w:color"))).upper() not in ("", "AUTO", "000000", PROMPT_COLOUR):
            self.lost.add("màu chữ")
        style = self.document.styles.element.get_by_id(_value(properties.find(qn("w:rStyle"))))
        inherited = style.find(qn("w:rPr")) if style is not None else None
        found = [
            next((part for part in (properties.find(qn(name)), _child(inherited, name)) if part is not None), None)
            for name in ("w:b", "w:i", "w:u")
        ]
        was_prompt = _value(properties.find(qn("w:color"))).upper() == PROMPT_COLOUR
        return _is_on(found[0]), _is_on(found[1]) and not was_prompt, _is_on(found[2])

    def images(self, drawing: Any) -> Iterator[Image]:
        """The pictures of a drawing; one whose kind cannot be written again is named as lost."""
        blips = [blip for blip in drawing.iter(qn("a:blip")) if blip.get(qn("r:embed"))]
        extent = next(drawing.iter(qn("wp:extent")), None)
        for blip in blips:
            part = self.document.part.related_parts.get(blip.get(qn("r:embed")))
            if part is None or extent is None or not part.blob.startswith(_KEPT_IMAGES):
                self.lost.add("hình có dạng tệp không đọc được")
            else:
                yield Image(part.blob, int(extent.get("cx")) / _EMU_MM)
        if not blips:
            self.lost.add("hình vẽ hoặc biểu đồ")

    def grid(self, table: Any) -> Grid:
        if table.find(f".//{qn('w:vMerge')}") is not None:
            self.lost.add("ô gộp theo chiều dọc của bảng")
        rows = tuple(
            tuple(self.cell(cell) for cell in row.iter(qn("w:tc")) if cell.getparent().tag != _W_TBL)
            for row in table.iter(qn("w:tr"))
            if next(above for above in row.iterancestors() if above.tag == _W_TBL) is table
        )
        widths = [float(column.get(qn("w:w")) or 1) for column in table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
        return Grid(rows, tuple(width / (sum(widths) or 1) for width in widths))

    def cell(self, cell: Any) -> Cell:
        if cell.find(f".//{_W_TBL}") is not None:
            self.lost.add("bảng lồng trong bảng")
        span = _value(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"))
        return Cell(tuple(self.line(part) for part in cell.findall(_W_P)), int(span) if span.isdigit() else 1)


def _joined(pieces: Sequence[Piece | Image]) -> tuple[Piece | Image, ...]:
    """Neighbours of the same look as one piece, empty ones gone."""
    made: list[Piece | Image] = []
    for piece in pieces:
        last = made[-1] if made else None
        if isinstance(piece, Piece) and isinstance(last, Piece) and _look(piece) == _look(last):
            made[-1] = Piece(last.text + piece.text, *_look(last))
        elif isinstance(piece, Image) or piece.text:
            made.append(piece)
    return tuple(made)


def _look(piece: Piece) -> tuple[bool, bool, bool]:
    return piece.bold, piece.italic, piece.underline


def _inside(element: Any, top: Any, tags: Sequence[str]) -> bool:
    for above in element.iterancestors():
        if above is top:
            return False
        if above.tag in tags:
            return True
    return False


def _child(parent: Any, name: str) -> Any:
    return None if parent is None else parent.find(qn(name))


def _value(element: Any) -> str:
    return "" if element is None else element.get(qn("w:val")) or ""


def _is_on(element: Any) -> bool:
    """Whether a switch is there and not switched off."""
    return element is not None and _value(element) not in ("0", "false", "off", "none", "baseline")
