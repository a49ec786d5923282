"""Marks of lists ("-", "1.") in a Word document, as text: so that a list survives in another document.

Defines for each paragraph of a list the mark before it. Leaves out the look of the mark: every bullet is "-". Numbers
are counted in the order in which the paragraphs are asked for, each list and level by itself.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST_STYLES = 10
"""Styles that a style may be based on, one upon the other."""


class ListMarks:
    """Marks of the lists of one document, counted as they are asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._counted: Counter[tuple[str, int]] = Counter()

    def mark(self, paragraph: Any) -> tuple[str, int]:
        """The mark before a paragraph ("- ", "2. ") and its level from 1; "" and 0 where it is in no list."""
        number, level = self._list_of(paragraph)
        if number in ("", "0"):
            return "", 0
        for deeper in [key for key in self._counted if key[0] == number and key[1] > level]:
            del self._counted[deeper]
        self._counted[number, level] += 1
        return _written(self._form(number, level), self._counted[number, level]), level + 1

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """Number of the list and level from 0: of the paragraph itself, else of its style."""
        owner = paragraph
        for _ in range(_MOST_STYLES):
            found = owner.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None and found.find(qn("w:numId")) is not None:
                level = found.find(qn("w:ilvl"))
                return found.find(qn("w:numId")).get(qn("w:val")), int(
                    level.get(qn("w:val"))
                ) if level is not None else 0
            owner = self._style_of(owner)
            if owner is None:
                break
        return "", 0

    def _style_of(self, owner: Any) -> Any:
        """The style of a paragraph, or the one that a style is based on; nothing where there is none."""
        path = qn("w:basedOn") if owner.tag == qn("w:style") else f"{qn('w:pPr')}/{qn('w:pStyle')}"
        named = owner.find(path)
        return None if named is None else self._document.styles.element.get_by_id(named.get(qn("w:val")))

    def _form(self, number: str, level: int) -> str:
        """Form of the numbers of a list ("bullet", "decimal", …); "bullet" where the document does not say."""
        try:
            numbering = self._document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return "bullet"
        path = f"{qn('w:num')}[@{qn('w:numId')}='{number}']/{qn('w:abstractNumId')}"
        found = numbering.find(path)
        if found is None:
            return "bullet"
        abstract = f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='{found.get(qn('w:val'))}']"
        form = numbering.find(f"{abstract}/{qn('w:lvl')}[@{qn('w:ilvl')}='{level}']/{qn('w:numFmt')}")
        return "bullet" if form is None else str(form.get(qn("w:val")))


def _written(form: str, count: int) -> str:
    if form in ("bullet", "none"):
        return "- "
    if form in ("lowerLetter", "upperLetter"):
        letter = _LETTERS[(count - 1) % len(_LETTERS)]
        return f"{letter if form == 'lowerLetter' else letter.upper()}) "
    return f"{count}. "
