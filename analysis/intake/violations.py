"""Rows of a file of violations as the promised columns of ``violations``: single records or counts.

A record is a row with ``cases`` 1. A count carries its own period, which is never split. A table with one column a
behaviour (``behaviour = "@heading"``) is turned into one row a behaviour. Works on one chunk and on distinct texts
only, so that millions of rows take seconds. It can mislead where "3/2024" is the office's month (15 to 14): it is read
as the calendar month.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.names import fold
from ..definitions.tables import UNKNOWN
from . import coding
from .amounts import money_vnd, needed_count, side_count
from .columns import cell, constant, filled, first_filled, recoded
from .dating import order_marks
from .placing import stated_places
from .profiles import Profile
from .rules import Cleaned, Mark, mark
from .values.dates import parse_dates, parse_periods_text
from .values.distinct import on_distinct

_ONCE = re.compile(r"(?:tu |den )*[0-9]+ ?(?:thang|ngay|nam|tuan)( .*)?|co|x|v|yes|bi tuoc|tuoc|bi tam giu|tam giu")
_SIDE_COUNTS = ("licences_revoked", "points_deducted", "vehicles_held")


def clean_violations(
    cells: pd.DataFrame,
    profile: Profile,
    definitions: Definitions,
    *,
    unit: float,
    today: date,
    covers: tuple[date, date] | None = None,
) -> Cleaned:
    """Values of every row of a chunk, on ``cells.index``, in the columns of ``violations``.

    ``unit`` is the đồng of the fine's column. A count without any column of period takes the span ``covers``.
    """
    span, span_marks = _span(cells, profile, definitions, today, covers)
    places, place_marks = stated_places(cells, definitions)
    silent = coding.not_known(cell(cells, "area"), definitions)
    missing = mark("area_missing", silent & (places["area_code"].astype("str") == UNKNOWN))
    words, word_marks = _words(cells, definitions)
    figures, figure_marks = _figures(cells, profile, definitions, unit)
    frame = pd.concat([span, places[["area_code"]], words, figures], axis=1)
    return Cleaned(frame, (*span_marks, *place_marks, missing, *word_marks, *figure_marks))


def unpivoted(cells: pd.DataFrame, counts: Sequence[tuple[str, pd.Series]]) -> tuple[pd.DataFrame, pd.Series]:
    """``cells`` once for every behaviour of ``counts`` (name and its column of cases), blank cells left out.

    Gives the longer table on an index of its own, and for each of its rows the position of the file's row.
    """
    parts = [
        cells.assign(behaviour=constant(behaviour, cells.index), cases=cases)[filled(cases).to_numpy()]
        for behaviour, cases in counts
    ]
    whole = pd.concat(parts)
    origin = pd.Series(whole.index.to_numpy(), index=range(len(whole)))
    return whole.reset_index(drop=True).astype(dict.fromkeys(whole.columns, "category")), origin


def on_origin(cleaned: Cleaned, origin: pd.Series) -> Cleaned:
    """What was said of the rows of an ``unpivoted`` table, said of the file's rows; values keep their own index."""
    marks = []
    for item in cleaned.marks:
        texts = item.texts.set_axis(origin.loc[item.texts.index].to_numpy())
        marks.append(Mark(item.rule, texts[~texts.index.duplicated()]))
    return Cleaned(cleaned.frame, tuple(marks))


def _span(
    cells: pd.DataFrame,
    profile: Profile,
    definitions: Definitions,
    today: date,
    covers: tuple[date, date] | None,
) -> tuple[pd.DataFrame, tuple[Mark, ...]]:
    keys = [key for key in ("period", "date", "datetime", "year") if key in cells]
    if not keys and covers is not None:
        days = {"period_start": np.datetime64(covers[0], "s"), "period_end": np.datetime64(covers[1], "s")}
        return pd.DataFrame(days, index=cells.index), ()
    text = first_filled([cells[key] for key in keys])
    count = profile.row == "count"
    parser = _periods if count else _single_days
    found = on_distinct(text, partial(parser, order=profile.date_order))
    start, end = found["start"], found["end"]
    early = start < np.datetime64(definitions.limits["earliest_date"])
    late = start > np.datetime64(today)
    name = "period" if count else "date"
    orders = () if count else tuple(order_marks(text, profile.date_order))
    marks = (
        mark(f"{name}_missing", ~filled(text)),
        mark(f"{name}_impossible", filled(text) & (start.isna() | early), text),
        mark(f"{name}_future", late, text),
        *orders,
    )
    return pd.DataFrame({"period_start": start, "period_end": end}), marks


def _once(cells: pd.DataFrame, key: str) -> pd.DataFrame:
    """A record revokes one licence: "22 tháng" or "có" means 1, and so does the bare number of months."""

    def said(text: str) -> str:
        words = fold(text)
        revoked = key == "licences_revoked" and words.isdecimal() and int(words) > 1
        return "1" if revoked or _ONCE.fullmatch(words) else text

    return cells.assign(**{key: recoded(cells[key], said)})


def _periods(texts: pd.Index, *, order: str) -> pd.DataFrame:
    return parse_periods_text(texts, order=order)


def _single_days(texts: pd.Index, *, order: str) -> pd.DataFrame:
    days = parse_dates(texts, order=order)["date"]
    return pd.DataFrame({"start": days, "end": days})


def _words(cells: pd.DataFrame, definitions: Definitions) -> tuple[pd.DataFrame, list[Mark]]:
    mode, mode_mark = coding.closed_code(cells, "mode", definitions)
    read = {key: coding.open_code(cells, key, definitions) for key in ("behaviour", "vehicle_type", "enforced_by")}
    frame = pd.DataFrame({"mode": mode, **{key: codes for key, (codes, _) in read.items()}})
    return frame, [mode_mark, *(said for _, marks in read.values() for said in marks)]


def _figures(
    cells: pd.DataFrame, profile: Profile, definitions: Definitions, unit: float
) -> tuple[pd.DataFrame, list[Mark]]:
    most = definitions.limits["max_violation_cases"]
    marks: list[Mark] = []
    figures: dict[str, pd.Series] = {}
    if profile.row == "record" and "cases" not in cells:
        figures["cases"] = pd.Series(np.ones(len(cells), dtype="int64"), index=cells.index)
    else:
        figures["cases"], found = needed_count(cells, "cases", most)
        marks += found
    if "fine_vnd" in cells:
        figures["fine_vnd"], said = money_vnd(cells, "fine_vnd", unit, definitions.limits["max_fine_vnd"])
        marks.append(said)
    for key in _SIDE_COUNTS:
        if key in cells:
            single = profile.row == "record" and "cases" not in cells and key != "points_deducted"
            figures[key], said = side_count(_once(cells, key) if single else cells, key, most)
            marks.append(said)
    return pd.DataFrame(figures, index=cells.index), marks
