"""The cells of a register file, column by column, read: values on one side, what is wrong on the other.

Every reader takes the texts of its column and gives the values and, row by row, the fault in words ("" where there is
none): a cell that is written and not understood always is one. Left out: which column is which (``register_columns``).
"""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd

from ..definitions.boundaries import bounding_box
from ..definitions.catalogue import Definitions
from ..definitions.names import fold
from ..definitions.tables import UNKNOWN
from ..intake.values.coordinates import to_wgs84
from ..intake.values.dates import parse_dates
from ..intake.values.numbers import parse_counts
from ..intake.values.roads import parse_km, parse_road

MOST_COUNTED = 9_999
FIRST_YEAR = 1990
LONGEST_STRETCH_M = 50_000
"""A longer "stretch" is a road, or a slip in one of its ends."""

_STRETCH = re.compile(r"\s+(?:đến|den|to|tới)\s+|\s*(?:÷|~|–|—|->|→|/|-)\s*", re.IGNORECASE)
_A_POSITION = re.compile(r"\d|\bkm|\bkilomet", re.IGNORECASE)
"""What is meant as a position, readable or not ("Km126+400", "Kmxx")."""
_BARE_METRES = re.compile(r"\+?\s*(\d{1,3})\s*m?")
_TWO_COUNTS = r"^\s*(\d+)\s*/\s*(\d+)\s*$"
_POTENTIAL = ("tiem an", "diem tiem an", "tiem an tngt", "diem tiem an tngt", "tiem an tai nan", "ta")
_BLACK = ("diem den", "den", "diem den tngt", "diem hay xay ra tngt", "diem hay xay ra tai nan giao thong", "dd")
_ENDS = (("start", "điểm đầu", ("lat", "lon")), ("end", "điểm cuối", ("end_lat", "end_lon")))

Faults = list[pd.Series]
"""One Series a question, on the rows of the file: the fault in words, or ""."""


def kinds(texts: pd.Series) -> tuple[pd.Series, Faults]:
    """ "black_spot" or "potential"; an empty cell is a black spot."""
    folded = texts.map(fold)
    kind = pd.Series(np.where(folded.isin(_POTENTIAL), "potential", "black_spot"), index=texts.index)
    wrong = ~folded.isin([*_POTENTIAL, *_BLACK, ""])
    return kind, [said(wrong, "loại phải là điểm đen hoặc điểm tiềm ẩn, không phải", texts)]


def stretches(cells: pd.DataFrame, definitions: Definitions) -> tuple[pd.DataFrame, Faults]:
    """``road``, ``from_m``, ``to_m`` (Int64 metres) of the columns road, km and km_end; a lone post is both ends.

    The road may stand beside the post; words without figure or «km» ("ngã ba Kim Tân") are no position and no fault.
    """
    ends = pd.DataFrame([stretch_of(text) for text in cells["km"]], index=cells.index, columns=["from_m", "to_m"])
    ends = ends.astype("Int64")
    second = parse_km(pd.Index(cells["km_end"]))["km_m"].set_axis(cells.index)
    both = pd.DataFrame({"start": ends["from_m"], "stop": ends["to_m"].where(second.isna(), second)})
    low, high = both.min(axis=1).astype("Int64"), both.max(axis=1).astype("Int64")
    road = parse_road(pd.Index(cells["road"]), definitions)["road"].set_axis(cells.index)
    beside = parse_km(pd.Index(cells["km"]))["road"].set_axis(cells.index).replace("", UNKNOWN)
    known = road.where(road != UNKNOWN, beside)
    unread = cells["km"].str.contains(_A_POSITION) & ends["from_m"].isna()
    faults = [
        said(unread, "không đọc được lý trình", cells["km"]),
        said((cells["km_end"] != "") & second.isna(), "không đọc được lý trình cuối", cells["km_end"]),
        said((high - low > LONGEST_STRETCH_M).fillna(False), "đoạn dài hơn 50 km", cells["km"]),
        said(low.notna() & (known == UNKNOWN), "có lý trình nhưng không có tên đường"),
    ]
    return pd.DataFrame({"road": known, "from_m": low, "to_m": high}), faults


def stretch_of(text: str) -> tuple[int | None, int | None]:
    """First and last metre of a written position or stretch, both missing where it cannot be read.

    Bare metres behind a post are of its kilometre; where they lie before it ("Km12+800-200") nobody knows which is
    meant.

    >>> stretch_of("Km12+300-500")
    (12300, 12500)
    """
    parts = [part for part in _STRETCH.split(text) if part.strip()]
    start, stop = (_metres(parts[0]), _metres(parts[1])) if len(parts) == 2 else (None, None)
    if start is None or stop is None:
        whole = _metres(text)
        return whole, whole
    bare = _BARE_METRES.fullmatch(parts[1].strip())
    if bare and "+" in parts[0]:
        stop = start // 1000 * 1000 + int(bare[1])
        return (start, stop) if stop >= start else (None, None)
    return start, stop


