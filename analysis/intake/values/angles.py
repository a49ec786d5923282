"""Angles as they are written: 22.4792, 22,4792, 22°28'45"N, 22 28 45, 22°28.75', 103°58' Đ.

Both point and comma are decimal marks here. A letter says which axis it is: N, B (Bắc) and S are latitudes, E, Đ
(Đông), W and T (Tây) longitudes; N is always north (Nam is written out). Leaves out: which angle is meant where no
letter says it. It can mislead that "22.2845" may be degrees and minutes run together: it is read as degrees.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from .plain import plain

_NUMBER = r"[0-9]+(?:[.,][0-9]+)?"
_DECIMAL = re.compile(rf"([+\-]?)({_NUMBER}) ?(?:°|do)?")
_SEXAGESIMAL = re.compile(
    rf"([+\-]?)([0-9]{{1,3}}) ?(?:°|do|:| ) ?({_NUMBER})"
    rf"(?: ?(?:'(?!')|phut|:| |$) ?(?:({_NUMBER}) ?(?:\"|''|giay)?)?)?"
)
_LATITUDES = frozenset({"n", "b", "bac", "s", "nam"})
_NEGATIVE = frozenset({"s", "nam", "w", "t", "tay"})
_SIDE = re.compile(r"^(bac|nam|dong|tay|[nbsewdt])[ .:]*(?=[0-9])|(?<=[0-9°'\" yo])(bac|nam|dong|tay|[nbsewdt])\.?$")
_LABEL = re.compile(r"\b(?:lat|lon|lng|long|latitude|longitude|vi do|kinh do|toa do)\b[ .:=]*|\b[xy][ .]*[:=] *")
_SEPARATOR = re.compile(r" ?; ?|, |(?<=[nb]) |(?<=bac) ")
_TWO_DECIMALS = re.compile(r"([+\-]?[0-9]+\.[0-9]+)[ ,]+([+\-]?[0-9]+\.[0-9]+)")
_NO_ANGLE = (np.nan, "", False)


def parse_degrees(texts: pd.Index) -> pd.DataFrame:
    """Every text read as an angle, on ``texts``.

    ``degrees`` (float64, NaN where it is none; not limited in size), ``axis`` ("lat" or "lon" where a letter says so,
    else "") and ``dms`` (whether minutes are written). Minutes and seconds of 60 or more are no angle.
    """
    cells = pd.Series(texts, dtype="str").str.strip()
    numbers = pd.to_numeric(cells.str.replace(",", ".", regex=False), errors="coerce").to_numpy(
        dtype="float64", copy=True
    )
    numbers[~np.isfinite(numbers)] = np.nan
    axes, dms = np.full(len(cells), "", dtype=object), np.zeros(len(cells), dtype=bool)
    for place in np.flatnonzero(np.isnan(numbers) & (cells != "").to_numpy()):
        numbers[place], axes[place], dms[place] = _angle(plain(cells.iloc[place]))
    return pd.DataFrame({"degrees": numbers, "axis": axes, "dms": dms}, index=texts).astype({"axis": "str"})


def part_of_pair(texts: pd.Index, part: int) -> pd.Index:
    """Of texts that hold two coordinates ("22.48, 103.97") the first (0) or second (1); other texts unchanged."""
    return pd.Index([_part(text, part) if any(mark in text for mark in " ,;") else text for text in texts], dtype="str")


def _part(text: str, part: int) -> str:
    cell = _LABEL.sub("", plain(text))
    two = _TWO_DECIMALS.fullmatch(cell)
    pair = list(two.groups()) if two else _SEPARATOR.split(cell)
    return pair[part] if len(pair) == 2 and all(any(map(str.isdecimal, half)) for half in pair) else text


def _angle(text: str) -> tuple[float, str, bool]:
    """Degrees, axis and whether minutes were written of one plain text."""
    cell = _LABEL.sub("", text).strip()
    side = _SIDE.search(cell)
    letter = (side[1] or side[2]) if side else ""
    if side:
        cell = (cell[: side.start()] + cell[side.end() :]).strip()
    axis = ("lat" if letter in _LATITUDES else "lon") if letter else ""
    found = _DECIMAL.fullmatch(cell)
    degrees = float(found[2].replace(",", ".")) if found else _sexagesimal(cell)
    if np.isnan(degrees):
        return _NO_ANGLE
    sign = -1.0 if cell.startswith("-") or letter in _NEGATIVE else 1.0
    return sign * degrees, axis, found is None


def _sexagesimal(cell: str) -> float:
    """Degrees, without sign, of degrees, minutes and seconds; a fraction of the minutes excludes seconds."""
    found = _SEXAGESIMAL.fullmatch(cell)
    if found is None:
        return np.nan
    degrees, minutes, seconds = (float((figures or "0").replace(",", ".")) for figures in found.groups()[1:])
    if minutes >= 60 or seconds >= 60 or (found[4] and minutes % 1):
        return np.nan
    return degrees + minutes / 60 + seconds / 3600
