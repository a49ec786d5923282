"""What can be done with the opened place: only the steps that may follow, each with its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from analysis.places import register_changes as changes
from analysis.places.register import STATUSES
from pages import _as_of, _cached, _common
from pages._links import typed_day
from pages._register_read import told

WORDS = {
    "accept": "Xác nhận",
    "reject": "Không đưa vào danh mục",
    "status": "Chuyển tình trạng",
    "measure": "Biện pháp",
    "note": "Ghi chú",
    "owner": "Giao phụ trách",
    "attach": "Đính kèm tệp",
    "rename": "Đổi tên",
    "merge": "Gộp",
    "reopen": "Mở lại",
}
REASON = "Lý do, căn cứ"
_DONE = "register_done"
"""Key of the session: how many steps were taken; each one begins with the buttons anew."""


def actions(places: pd.DataFrame, place: dict[str, Any]) -> None:
    """The steps as buttons; the chosen one opens its form."""
    if _as_of.read_only("place"):
        return
    register_id = place["register_id"]
    number = st.session_state.get(_DONE, 0)
    chosen = st.pills(
        "Việc cần làm", _possible(place), format_func=WORDS.get, key=f"register_do_{register_id}_{number}"
    )
    if chosen:
        with st.form(f"register_form_{chosen}_{register_id}", border=True):
            do = FORMS[chosen](places, place)
            sent = st.form_submit_button(WORDS[chosen], type="primary")
        if sent:
            with _common.mistakes_said():
                do()
                st.session_state[_DONE] = number + 1
                st.session_state["register_said"] = f"Đã ghi: {WORDS[chosen].lower()}, {register_id}."
                st.rerun()


def _possible(place: dict[str, Any]) -> list[str]:
    if place["closed"]:
        return ["reopen", "note", "attach"]
    first = ["accept", "reject"] if place["status"] == "proposed" else ["status"]
    last = ["reopen"] if place["status"] == "removed" else []
    return [*first, "measure", "note", "owner", "attach", "rename", "merge", *last]


def _accept(_: pd.DataFrame, place: dict[str, Any]) -> Callable[[], None]:
    reason, day = _reason("biên bản khảo sát, văn bản số …"), _day("Ngày xác nhận")
    return lambda: changes.accept(*_of(place), reason=reason, on_day=_read(day), told=told())


def _reject(_: pd.DataFrame, place: dict[str, Any]) -> Callable[[], None]:
    reason = _reason("ví dụ: ghi nhầm lý trình")
    return lambda: changes.reject(*_of(place), reason=reason, told=told())


def _status(_: pd.DataFrame, place: dict[str, Any]) -> Callable[[], None]:
    steps = list(changes.ALLOWED[place["status"]])
    status = st.selectbox("Tình trạng mới", steps, format_func=STATUSES.get, filter_mode=None)
    reason, day = _reason(), _day("Từ ngày")
    return lambda: changes.set_status(*_of(place), status, reason=reason, on_day=_read(day), told=told())


def _measure(_: pd.DataFrame, place: dict[str, Any]) -> Callable[[], None]:
    text, day = st.text_area("Biện pháp đã thực hiện", placeholder="ví dụ: gờ giảm tốc, biển báo, hộ lan"), _day("Ngày")
    return lambda: changes.add_measure(*_of(place), text, on_day=_read(day), told=told())


def _note(_: pd.DataFrame, place: dict[str, Any]) -> Callable[[], None]:
    text = st.text_area("Ghi chú")
    return lambda: changes.add_note(*_of(place), text, told=told())


def _owner(_: pd.DataFrame, place: dict[str, Any]) -> Callable[[], None]:
    owner = st.text_input("Đơn vị phụ trách", place["owner"])
    return lambda: changes.set_owner(*_of(place), owner, told=told())


def _attach(_: pd.DataFrame, place: dict[str, Any]) -> Callable[[], None]:
    upload = st.file_uploader("Tệp (biên bản, ảnh, bản vẽ; tối đa 25 MB)")
    about = st.text_input("Nội dung tệp")
    name, content = (upload.name, upload.getvalue()) if upload else ("", b"")
    return lambda: changes.attach(*_of(place), name, content, reason=about, told=told())


def _rename(_: pd.DataFrame, place: dict[str, Any]) -> Callable[[], None]:
    name, reason = st.text_input("Tên mới", place["name"]), _reason()
    return lambda: changes.rename(*_of(place), name, reason=reason, told=told())


def _merge(places: pd.DataFrame, place: dict[str, Any]) -> Callable[[], None]:
    others = places[(places["closed"] == "") & (places["register_id"] != place["register_id"])]
    labels = {key: f"{key} · {name}" for key, name in zip(others["register_id"], others["name"], strict=True)}
    into = st.selectbox("Gộp vào điểm", list(labels), format_func=labels.get)
    reason = _reason("ví dụ: hai bên một nút giao")
    return lambda: changes.merge(*_of(place), into or "", reason=reason, told=told())


def _reopen(_: pd.DataFrame, place: dict[str, Any]) -> Callable[[], None]:
    reason = _reason()
    return lambda: changes.reopen(*_of(place), reason=reason, told=told())


FORMS = {
    "accept": _accept,
    "reject": _reject,
    "status": _status,
    "measure": _measure,
    "note": _note,
    "owner": _owner,
    "attach": _attach,
    "rename": _rename,
    "merge": _merge,
    "reopen": _reopen,
}


def _of(place: dict[str, Any]) -> tuple[Any, str]:
    return _cached.store(), place["register_id"]


def _reason(example: str = "") -> str:
    return st.text_input(REASON, placeholder=example)


def _day(label: str) -> str:
    return st.text_input(f"{label} (để trống: hôm nay)", placeholder="ngày/tháng/năm")


def _read(text: str) -> Any:
    """The typed day, nothing where the box is empty. Raises ``RequestError`` where it is none."""
    return typed_day(text) if text.strip() else None
