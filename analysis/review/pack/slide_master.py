"""The template of the deck, made from python-pptx's own: places, letters, colours and words of the office.

Defines master, the two layouts and the theme. Leaves out slides (``slide_deck``). Can mislead: a machine without Arial
breaks lines otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as LINK
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.util import Inches

from ...drawing import palette
from .slide_text import BODY, BOX_FOOT, BOX_NUMBER, BOX_TITLE, LEAST_POINTS, SOURCE_POINTS, TITLE_POINTS, Box
from .slide_xml import drop, element, emptied, fill, placeholder_kind, qn

FONT, LANGUAGE = "Arial", "vi-VN"
LAYOUTS = {"Title Slide": "Trang bìa", "Title Only": "Tiêu đề và nội dung"}
_WORDS = {
    "Click to edit Master title style": "Tiêu đề: một ý của trang",
    "Click to edit Master subtitle style": "Kỳ báo cáo, cơ quan",
    "Click to edit Master text styles": "Nội dung",
    "Second level": "Cấp hai",
    "Third level": "Cấp ba",
    "Fourth level": "Cấp bốn",
    "Fifth level": "Cấp năm",
}
_NAMES = {
    "Title": "Tiêu đề",
    "Subtitle": "Phụ đề",
    "Text": "Nội dung",
    "Date": "Ngày",
    "Footer": "Nguồn số liệu",
    "Slide Number": "Số trang",
    "Slide Image": "Hình trang chiếu",
    "Notes": "Ghi chú",
    "Header": "Đầu trang",
}
_TITLE = "Tài liệu họp"
_COLOURS = {
    "dk1": palette.INK,
    "lt1": palette.GROUND,
    "dk2": palette.QUIET,
    "lt2": palette.PALE,
    "accent1": palette.FALL,
    "accent2": palette.RISE,
    "accent3": palette.UNSURE,
    "accent4": palette.CATEGORIES[2],
    "accent5": palette.CATEGORIES[4],
    "accent6": palette.CATEGORIES[5],
    "hlink": palette.FALL,
    "folHlink": palette.QUIET,
}
_PLACES: dict[str, tuple[Box, float, str]] = {
    "title": (BOX_TITLE, TITLE_POINTS, "b"),
    "body": (BODY, 18, "t"),
    "ftr": (BOX_FOOT, SOURCE_POINTS, "ctr"),
    "sldNum": (BOX_NUMBER, LEAST_POINTS, "ctr"),
    "ctrTitle": (Box(1.1, 2.35, 11.1, 1.75), 38, "b"),
    "subTitle": (Box(1.1, 4.45, 11.1, 1.5), 20, "t"),
}
"""Place, size of letters [points] and anchor of every placeholder."""
_QUIET = ("ftr", "sldNum", "subTitle")


def set_master(master: Any) -> None:
    """Places, letters and words of the master and its layouts; other layouts are taken out."""
    for layout in list(master.slide_layouts):
        if layout.name not in LAYOUTS:
            master.slide_layouts.remove(layout)
            continue
        layout.name = LAYOUTS[layout.name]
        in_vietnamese(layout.element)
    in_vietnamese(master.element)
    cover = master.slide_layouts[0]
    for owner in (master, *master.slide_layouts):
        for shape in list(owner.placeholders):
            kind = placeholder_kind(shape)
            if kind == "dt" or (owner is cover and kind in ("ftr", "sldNum")):
                drop(shape)
            elif owner is master or kind in ("ctrTitle", "subTitle"):
                _set_placeholder(shape, kind)
    style = master.element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    set_theme(master.part.part_related_by(LINK.THEME))


def _set_placeholder(shape: Any, kind: str) -> None:
    box, points, anchor = _PLACES[kind]
    shape.left, shape.top, shape.width, shape.height = (Inches(value) for value in box)
    body = emptied(shape.element.txBody.bodyPr)
    for key, value in {"lIns": "0", "rIns": "0", "tIns": "0", "bIns": "0", "anchor": anchor}.items():
        body.set(key, value)
    style = emptied(shape.element.txBody.find(qn("a:lstStyle")))
    level = element("a:lvl1pPr", style, algn="r" if kind == "sldNum" else "l", marL="0", indent="0")
    element("a:buNone", level)
    bold = {"b": "1"} if kind in ("title", "ctrTitle") else {}
    letters = element("a:defRPr", level, sz=str(int(points * 100)), **bold)
    fill(letters, "tx2" if kind in _QUIET else "tx1")


def set_theme(part: Any) -> None:
    """Colours of the office and one font for all letters."""
    theme: Any = parse_xml(part.blob)
    theme.set("name", _TITLE)
    colours = theme.find(f".//{qn('a:clrScheme')}")
    for named in (colours, theme.find(f".//{qn('a:fontScheme')}"), theme.find(f".//{qn('a:fmtScheme')}")):
        named.set("name", _TITLE)
    for name, colour in _COLOURS.items():
        element("a:srgbClr", emptied(colours.find(qn(f"a:{name}"))), val=colour.removeprefix("#"))
    for family in theme.find(f".//{qn('a:fontScheme')}"):
        for font in family.findall(qn("a:font")):
            family.remove(font)
        family.find(qn("a:latin")).set("typeface", FONT)
    part._blob = serialize_part_xml(theme)


def in_vietnamese(made: Any) -> None:
    """Words and names of the template in Vietnamese."""
    for text in made.iter(qn("a:t")):
        text.text = _WORDS.get(text.text or "", text.text)
    rename(made)
    for field in list(made.iter(qn("a:fld"))):
        if field.get("type", "").startswith("datetime"):
            field.getparent().remove(field)
    set_language(made)


def rename(made: Any) -> None:
    """Names of shapes in Vietnamese."""
    for named in made.iter(qn("p:cNvPr")):
        named.set("name", _vietnamese_name(named.get("name", "")))


def _vietnamese_name(name: str) -> str:
    kind = re.sub(r"( Placeholder)?( \d+)?$", "", name)
    return _NAMES.get(kind, name)


def set_language(made: Any) -> None:
    """Every run in Vietnamese, for the spelling check."""
    for letters in _letters(made):
        letters.set("lang", LANGUAGE)
        letters.attrib.pop("smtClean", None)
    for run in made.iter(qn("a:r")):
        if run.find(qn("a:rPr")) is None:
            run.insert(0, element("a:rPr", lang=LANGUAGE))


def _letters(made: Any) -> Iterator[Any]:
    for name in ("a:rPr", "a:endParaRPr"):
        yield from made.iter(qn(name))
    yield from (letters for letters in made.iter(qn("a:defRPr")) if letters.get("lang"))
