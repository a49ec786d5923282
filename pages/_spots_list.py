"""The list of black spots beside the map, and the accidents of what is chosen below it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.places.blackspots import BlackSpots
from analysis.review.lists import INTERNAL_NOTE, list_table, list_xlsx
from analysis.review.numbers import whole
from analysis.review.spot_words import spot_name
from pages import _as_of, _cached, _html, _map_read, _map_view
from pages._alerts_choice import without_markdown
from pages._alerts_facts import accident_table
from pages._alerts_read import DISTRICT, Place, listing
from pages._links import Choices
from pages._map_spots import described
from pages._register_read import OPENED

MOST_LISTED = 40
"""So many places are drawn in the list; all stand in the files and on the map."""
MOST_ROWS = 100
_OPENED_FOR = "ban_do_mo"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spots_list(rows: pd.DataFrame, found: BlackSpots) -> None:
    """Every place with what makes it one; its name chooses it and lets the map go there."""
    names = _cached.definitions().areas.names
    if rows.empty:
        st.html('<p class="at-small">Không nơi nào đủ tiêu chí hay chỉ thiếu một vụ trong phạm vi đang chọn.</p>')
        return
    if said := not_on_map(rows):
        st.html(f'<p class="at-small">{said}</p>')
    with st.container(height=_map_view.HEIGHT - 66, border=False, key="spots"):
        for row in rows.head(MOST_LISTED).to_dict("records"):
            _item(row, found, names)
        if len(rows) > MOST_LISTED:
            st.html(f'<p class="at-small">và {whole(len(rows) - MOST_LISTED)} nơi khác, có trong tệp tải về.</p>')


def not_on_map(rows: pd.DataFrame) -> str:
    """How many places of the list have no coordinates and so no sign on the map; "" where all have."""
    number = int(rows["lat"].isna().sum())
    return f"{whole(number)} trong {whole(len(rows))} nơi không có tọa độ nên không có trên bản đồ." if number else ""


def _item(row: Mapping[Any, Any], found: BlackSpots, names: Mapping[str, str]) -> None:
    here = _map_view.chosen() == ("spot", row["spot_id"])
    with st.container(key=f"spot_{row['spot_id']}{'_here' if here else ''}", gap=None):
        label = f"{row['rank']}. {without_markdown(spot_name(row, names))}"
        st.button(label, key=f"go_{row['spot_id']}", type="tertiary", on_click=_go, args=(row["spot_id"], here))
        st.html(
            f'<div class="at-spot-said">{"".join(f"<p>{escape(line)}</p>" for line in described(row, found))}</div>'
        )


def _go(spot_id: str, here: bool) -> None:
    _map_view.choose("" if here else "spot", "" if here else spot_id)
    _map_view.go_to("" if here else f"{spot_id}-{st.session_state.get('ban_do_lan', 0)}")
    st.session_state["ban_do_lan"] = st.session_state.get("ban_do_lan", 0) + 1


def chosen_accidents(rows: pd.DataFrame, choices: Choices) -> None:
    """The accidents of the chosen district or spot, with the list for download."""
    kind, key = _map_view.chosen()
    names = _cached.definitions().areas.names
    if kind == "district" and key in names:
        behind = listing(Place(DISTRICT, key, choices))
        _accidents(
            behind, f"{names[key]}: {whole(len(behind))} vụ trong {choices.now.title}", f"{key}-{choices.now.key}"
        )
        return
    here = rows[rows["spot_id"] == key] if kind == "spot" else rows.head(0)
    if len(here):
        row = here.iloc[0].to_dict()
        behind = _map_read.listing_of(tuple(row["accident_ids"]), row["first"].date(), row["last"].date())
        _accidents(behind, f"{row['rank']}. {spot_name(row, names)}: {whole(len(behind))} vụ", str(key))
        return
    st.html('<p class="at-small">Bấm vào một huyện hoặc một điểm trên bản đồ để xem các vụ ở đó.</p>')


def _accidents(behind: pd.DataFrame, title: str, name: str) -> None:
    with st.container(key="chosen"):
        st.html(accident_table(list_table(behind), title))
    with st.container(horizontal=True, vertical_alignment="center"):
        notes = _as_of.source_words()
        book = lambda: list_xlsx(behind, title=title, notes=notes)  # noqa: E731
        st.download_button("Tải danh sách vụ (Excel)", book, f"danh-sach-{name}.xlsx", XLSX, on_click="ignore")
        st.button("Bỏ chọn", key="ban_do_bo_chon", on_click=_map_view.choose, args=("", ""))
    st.html(_html.aside([INTERNAL_NOTE]))


def without_position(found: BlackSpots) -> None:
    """The accidents that were looked at but have no position, those that could change the list first."""
    rows = found.without_position
    if rows.empty:
        return
    rows = first_to_place(rows)
    needed = "lý trình" if found.asked.by == "km" else "tọa độ"
    days = f"từ {found.asked.since:%d/%m/%Y} đến {found.asked.as_of:%d/%m/%Y}"
    with st.expander(f"{whole(len(rows))} vụ {days} không có {needed} nên không xét được"):
        title = f"{whole(rows['could_change'].sum())} vụ đầu có thể làm thay đổi danh sách điểm đen nếu biết {needed}"
        st.html(accident_table(list_table(_in_order(rows.head(MOST_ROWS))), title))
        book = _cached.for_later(lambda: list_xlsx(_in_order(rows), title=title))
        st.download_button("Tải danh sách (Excel)", book, "vu-khong-co-vi-tri.xlsx", XLSX, on_click="ignore")


def first_to_place(rows: pd.DataFrame) -> pd.DataFrame:
    """Accidents without position in the order of what a position would tell: could change the list, then the newest."""
    return rows.sort_values(["could_change", "occurred_on"], ascending=False, kind="stable", ignore_index=True)


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The accidents of ``rows`` in words, in their order."""
    ids, days = tuple(rows["accident_id"]), rows["occurred_on"]
    behind = _map_read.listing_of(ids, days.min().date(), days.max().date())
    return behind.set_index("accident_id", drop=False).loc[list(ids)].reset_index(drop=True)


def open_in_register(registered: Mapping[str, tuple[str, str]]) -> None:
    """Open the chosen spot in the register below, once after it was chosen, where it is there."""
    chosen = _map_view.chosen()
    if chosen == st.session_state.get(_OPENED_FOR):
        return
    st.session_state[_OPENED_FOR] = chosen
    if chosen[0] == "spot" and chosen[1] in registered:
        st.session_state[OPENED] = registered[chosen[1]][0]
