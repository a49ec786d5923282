"""Placeholders in the paragraphs of a Word template: finding them over the runs that Word makes, and writing in them.

Word parts a typed "{{ky}}" into several runs (spelling, a change of letters), so a paragraph is read as one text and
written back letter by letter: what replaces a placeholder looks like its first letter. Leaves out what a placeholder
means (``report_values``) and whole blocks (``template``).
Text that a revision deleted is not read (Word keeps it as another element).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Letters that no XML can hold; a stranger's file may bring them."""

_W_P, _W_T = qn("w:p"), qn("w:t")
_HYPHEN = re.compile(r"-(?=\d)")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def own_texts(paragraph: Any) -> list[Any]:
    """The text elements of a paragraph in their order, without those of text boxes inside it."""
    return [text for text in paragraph.iter(_W_T) if _owner(text) is paragraph]


def text_of(paragraph: Any) -> str:
    """All letters of a paragraph as one text."""
    return "".join(text.text or "" for text in own_texts(paragraph))


def placeholders(paragraph: Any) -> list[str]:
    """What stands between the braces in a paragraph, in order ("ky", "bang:dia_ban")."""
    return [found.group(1) for found in PLACEHOLDER.finditer(text_of(paragraph))]


def alone(paragraph: Any) -> str:
    """The placeholder that is all there is in a paragraph, "" where there is something else or nothing."""
    found = PLACEHOLDER.fullmatch(text_of(paragraph).strip())
    return found.group(1) if found else ""


def has_stray_braces(paragraph: Any) -> bool:
    """Whether braces are left that make no placeholder ("{{ky" without its end)."""
    rest = PLACEHOLDER.sub("", text_of(paragraph))
    return "{{" in rest or "}}" in rest


def replace(paragraph: Any, value: Callable[[str], str]) -> None:
    """Write ``value`` of every placeholder in its place, in the letters of its opening brace.

    A value that has braces itself is not read again.
    """
    found = list(PLACEHOLDER.finditer(text_of(paragraph)))
    values = [NOT_IN_XML.sub("", value(one.group(1))) for one in found]
    for one, written in reversed(list(zip(found, values, strict=True))):
        _write(own_texts(paragraph), one.start(), one.end(), written)


def set_text(paragraph: Any, text: str) -> None:
    """Make ``text`` all that stands in a paragraph, in the letters of the first run that had any."""
    parts = own_texts(paragraph)
    _write(parts, 0, sum(len(part.text or "") for part in parts), NOT_IN_XML.sub("", text))


def repeated(paragraph: Any, texts: Sequence[str]) -> Iterator[Any]:
    """Copies of a paragraph, one a text, with its layout and letters; put below it in the document."""
    model = copy.deepcopy(paragraph)
    for text in texts:
        made = copy.deepcopy(model)
        set_text(made, text)
        paragraph.addprevious(made)
        yield made
    remove(paragraph)


def keep_signs(paragraph: Any) -> None:
    """Make hyphens before a digit ("-26,99%", "5-14") such that no line ends between the two."""
    for part in own_texts(paragraph):
        pieces = _HYPHEN.split(part.text or "")
        part.text = pieces[0]
        last = part
        for piece in pieces[1:]:
            for made in (OxmlElement("w:noBreakHyphen"), text_element(piece)):
                last.addnext(made)
                last = made


def remove(paragraph: Any) -> None:
    """Take a paragraph away; one that ends a section or is the last of its cell stays, empty."""
    properties = paragraph.find(qn("w:pPr"))
    ends_section = properties is not None and properties.find(qn("w:sectPr")) is not None
    parent = paragraph.getparent()
    in_cell = parent.tag in (qn("w:tc"), qn("w:hdr"), qn("w:ftr"), qn("w:txbxContent"))
    needed = in_cell and (len(parent.findall(_W_P)) == 1 or (parent[-1] is paragraph and parent[-2].tag == qn("w:tbl")))
    if not (ends_section or needed):
        parent.remove(paragraph)
        return
    for child in list(paragraph):
        if child.tag != qn("w:pPr"):
            paragraph.remove(child)


def text_element(text: str) -> Any:
    """A text element that keeps its spaces."""
    made = OxmlElement("w:t")
    made.text = NOT_IN_XML.sub("", text)
    made.set(_SPACE, "preserve")
    return made


def _write(parts: Sequence[Any], start: int, end: int, written: str) -> None:
    """Put ``written`` in place of the letters from ``start`` to ``end`` of the whole text."""
    place = 0
    for part in parts:
        text = part.text or ""
        first, last = max(start - place, 0), min(end - place, len(text))
        if first < last:
            part.text = text[:first] + written + text[last:]
            part.set(_SPACE, "preserve")
            written = ""
        place += len(text)


def _owner(text: Any) -> Any:
    """The paragraph that a text belongs to."""
    above = text.getparent()
    while above is not None and above.tag != _W_P:
        above = above.getparent()
    return above
