"""One chart or table with its title, what has to be said below it, and everything to take away: picture and rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st
from plotly.basedatatypes import BaseFigure

from analysis.review.anatomy_export import figure_csv, figure_xlsx
from pages import _as_of, _common, _html

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAKE_AWAY = "Tải về"


@dataclass(frozen=True, eq=False)
class Shown:
    """A chart (nothing where a table in HTML stands in its place), its title, the lines below, the table to take away.

    ``name`` tells it from the others of the page; ``file`` is the name of its files before the period (``name`` where
    there is none); ``link`` (words, page) leads further.
    """

    name: str
    title: str
    lines: Sequence[str]
    table: pd.DataFrame
    figure: BaseFigure | None = None
    html: str = ""
    file: str = ""
    link: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Origin:
    """What every file taken from a page says: who sent the figures, what they are of, the end of its name."""

    source: str
    scope: str
    key: str


def show(shown: Shown, origin: Origin) -> None:
    """Draw it: title, chart, n and source, downloads of picture and table."""
    with st.container(key=f"picture_{shown.name}"):
        st.html(_html.chart_title(shown.title) + shown.html)
        if shown.figure is not None:
            look = {"displayModeBar": False}
            st.plotly_chart(shown.figure, theme=None, config=look, key=f"chart_{shown.name}", alt=shown.title)
        st.html(caption(shown.lines, origin.scope))
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            _downloads(shown, origin)
            words, page = shown.link
            if words and st.button(words, type="tertiary", key=f"further_{shown.name}"):
                _common.open_page(page)


def caption(lines: Iterable[str], scope: str) -> str:
    """The small lines below a chart; ``scope``, which the page says above, stands in a picture taken away only."""
    said = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f'<div class="at-caption">{said}<p class="at-taken">{escape(scope)}</p></div>'


def _downloads(shown: Shown, origin: Origin) -> None:
    said = "; ".join([origin.source.removeprefix("nguồn: "), *_as_of.source_words()])
    notes = [origin.scope, *(line for line in shown.lines if line), *_as_of.source_words()]
    file = "-".join(part for part in (shown.file or shown.name.replace("_", "-"), origin.key) if part)
    with st.popover(TAKE_AWAY, type="tertiary", key=f"take_{shown.name}"):
        if shown.figure is not None or shown.html:
            st.html(_pictures(shown.name, file))
        with st.container(horizontal=True):
            st.download_button(
                *("Bảng CSV", lambda: figure_csv(shown.table, origin.scope, said), f"{file}.csv", "text/csv"),
                on_click="ignore",
                key=f"csv_{shown.name}",
            )
            st.download_button(
                *("Bảng Excel", lambda: figure_xlsx(shown.table, title=shown.title, notes=notes), f"{file}.xlsx"),
                mime=XLSX,
                on_click="ignore",
                key=f"xlsx_{shown.name}",
            )


def _pictures(name: str, file: str) -> str:
    """Two buttons that ``static/atgt.js`` serves in the browser: nothing is fetched for a picture."""
    of = f'data-of="{escape(name)}" data-file="{escape(file)}"'
    buttons = (
        f'<button type="button" data-picture="{kind}" {of}>Ảnh {kind.upper()}</button>' for kind in ("png", "svg")
    )
    return f'<div class="at-pictures">{"".join(buttons)}</div>'
