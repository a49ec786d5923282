"""Which black spot first: the rank of the chosen one in words, and all of them with how sure their order is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.places.blackspots import BlackSpots
from analysis.places.ranking import Ranking
from analysis.review.export import table_csv
from analysis.review.numbers import decimal, whole
from analysis.review.ranking_words import (
    PRIORITY,
    RANKING_LIMITS,
    RANKING_WORDS,
    excess_words,
    first_words,
    rank_words,
    ranking_notes,
    ranking_table,
    weights_words,
)
from analysis.review.spot_words import spot_name
from pages import _cached, _html, _map_view
from pages._map_spots import POTENTIAL

DIGITS = 3
"""Of the numbers in the file."""
MOST_ROWS = 100
"""So many places are drawn; all stand in the file."""
_WEIGHED = "Hạng khi nhẹ – nặng – chết người"
HEADINGS = (
    _html.Heading("Hạng", classes="n"),
    _html.Heading("Khoảng", classes="n"),
    _html.Heading("Nơi"),
    _html.Heading("Số vụ", classes="n"),
    _html.Heading("Mức thường gặp", classes="n"),
    _html.Heading("Dự kiến", classes="n"),
    _html.Heading("Phần vượt", classes="n"),
    _html.Heading("1 – 1 – 1", _WEIGHED, "n"),
    _html.Heading("1 – 3 – 5", _WEIGHED, "n"),
    _html.Heading("1 – 1 – 10", _WEIGHED, "n"),
)


def ranking(rows: pd.DataFrame, found: BlackSpots) -> None:
    """The rank of the chosen spot, then the order of all black spots of ``rows`` (``_map_spots.listed``)."""
    black = rows[rows["drawn"] != POTENTIAL]
    named, everywhere = _named(black), found.ranking.table
    if said := rank_said(everywhere, _map_view.chosen()[1]):
        st.html(said)
    if len(named) < 2:
        return
    sure = first_words(everywhere["rank_low"].tolist())
    with st.expander(f"Điểm nào trước: hạng theo phần vượt{f' ({sure})' if sure else ''}"):
        st.html(rank_table(found.ranking, named))
        notes = [RANKING_WORDS, *ranking_notes(found.ranking), RANKING_LIMITS]
        file = lambda: table_csv(ranking_table(found.ranking, named).round(DIGITS))  # noqa: E731
        name = f"hang-diem-den-{found.asked.as_of:%Y%m%d}.csv"
        st.download_button("Tải bảng hạng (CSV)", file, name, "text/csv", on_click="ignore")
        st.html(_html.source(notes))


def rank_said(ranked: pd.DataFrame, spot_id: str) -> str:
    """The rank of one spot of ``Ranking.table`` with its numbers, as HTML; nothing where it is not there."""
    here = ranked[ranked["spot_id"] == spot_id]
    if here.empty:
        return ""
    row = here.iloc[0].to_dict()
    of_all = f"{rank_words(row)} trong {whole(len(ranked))} điểm đen. " if weights_words(row) else ""
    lines = [f"{of_all}Cả thời gian xét: {excess_words(row)}."]
    weighed = weights_words(row)
    lines += [f"{weighed[:1].upper()}{weighed[1:]}."] if weighed else []
    return f'<p class="at-answer"><b>{PRIORITY}.</b> {escape(" ".join(lines))}</p>'


def rank_table(ranked: Ranking, named: Mapping[str, tuple[str, str]]) -> str:
    """The order of the spots in ``named`` as an HTML table, the first rank first."""
    table = ranking_table(ranked, named)
    rows = [_cells(list(values)) for values in table.head(MOST_ROWS).itertuples(index=False)]
    said = [f"{MOST_ROWS} trong {whole(len(table))} điểm; tệp tải về có đủ"] if len(table) > MOST_ROWS else []
    said += [f"hạng trong {whole(len(ranked.table))} điểm của toàn tỉnh"] if len(table) < len(ranked.table) else []
    caption = "; ".join(said)
    return f'<div class="at-list">{_html.table(caption, HEADINGS, rows, name="ranking")}</div>'


def _cells(row: Sequence[Any]) -> list[_html.Cell]:
    number, name, observed, mean, expected, sd, excess, rank, low, high, *weighed = row
    spread = "–" if pd.isna(low) else f"{int(low)}–{int(high)}"
    return [
        _number(rank, whole),
        _html.Cell(spread, "" if pd.isna(low) else int(low), "n w"),
        _html.Cell(f"{number}. {name}", int(number)),
        _number(observed, whole),
        _number(mean, decimal),
        _number(expected, lambda value: f"{decimal(value)} ± {decimal(sd)}"),
        _number(excess, decimal),
        *(_number(value, whole) for value in weighed),
    ]


def _number(value: Any, words: Any) -> _html.Cell:
    return _html.Cell("–", "", "n") if pd.isna(value) else _html.Cell(words(value), float(value), "n w")


def _named(black: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Number in the list and name of every spot."""
    names = _cached.definitions().areas.names
    return {str(row["spot_id"]): (row["rank"], spot_name(row, names)) for row in black.to_dict("records")}
