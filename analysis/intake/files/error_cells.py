"""Formula errors of an .xlsx sheet (#DIV/0!, #N/A …), which the reader of workbooks gives as empty cells.

A broken formula under "Chết" must not be read as no deaths, so the errors are looked up in the sheet's own XML. Left
out: .xls, .xlsb and .ods, where such cells stay empty.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
import zlib
from pathlib import Path

FORMULA_ERRORS = frozenset(
    ["#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!"]
)
"""What Excel shows for a formula without a result."""

_WORKBOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_LINK = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_CELL = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_PLACE = re.compile(r"([A-Z]+)([0-9]+)")


def error_cells(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """(row, column) from 0 → "#N/A" … of ``sheet`` in the workbook at ``path``; none where it is no readable .xlsx."""
    if not zipfile.is_zipfile(path):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            member = _member(archive, sheet)
            data = archive.read(member) if member else b""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError):
        return {}
    return dict(_errors(data)) if b't="e"' in data else {}


def _member(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part of the archive that holds ``sheet``, "" where it is not found."""
    names = set(archive.namelist())
    if not {_WORKBOOK, _LINKS} <= names:
        return ""
    sheets = [_attributes(tag) for tag in _SHEET.findall(archive.read(_WORKBOOK).decode("utf-8", "replace"))]
    links = [_attributes(tag) for tag in _LINK.findall(archive.read(_LINKS).decode("utf-8", "replace"))]
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    wanted = next((found.get("r:id", "") for found in sheets if found.get("name") == sheet), "")
    target = targets.get(wanted, "")
    member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    return member if member in names else ""


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _errors(data: bytes) -> list[tuple[tuple[int, int], str]]:
    found = []
    for tag, inside in _CELL.findall(data):
        place = _PLACE.fullmatch(_attributes(tag.decode("utf-8", "replace")).get("r", ""))
        value = _VALUE.search(inside)
        if place and value:
            found.append(((int(place[2]) - 1, _column(place[1])), value[1].decode("utf-8", "replace")))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