def points(cells: pd.DataFrame, definitions: Definitions) -> tuple[pd.DataFrame, Faults]:
    """``lat``, ``lon``, ``end_lat``, ``end_lon`` [degrees WGS84] (NaN where none): X and Y, latitude and longitude, or
    both in one cell. A point outside the box around the province is a fault.
    """
    outlines = definitions.boundaries()
    box = None if outlines.empty else bounding_box(outlines)
    frame, faults = pd.DataFrame(index=cells.index), []
    for end, words, names in _ENDS:
        lat, lon = cells[f"{end}_lat"], cells[f"{end}_lon"]
        degrees = bool((lat != "").any())
        first, second = (lat, lon) if degrees else (cells[f"{end}_x"], cells[f"{end}_y"])
        alone = bool((second == "").all())
        found = to_wgs84(first, first if alone else second, box=box, axes="lat_lon" if degrees or alone else "x_y")
        written = first if alone else first + ", " + second
        faults.append(said(found["note"] == "unreadable", f"không đọc được tọa độ {words}", written))
        if box is not None:
            faults.append(said(_outside(found, box), f"tọa độ {words} nằm ngoài tỉnh", written))
        frame[list(names)] = found[["lat", "lon"]].to_numpy()
    return frame, faults


def area_codes(texts: pd.Series, definitions: Definitions) -> tuple[pd.Series, Faults]:
    """Area codes; the name of a commune counts as its district, an empty cell as unknown."""
    code = definitions.areas.resolve(texts).set_axis(texts.index)
    found = code.fillna(definitions.areas.resolve_commune(texts)["area_code"].set_axis(texts.index))
    wrong = found.isna() & (texts != "")
    asked = texts.copy()
    for row in texts.index[wrong]:
        near = " hoặc ".join(definitions.areas.suggest(texts[row]))
        asked[row] = f"{texts[row]} (có phải {near}?)" if near else texts[row]
    return found.fillna(UNKNOWN), [said(wrong, "không nhận ra địa bàn", asked)]


def counts(texts: pd.Series, words: str) -> tuple[pd.Series, Faults]:
    """Whole numbers (Int64), missing where the cell is empty; "5/3" (tai nạn/va chạm) is their sum."""
    pairs = texts.str.extract(_TWO_COUNTS)
    summed = pd.Series(pd.to_numeric(pairs[0]) + pd.to_numeric(pairs[1])).astype("Int64")
    single = parse_counts(pd.Index(texts)).set_axis(texts.index)
    number = single.where(summed.isna(), summed)
    wrong = (texts != "") & ~number.between(0, MOST_COUNTED).fillna(False).astype(bool)
    return number.mask(wrong), [said(wrong, f"{words} không đọc được", texts)]


def years(texts: pd.Series, today: date) -> tuple[pd.Series, Faults]:
    """The last year that a cell names (Int64), 1990 to the coming one."""
    last = texts.str.extract(r"^.*(?<!\d)(\d{4})(?!\d)")[0]
    number = pd.to_numeric(last).astype("Int64")
    wrong = (texts != "") & ~number.between(FIRST_YEAR, today.year + 1).fillna(False).astype(bool)
    return number.mask(wrong), [said(wrong, "năm không đọc được", texts)]


def removal_days(texts: pd.Series, today: date) -> tuple[pd.Series, Faults]:
    """The day on which a place was taken out of its register (datetime64), NaT where the cell is empty or a dash."""
    written = texts.where(~texts.isin(["-", "–"]), "")
    days = parse_dates(pd.Index(written))["date"].set_axis(texts.index)
    unread = said((written != "") & days.isna(), "ngày xóa không đọc được", texts)
    return days, [unread, said(days > pd.Timestamp(today), "ngày xóa ở tương lai", texts)]


def said(wrong: pd.Series, words: str, texts: pd.Series | None = None) -> pd.Series:
    """``words`` where ``wrong``, with the text of the cell behind them; "" elsewhere."""
    beside = "" if texts is None else " «" + texts.str.slice(0, 60) + "»"
    return (pd.Series(words, index=wrong.index, dtype="object") + beside).where(wrong.to_numpy(dtype=bool), "")


def _metres(text: str) -> int | None:
    found = parse_km(pd.Index([text]))["km_m"].iloc[0]
    return None if pd.isna(found) else int(found)


def _outside(found: pd.DataFrame, box: tuple[float, float, float, float]) -> pd.Series:
    west, south, east, north = box
    inside = found["lat"].between(south, north) & found["lon"].between(west, east)
    return found["lat"].notna() & ~inside
