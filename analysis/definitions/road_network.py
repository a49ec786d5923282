"""The roads as they are measured: kilometrings with dates, km posts, junctions; editable files that may be empty.

``chainages.csv``: one row a stretch of one kilometring and where that stretch lies on its physical line, so that two
kilometrings of one road, and a stretch that two roads share, meet on the same metres. ``km_posts.csv``: surveyed
posts. ``junctions.csv``: nút giao with a radius. Left out: what is done with them (``places``). It can mislead to leave
a re-kilometred road out: its old and new positions are then taken for the same metres. Our files are not used where
foreign areas are laid over without their own.
"""

from __future__ import annotations

import re

import pandas as pd

from analysis.definitions.office_files import numbers, office_table, with_days, with_degrees
from analysis.definitions.reference import Reference, require_unique
from analysis.errors import DefinitionError

CHAINAGES = ("road", "chainage", "valid_from", "valid_to", "from_m", "to_m", "line", "line_from_m", "line_to_m")
KM_POSTS = ("road", "chainage", "km_m", "lat", "lon")
JUNCTIONS = ("code", "name", "lat", "lon", "radius_m")

_POST = re.compile(r"(?:km)?\s*([0-9]{1,4})\s*\+\s*([0-9]{1,4})|([0-9]{1,7})", re.IGNORECASE)


def load_chainages(reference: Reference) -> pd.DataFrame:
    """Stretches of the kilometrings: the columns ``CHAINAGES`` and ``note``; maybe no row.

    ``valid_from``, ``valid_to`` datetime64[s], the last day inside, NaT = open; ``*_m`` int64 metres, ``from_m`` <
    ``to_m`` (``line_from_m`` may be the larger one where the line is counted the other way). An empty ``line`` is the
    chainage itself. Raises ``DefinitionError`` for unreadable values and for two stretches of one road that hold the
    same metres on the same day.
    """
    table = office_table(reference, "chainages.csv", ("road", "chainage", "from_m", "to_m"), (*CHAINAGES, "note"))
    frame = with_days(table, "chainages.csv").assign(chainage=_or_else(table["chainage"], table["road"]))
    whole = {name: _metres(table[name], "chainages.csv") for name in ("from_m", "to_m")}
    for name in ("from_m", "to_m"):
        whole[f"line_{name}"] = _metres(_or_else(table[f"line_{name}"], table[name]), "chainages.csv")
    frame = frame.assign(line=_or_else(frame["line"], frame["chainage"]), **whole)
    if (frame["from_m"] >= frame["to_m"]).any():
        raise DefinitionError(
            "Tệp chainages.csv có đoạn mà from_m không nhỏ hơn to_m.", "Hãy sửa lý trình của đoạn đó."
        )
    _forbid_overlaps(frame)
    return frame[[*CHAINAGES, "note"]]


def load_km_posts(reference: Reference) -> pd.DataFrame:
    """Surveyed km posts: ``KM_POSTS``, ``km_m`` int64 [m], ``lat``, ``lon`` [degrees WGS84]; maybe no row.

    An empty ``chainage`` is the road itself. Raises ``DefinitionError`` for unreadable values and for a post named
    twice.
    """
    table = office_table(reference, "km_posts.csv", ("road", "km_m", "lat", "lon"), KM_POSTS)
    frame = with_degrees(table, "km_posts.csv").assign(
        chainage=_or_else(table["chainage"], table["road"]), km_m=_metres(table["km_m"], "km_posts.csv")
    )
    require_unique(
        frame.assign(post=frame["road"] + " " + frame["chainage"] + " " + frame["km_m"].astype("str")),
        "post",
        "km_posts.csv",
    )
    return frame[list(KM_POSTS)]


def load_junctions(reference: Reference) -> pd.DataFrame:
    """The register of junctions: ``JUNCTIONS``, ``area_code``, ``positions``, ``valid_from``, ``valid_to``, ``note``.

    ``lat``, ``lon`` [degrees WGS84]; ``radius_m`` float, above 0; ``positions``: where it lies on its roads, as
    "QL70 Km143+200|QL4E Km0+0" (may be empty); days as in ``load_chainages``. Raises ``DefinitionError`` for
    unreadable values and for a code that stands twice.
    """
    more = ("area_code", "positions", "valid_from", "valid_to", "note")
    table = office_table(reference, "junctions.csv", JUNCTIONS, (*JUNCTIONS, *more))
    require_unique(table, "code", "junctions.csv")
    frame = with_days(with_degrees(table, "junctions.csv"), "junctions.csv")
    radius = numbers(table["radius_m"], "junctions.csv")
    if (radius <= 0).any():
        raise DefinitionError("Tệp junctions.csv có bán kính không lớn hơn 0.", "Hãy ghi bán kính bằng mét, ví dụ 50.")
    return frame.assign(radius_m=radius)[[*JUNCTIONS, *more]]


def post_metres(text: str) -> int | None:
    """Metres of "Km24+500", "24+500" or "24500" (metres); nothing where it is neither.

    >>> post_metres("Km24+500")
    24500
    """
    found = _POST.fullmatch(text.strip())
    if found is None:
        return None
    return int(found[3]) if found[3] else int(found[1]) * 1000 + int(found[2])


def _metres(texts: pd.Series, name: str) -> pd.Series:
    read = [post_metres(text) for text in texts]
    wrong = [text for text, metres in zip(texts, read, strict=True) if metres is None]
    if wrong:
        raise DefinitionError(
            f"Tệp {name} có lý trình không đọc được ở cột {texts.name}: “{wrong[0]}”.",
            "Hãy ghi bằng mét (24500) hoặc dạng Km24+500.",
        )
    return pd.Series(read, index=texts.index, dtype="int64")


def _or_else(texts: pd.Series, others: pd.Series) -> pd.Series:
    return texts.where(texts.ne(""), others)


def _forbid_overlaps(frame: pd.DataFrame) -> None:
    """Two stretches of one road may touch, but no metre may have two meanings on one day."""
    ordered = frame.assign(row=range(len(frame)))
    pairs = ordered.merge(ordered, on="road", suffixes=("", "_b"))
    pairs = pairs[pairs["row"] < pairs["row_b"]]
    first, last = pd.Timestamp("1900-01-01"), pd.Timestamp("2262-01-01")
    same_days = (pairs["valid_from"].fillna(first) <= pairs["valid_to_b"].fillna(last)) & (
        pairs["valid_from_b"].fillna(first) <= pairs["valid_to"].fillna(last)
    )
    clash = pairs[same_days & (pairs["from_m"] < pairs["to_m_b"]) & (pairs["from_m_b"] < pairs["to_m"])]
    if len(clash):
        row = clash.iloc[0]
        raise DefinitionError(
            f"Tệp chainages.csv: {row['road']} có hai lý trình ({row['chainage']}, {row['chainage_b']}) cho cùng một "
            "đoạn trong cùng một ngày.",
            "Hãy sửa valid_from, valid_to hoặc from_m, to_m để mỗi ngày mỗi mét chỉ có một nghĩa.",
        )
