"""Danh mục điểm đen: the register below the map, with filters, review, import, downloads, and the opened place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analysis.definitions.names import fold
from analysis.places.register import CLOSED, KINDS, MARKS, STATUSES
from analysis.review.numbers import whole
from analysis.review.register_words import (
    NOT_DECLARED,
    looked_words,
    mark_words,
    marks_words,
    register_sentence,
    state_words,
)
from analysis.store.tables import VIETNAM_TIME
from pages import _as_of, _cached, _html, _register_read
from pages._register_file import import_part, review_part
from pages._register_place import opened_place
from pages._register_read import OPENED

if TYPE_CHECKING:
    from analysis.places.blackspots import BlackSpots

COLUMNS = ("Mã", "Loại", "Tên", "Địa bàn", "Tình trạng", "Rà soát gần nhất", "Số vụ", "Số vụ chết người", "Phụ trách")
NUMBERS = {"Số vụ", "Số vụ chết người"}
MOST_SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def register_section(found: BlackSpots | None) -> None:
    """The register; ``found`` is the search that is shown, by which it is reviewed and treatments are judged."""
    places = _register_read.places()
    st.html(f'<h2 class="at-chart" id="danh-muc">{register_sentence(places)}</h2>')
    said = st.session_state.pop("register_said", "")
    if said:
        st.success(said)
    with st.container(horizontal=True, vertical_alignment="center", key="register_tools"):
        if not _as_of.read_only("register"):
            if found is not None:
                review_part(found)
            import_part()
        if len(places):
            _downloads(places)
    if places.empty:
        st.html(
            '<p class="at-small">Hãy rà soát để đề nghị các điểm vừa tìm được, hoặc nhập danh mục đang có của cơ quan '
            "quản lý đường bộ.</p>"
        )
        return
    shown = _filtered(places)
    _table(shown)
    _opened(places, shown, found)
    _reviews()
    st.html(_html.source([NOT_DECLARED]))


def _filtered(places: pd.DataFrame) -> pd.DataFrame:
    """The places that the filters let through; closed ones only where they are asked for."""
    names = _cached.definitions().areas.names
    status, mark, area, typed = st.columns(4)
    states = {"": "Mọi tình trạng", **STATUSES, **CLOSED}
    wanted = status.selectbox("Tình trạng", list(states), format_func=states.get, key="register_status")
    marks = {"": "Tất cả", **MARKS}
    marked = mark.selectbox("Rà soát gần nhất", list(marks), format_func=marks.get, key="register_mark")
    areas = {"": "Mọi địa bàn", **names}
    chosen = area.selectbox("Địa bàn của điểm", list(areas), format_func=areas.get, key="register_area")
    text = fold(typed.text_input("Tên, đường hoặc mã điểm", key="register_text"))
    keep = places["closed"].eq(wanted) if wanted in CLOSED else places["closed"].eq("")
    keep &= places["status"].eq(wanted) if wanted in STATUSES else True
    keep &= places["last_mark"].eq(marked) if marked else True
    keep &= places["area_code"].eq(chosen) if chosen else True
    spoken = (places["register_id"] + " " + places["name"] + " " + places["road"]).map(fold)
    return places[keep & spoken.str.contains(text, regex=False)]


def _table(shown: pd.DataFrame) -> None:
    if shown.empty:
        st.html('<p class="at-small">Không có điểm nào như vậy trong danh mục.</p>')
        return
    headings = [_html.Heading(name, classes="n" if name in NUMBERS else "") for name in COLUMNS]
    rows = [_row(place) for place in shown.head(MOST_SHOWN).to_dict("records")]
    caption = "" if len(shown) <= MOST_SHOWN else f"{MOST_SHOWN} trong {whole(len(shown))} điểm; tệp tải về có đủ"
    st.html(f'<div class="at-list">{_html.table(caption, headings, rows, name="register")}</div>')


def _row(place: dict) -> list[_html.Cell]:
    area = _cached.definitions().areas.names.get(place["area_code"], "Không rõ")
    counts = [place["accidents"], place["fatal_accidents"]]
    return [
        _html.Cell(place["register_id"], classes="w"),
        _html.Cell(KINDS.get(place["kind"], "–")),
        *(_html.Cell(text) for text in (place["name"], area, state_words(place), mark_words(place))),
        *(_html.Cell(whole(count), "" if pd.isna(count) else int(count), "n") for count in counts),
        _html.Cell(place["owner"] or "–"),
    ]


def _opened(places: pd.DataFrame, shown: pd.DataFrame, found: BlackSpots | None) -> None:
    """The place chosen in the box, or by a click elsewhere on the page."""
    now = st.session_state.get(OPENED, "")
    ids = [*shown["register_id"]]
    if now and now not in ids and (places["register_id"] == now).any():
        ids.insert(0, now)
    if now not in ids:
        st.session_state[OPENED] = ""
    names = dict(zip(places["register_id"], places["name"], strict=True))
    labels = {"": "Chọn một điểm để xem và cập nhật", **{key: f"{key} · {names[key]}" for key in ids}}
    chosen = st.selectbox("Mở một điểm", list(labels), format_func=labels.get, key=OPENED)
    if chosen:
        opened_place(places, chosen, found)


def _reviews() -> None:
    """What every review found, the latest first."""
    made = _register_read.reviewed()
    if made.empty:
        return
    headings = [_html.Heading(name) for name in ("Rà soát đến ngày", "Ghi lúc", "Người ghi", "Cách tìm", "Kết quả")]
    rows = [
        [
            _html.Cell(f"{row['as_of']:%d/%m/%Y}", str(row["as_of"]), "w"),
            _html.Cell(f"{row['at'].astimezone(VIETNAM_TIME):%d/%m/%Y %H:%M}", str(row["at"]), "w"),
            *map(_html.Cell, (row["who"], looked_words(row["details"]), marks_words(row["details"]))),
        ]
        for row in made[::-1].to_dict("records")
    ]
    with st.expander(f"Các lần rà soát ({len(made)})"):
        st.html(_html.table("", headings, rows, name="register_reviews"))


def _downloads(places: pd.DataFrame) -> None:
    """The whole register as XLSX, GeoJSON and KML, made when the button is pressed."""
    from analysis.review.spot_export import register_geojson, register_kml, register_xlsx

    definitions, day = _cached.definitions(), places["updated_at"].max().astimezone(VIETNAM_TIME)
    name, quiet = f"danh-muc-diem-den-{day:%Y%m%d}", {"on_click": "ignore"}
    makers = {
        "Excel": (lambda: register_xlsx(places, definitions, created=day.date()), "xlsx", XLSX),
        "GeoJSON": (lambda: register_geojson(places, definitions), "geojson", "application/geo+json"),
        "KML": (lambda: register_kml(places, definitions), "kml", "application/vnd.google-earth.kml+xml"),
    }
    for label, (make, ending, kind) in makers.items():
        st.download_button(f"Danh mục: {label}", make, f"{name}.{ending}", kind, key=f"register_{ending}", **quiet)
