"""The legend of the map as HTML: classes of the districts, signs of accidents and spots. No Streamlit here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd

from analysis.drawing.map_classes import MapClass
from analysis.drawing.map_layers import SEVERITIES, placed
from pages._map_colours import Coloured

SPOT_WORDS = {"active": "điểm đen, còn trong 12 tháng", "historical": "điểm đen cũ", "potential": "chưa đủ tiêu chí"}
MARK_WORDS = {
    "nut": ("junction", "nút giao"),
    "cot": ("km", "cột km (khi phóng to)"),
    "ngang": ("crossing", "đường ngang"),
}


def legend(coloured: Coloured, layers: Iterable[str], kinds_of_spots: Iterable[str], placed: str) -> str:
    """The legend of what is drawn, and only of that; first how many accidents have a place."""
    drawn = set(layers)
    rows = [_row(coloured.title, map(_class, coloured.classed.legend))]
    if "vu" in drawn:
        signs = (_sign(f"acc k{place}", words) for place, words in enumerate(SEVERITIES))
        rows.append(_row("Vụ tai nạn", [_sign("cluster", "nhiều vụ (bấm để mở)", "12"), *signs]))
    if "mat_do" in drawn:
        rows.append(
            _row("Mật độ các vụ", ['<li>thưa <i class="at-lg heat"></i> dày; chỉ để nhìn, không dùng để xét</li>'])
        )
    if "diem" in drawn:
        signs = [_sign(f"spot {kind}", words, "1") for kind, words in SPOT_WORDS.items() if kind in set(kinds_of_spots)]
        rows.append(_row("Điểm đen (số thứ tự trong danh sách)", signs))
    signs = [_sign(f"mark {kind}", words) for key, (kind, words) in MARK_WORDS.items() if key in drawn]
    rows.append(_row("Trên đường", signs))
    note = f'<p class="at-small">{escape(coloured.note)}</p>' if coloured.note else ""
    first = f'<p class="at-placed">{escape(placed)}</p>'
    return f'<div class="at-legend">{first}{"".join(rows)}{note}</div>'


def drawn_layers(layers: Iterable[str], shown: pd.DataFrame) -> set[str]:
    """The layers asked for that have something to draw: without accidents there is none to explain."""
    empty = set() if len(placed(shown)) else {"vu", "mat_do"}
    return set(layers) - empty


def _row(title: str, items: Iterable[str]) -> str:
    listed = "".join(items)
    return f"<div><b>{escape(title)}</b><ul>{listed}</ul></div>" if listed else ""


def _class(one: MapClass) -> str:
    mark = f"{one.mark} " if one.mark else ""
    return f'<li><i class="at-lg" style="background:{one.fill}"></i>{escape(mark + one.words)}</li>'


def _sign(kind: str, words: str, text: str = "") -> str:
    return f'<li><i class="at-lg {kind}">{escape(text)}</i>{escape(words)}</li>'
