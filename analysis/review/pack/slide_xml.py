"""What python-pptx has no words for: elements of DrawingML and PresentationML made by name.

Leaves out what they are for (``slide_master``, ``slide_charts``, ``slide_tables``).
"""

from __future__ import annotations

from typing import Any

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement


def element(name: str, parent: Any = None, **attributes: str) -> Any:
    """An element ("a:ln") with its attributes, at the end of ``parent`` where one is given."""
    made: Any = OxmlElement(name)
    for key, value in attributes.items():
        made.set(key, value)
    if parent is not None:
        parent.append(made)
    return made


def emptied(parent: Any) -> Any:
    """``parent`` without its children."""
    for child in list(parent):
        parent.remove(child)
    return parent


def fill(parent: Any, colour: str) -> Any:
    """A solid fill "#C44E1C", or of the theme ("tx1"), at the end of ``parent``."""
    solid = element("a:solidFill", parent)
    if colour.startswith("#"):
        element("a:srgbClr", solid, val=colour.removeprefix("#"))
    else:
        element("a:schemeClr", solid, val=colour)
    return solid


def drop(shape: Any) -> None:
    """Take a shape off its slide, layout or master."""
    shape.element.getparent().remove(shape.element)


def placeholder_kind(shape: Any) -> str:
    """What a placeholder is for: title, ctrTitle, subTitle, body, ftr, sldNum, dt."""
    return str(shape.element.ph.get("type") or "body")


__all__ = ["drop", "element", "emptied", "fill", "placeholder_kind", "qn"]
