"""What stands on a slide beside charts and tables: text boxes, cards with big figures, thin lines.

Leaves out which slide has what. Every text is made harmless (``clean``); that it fits is for the caller
(``slide_text.fitting``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches, Pt

from ...drawing import palette
from .slide_text import TEXT_POINTS, Box, clean, unbroken
from .slide_xml import qn

ALIGN = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}
_EDGE = 0.09


@dataclass(frozen=True)
class Words:
    """A run of text: its size [points], colour "#RRGGBB" and weight."""

    text: str
    points: float = TEXT_POINTS
    colour: str = palette.INK
    bold: bool = False


Line = Words | Sequence[Words]


def colour(value: str) -> Any:
    """ "#C44E1C" as python-pptx wants it."""
    make: Any = RGBColor
    return make(*bytes.fromhex(value.removeprefix("#")))


def places(box: Box) -> tuple[Inches, Inches, Inches, Inches]:
    """Left, top, width and height as python-pptx wants them."""
    return Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height)


def add_text(
    slide: Slide,
    box: Box,
    lines: Iterable[Line],
    *,
    name: str,
    gap: float = 0,
    middle: bool = False,
    align: str = "left",
) -> None:
    """A text box with a paragraph a line, from its top (or in its ``middle``); ``gap`` [points] after each."""
    shape = slide.shapes.add_textbox(*places(box))
    shape.name = clean(name)
    _fill_frame(shape.text_frame, lines, gap=gap, align=align)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP


def add_card(slide: Slide, box: Box, lines: Iterable[Line], *, name: str, edge: str) -> None:
    """A pale card with a thin edge of the colour ``edge`` on the left."""
    card = _rectangle(slide, box, palette.PALE, name)
    _fill_frame(card.text_frame, lines, gap=4, align="left", side=0.3, above=0.2)
    card.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    _rectangle(slide, Box(box.left, box.top, _EDGE, box.height), edge, f"{name}: màu")


def add_rule(slide: Slide, start: tuple[float, float], stop: tuple[float, float], *, name: str, shade: str) -> None:
    """A thin line between two points [inch]."""
    ends = (Inches(start[0]), Inches(start[1]), Inches(stop[0]), Inches(stop[1]))
    line: Any = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    line.name = clean(name)
    _without_style(line)
    line.line.color.rgb, line.line.width = colour(shade), Pt(1)


def write_line(paragraph: Any, *words: Words) -> None:
    """Runs one after the other into an empty paragraph."""
    for one in words:
        run = paragraph.add_run()
        line = unbroken(clean(one.text))
        run.text = f"{' ' * one.text.startswith(' ')}{line}{' ' * (one.text.endswith(' ') and bool(line))}"
        run.font.size, run.font.bold = Pt(one.points), one.bold
        run.font.color.rgb = colour(one.colour)


def _rectangle(slide: Slide, box: Box, shade: str, name: str) -> Any:
    shape: Any = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *places(box))
    shape.name = clean(name)
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(shade)
    shape.line.fill.background()
    _without_style(shape)
    return shape


def _without_style(shape: Any) -> None:
    """Take away the line, shadow and letters that the theme gives to shapes."""
    shape._element.remove(shape._element.find(qn("p:style")))


def _fill_frame(
    frame: Any, lines: Iterable[Line], *, gap: float, align: str, side: float = 0, above: float = 0
) -> None:
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = Inches(side)
    frame.margin_top, frame.margin_bottom = Inches(above), Inches(0)
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = ALIGN[align], Pt(gap)
        write_line(paragraph, *([line] if isinstance(line, Words) else line))
