"""The tags of the page Địa bàn tăng: the list of places with their strips, what changed inside one. No Streamlit here.

Every text is escaped where it enters. A line of the list is a button: ``static/atgt.js`` presses the button of the
chooser that stands in the same place (``data-opens``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from analysis.drawing.alert_ranges import change_strip, range_axis, range_limit, range_strip
from pages._html import chart_title

KEY = (
    ("dot", "số vụ kỳ này"),
    ("band", "khoảng bình thường (90 trong 100 kỳ)"),
    ("tick", "số vụ dự kiến"),
    ("ring", "cùng kỳ năm trước"),
)


@dataclass(frozen=True)
class Line:
    """One place in the list: name, level (code and words), the reason, what a person decided ("" nothing)."""

    row: Mapping[str, Any]
    name: str
    level: str
    words: str
    reason: str
    decided: str = ""


def range_list(lines: Sequence[Line], title: str, *, opens: bool, judged: bool = True) -> str:
    """All places below each other on one axis; ``opens``: a click on a line opens the place of the same number.

    ``judged``: whether any place has an expected range; without, the key does not speak of one.
    """
    limit = range_limit(pd.DataFrame([line.row for line in lines]))
    items = "".join(_line(line, place if opens else None, limit) for place, line in enumerate(lines))
    scale = f'<div class="at-range axis"><span></span>{range_axis(limit)}<span class="at-reason">vụ</span></div>'
    return f'{chart_title(title)}{_key(judged)}<div class="at-ranges" data-name="ranges">{items}{scale}</div>'


def _key(judged: bool) -> str:
    shown = KEY if judged else (KEY[0], KEY[-1])
    items = "".join(f'<span><b class="at-strip key"><i class="{kind}"></i></b>{text}</span>' for kind, text in shown)
    return f'<p class="at-key">{items}</p>'


def _line(line: Line, place: int | None, limit: float) -> str:
    decided = f'<span class="at-decided">{escape(line.decided)}</span>' if line.decided else ""
    classes = f"at-range l-{line.level}{' aside' if line.decided else ''}"
    inside = (
        f'<span class="at-place"><b>{escape(line.name)}</b><span class="at-level">{escape(line.words)}</span></span>'
        f'{range_strip(line.row, limit)}<span class="at-reason">{escape(line.reason)}{decided}</span>'
    )
    if place is None:
        return f'<div class="{classes}">{inside}</div>'
    return f'<button type="button" class="{classes}" data-opens="{place}">{inside}</button>'


def opened_heading(name: str, level: str, words: str, reason: str, decided: str = "", *, jump: str = "") -> str:
    """The heading of the opened place with its level, the reason, what was decided; ``jump`` goes to the accidents."""
    more = f'<p class="at-decided">{escape(decided)}</p>' if decided else ""
    said = f'<span class="at-level">{escape(words)}</span>'
    to_list = f' <button type="button" class="at-link" data-goes="accidents">{escape(jump)}</button>' if jump else ""
    first = f"<h2>{escape(name)} {said}</h2><p>{escape(reason)}.{to_list}</p>"
    return f'<div class="at-opened l-{level}">{first}{more}</div>'


@dataclass(frozen=True)
class Share:
    """One group of a dimension: its label, number now and normal, both also as words, whether it stands out."""

    label: str
    now: float
    normal: float
    words: str
    leading: bool = False


def answer(text: str) -> str:
    """A sentence in the size of the text."""
    return f'<p class="at-answer">{escape(text)}</p>'


def changes(blocks: Iterable[tuple[str, Sequence[Share]]], title: str, said: str, key: str) -> str:
    """What changed against its own normal: the answer, then a block a dimension, all groups on one scale."""
    kept = [(name, list(shares)) for name, shares in blocks]
    limit = max((max(share.now, share.normal) for _, shares in kept for share in shares), default=1.0)
    drawn = "".join(_block(name, shares, limit) for name, shares in kept if shares)
    above = f'{answer(said)}<p class="at-small">{escape(key)}</p>'
    return f'{chart_title(title)}{above}<div class="at-changes">{drawn}</div>'


def _block(name: str, shares: Sequence[Share], limit: float) -> str:
    rows = "".join(
        f'<div class="at-change-row{" leading" if share.leading else ""}"><span>{escape(share.label)}</span>'
        f'{change_strip(share.now, share.normal, limit)}<span class="n">{escape(share.words)}</span></div>'
        for share in shares
    )
    return f"<section><h3>{escape(name)}</h3>{rows}</section>"
