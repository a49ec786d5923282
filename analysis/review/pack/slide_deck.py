"""The deck: begun empty, slides with title, foot, number and notes, and its bytes.

Leaves out the template (``slide_master``) and what stands on a slide (``slide_parts``, ``slide_tables``,
``slide_charts``). The bytes are the same for the same content: no clock and no machine is in them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as LINK
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches, Pt

from ...drawing import palette
from .slide_master import FONT, LANGUAGE, in_vietnamese, rename, set_language, set_master, set_theme
from .slide_parts import colour
from .slide_text import SOURCE_POINTS, clean, title_points, unbroken
from .slide_xml import element, placeholder_kind, qn

WIDTH, HEIGHT = 40 / 3, 7.5
"""Size of a slide [inch], 16:9."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def new_deck(title: str, subject: str, author: str, made_on: date) -> Deck:
    """An empty deck with its properties; ``made_on`` is the one date in the file."""
    deck = Presentation()
    _set_size(deck)
    _drop_leftovers(deck)
    set_master(deck.slide_master)
    for made in (deck.element, deck.notes_master.element):
        in_vietnamese(made)
    set_theme(deck.notes_master.part.part_related_by(LINK.THEME))
    known = deck.core_properties
    known.title, known.subject, known.author, known.last_modified_by = map(clean, (title, subject, author, author))
    known.comments, known.keywords, known.category, known.language = "", "", "", LANGUAGE
    known.created = known.modified = datetime.combine(made_on, time())
    known.revision = 1
    return deck


def add_cover(deck: Deck, title: str, lines: Sequence[str]) -> Slide:
    """A slide of the first layout with its title and the lines below it."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[0])
    for shape, text in zip(slide.placeholders, (clean(title), "\n".join(map(clean, lines))), strict=True):
        _frame(shape).text = text
    rename(slide.element)
    return slide


def add_slide(deck: Deck, title: str, source: str) -> Slide:
    """A slide with its message as title, the line of sources at the foot and its number."""
    layout: Any = deck.slide_layouts[1]
    slide: Slide = deck.slides.add_slide(layout)
    frame = _frame(slide.shapes.title)
    frame.text = unbroken(clean(title))
    for run in frame.paragraphs[0].runs:
        run.font.size = Pt(title_points(clean(title)))
    tree: Any = slide.shapes._spTree
    for placeholder in layout.placeholders:
        if placeholder_kind(placeholder) in ("ftr", "sldNum"):
            tree.append(deepcopy(placeholder.element))
    shapes: Any = slide.shapes
    for number, shape in enumerate(shapes, start=2):
        shape.element.nvSpPr.cNvPr.set("id", str(number))
        if placeholder_kind(shape) == "ftr":
            _write_foot(shape, clean(source))
    rename(slide.element)
    return slide


def set_notes(slide: Slide, lines: Sequence[str]) -> None:
    """The notes of the speaker, a paragraph a line."""
    notes = slide.notes_slide
    frame: Any = notes.notes_text_frame
    frame.text = "\n".join(clean(line) for line in lines if line)
    in_vietnamese(notes.element)


def deck_bytes(deck: Deck) -> bytes:
    """The PPTX as bytes: fixed dates inside, fixed order."""
    for slide in deck.slides:
        set_language(slide.element)
    written, made = io.BytesIO(), io.BytesIO()
    deck.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(part, source.read(name))
    return made.getvalue()


def _frame(shape: Any) -> Any:
    return shape.text_frame


def _write_foot(foot: Any, source: str) -> None:
    """The line of sources, with its letters on the run: not every program takes them from the master."""
    foot.text_frame.text = source
    for run in foot.text_frame.paragraphs[0].runs:
        run.font.size, run.font.name = Pt(SOURCE_POINTS), FONT
        run.font.color.rgb = colour(palette.QUIET)


def _set_size(deck: Any) -> None:
    """16:9, and the notes master in its list, where the standard wants it (ECMA-376, part 1, 19.2.1.26)."""
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    tree, part = deck.element, deck.part
    tree.sldSz.attrib.pop("type", None)
    key = part.relate_to(part.notes_master_part, LINK.NOTES_MASTER)
    listed = element("p:notesMasterIdLst")
    element("p:notesMasterId", listed).set(qn("r:id"), key)
    tree.insert(list(tree).index(tree.sldMasterIdLst) + 1, listed)


def _drop_leftovers(deck: Any) -> None:
    """Thumbnail, printer and lists of the template's own document."""
    for links, kind in ((deck.part.package._rels, LINK.THUMBNAIL), (deck.part.rels, LINK.PRINTER_SETTINGS)):
        for key in [key for key, link in links.items() if link.reltype == kind]:
            links.pop(key)
    for link in deck.part.package._rels.values():
        if link.reltype == LINK.EXTENDED_PROPERTIES:
            link.target_part._blob = _APP.encode()
