"""What people do to the places of the register, each step with who, when and why; which step may follow which.

Statuses move along ``ALLOWED``; only a place that is still proposed can be rejected, and a closed place (rejected,
merged) takes nothing but notes, files and being reopened. A decision that leaves the register in another state needs
a reason: the minutes, the document, the finding it rests on. Left out: reviews and files (``register_review``,
``register_file``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from ..definitions.names import nfc
from ..errors import RequestError
from ..store.spots import Event, change_spots, sha256_of
from ..store.tables import Store, local_day
from .register import CLOSED, DAY_OF_STATUS, STATUSES, Entry, fold_events, place_of

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "proposed": ("confirmed",),
    "confirmed": ("in_work", "removed", "proposed"),
    "in_work": ("done", "confirmed"),
    "done": ("removed", "in_work"),
    "removed": ("confirmed", "proposed"),
}
"""From each status the ones that may come next: forwards as the work goes, one step back for a mistake."""

LONGEST_TEXT = 2000
LONGEST_NAME = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|[/\\]")
_EVERY_DAY = (date(1990, 1, 1), date(2100, 1, 1))


@dataclass(frozen=True)
class Told:
    """Who does it and when (with a time zone)."""

    who: str
    now: datetime


def accept(store: Store, register_id: str, *, reason: str, told: Told, on_day: date | None = None) -> None:
    """A proposed place is one: "đã xác nhận" from ``on_day`` (today if not given).

    Raises ``RequestError`` without a reason, for an unknown or closed place, or one that is no longer proposed.
    """
    set_status(store, register_id, "confirmed", reason=reason, told=told, on_day=on_day, event="accepted")


def reject(store: Store, register_id: str, *, reason: str, told: Told) -> None:
    """A proposed place is none; it stays in the history and later reviews do not propose it again.

    Raises ``RequestError`` without a reason or for a place that is closed or past being proposed.
    """

    def event(place: Entry, _: pd.DataFrame) -> Event:
        if place["status"] != "proposed":
            raise RequestError(
                f"{register_id} đang ở tình trạng «{STATUSES[place['status']]}», không bác bỏ được.",
                "Chỉ bác bỏ được điểm còn «đề nghị rà soát»; hãy chuyển tình trạng trước.",
            )
        return {"event": "rejected", "reason": needed(reason)}

    _change(store, register_id, event, told)


def reopen(store: Store, register_id: str, *, reason: str, told: Told) -> None:
    """A rejected, merged or removed place is looked at again.

    Rejected and merged ones get back the status they had, removed ones are "đề nghị rà soát". Raises ``RequestError``
    without a reason or for a place that is open.
    """

    def event(place: Entry, _: pd.DataFrame) -> Event:
        if not place["closed"] and place["status"] != "removed":
            raise RequestError(f"{register_id} đang mở, không cần mở lại.", "Hãy xem tình trạng của điểm.")
        return {"event": "reopened", "reason": needed(reason)}

    _change(store, register_id, event, told, closed_too=True)


def rename(store: Store, register_id: str, name: str, *, reason: str, told: Told) -> None:
    """Another name. Raises ``RequestError`` for an empty, too long or unchanged one, or without a reason."""

    def event(place: Entry, _: pd.DataFrame) -> Event:
        new = _text(name, "tên mới", LONGEST_NAME)
        if new == place["name"]:
            raise RequestError("Tên mới giống tên đang có.", "Hãy kiểm tra lại.")
        return {"event": "renamed", "value": new, "reason": needed(reason)}

    _change(store, register_id, event, told)


def merge(store: Store, register_id: str, into: str, *, reason: str, told: Told) -> None:
    """``register_id`` is the same place as ``into``, which stands for both from now on.

    Raises ``RequestError`` without a reason, for one place twice, or where either is unknown or closed.
    """

    def event(_: Entry, places: pd.DataFrame) -> Event:
        if register_id == into:
            raise RequestError("Không gộp một điểm vào chính nó.", "Hãy chọn điểm khác.")
        _open(place_of(places, into))
        return {"event": "merged", "value": into, "reason": needed(reason)}

    _change(store, register_id, event, told)


def set_status(
    store: Store,
    register_id: str,
    status: str,
    *,
    reason: str,
    told: Told,
    on_day: date | None = None,
    event: str = "status",
) -> None:
    """The place is in ``status`` (a key of ``STATUSES``) since ``on_day``, today if not given.

    Raises ``RequestError`` for an unknown status, a step that ``ALLOWED`` does not hold, a day in the future or before
    that of an earlier status, or no reason.
    """
    if status not in STATUSES:
        raise RequestError(f"Không có tình trạng «{status}».", f"Hãy chọn một trong: {', '.join(STATUSES)}.")
    day = past_day(on_day, told)

    def moved(place: Entry, _: pd.DataFrame) -> Event:
        now, allowed = place["status"], ALLOWED[place["status"]]
        if status not in allowed or (event == "accepted" and now != "proposed"):
            words = ", ".join(f"«{STATUSES[code]}»" for code in allowed)
            raise RequestError(
                f"{register_id} đang «{STATUSES[now]}», không chuyển sang «{STATUSES[status]}» được.",
                f"Từ tình trạng này có thể chuyển sang: {words}.",
            )
        _refuse_before(place, status, day)
        return {"event": event, "value": status, "reason": needed(reason), "on_day": day}

    _change(store, register_id, moved, told)


def set_owner(store: Store, register_id: str, owner: str, *, told: Told, reason: str = "") -> None:
    """The office that looks after the place."""
    text = _text(owner, "đơn vị phụ trách", LONGEST_NAME)
    _change(store, register_id, lambda _, __: {"event": "owner", "value": text, "reason": reason.strip()}, told)


def add_measure(store: Store, register_id: str, text: str, *, told: Told, on_day: date | None = None) -> None:
    """A measure taken on ``on_day`` (today if not given): signs, barriers, a rebuilt bend."""
    event = {"event": "measure", "value": _text(text, "biện pháp"), "on_day": past_day(on_day, told)}
    _change(store, register_id, lambda _, __: event, told)


def add_note(store: Store, register_id: str, text: str, *, told: Told) -> None:
    """A note."""
    event = {"event": "noted", "value": _text(text, "ghi chú")}
    _change(store, register_id, lambda _, __: event, told, closed_too=True)


def attach(store: Store, register_id: str, file_name: str, content: bytes, *, told: Told, reason: str = "") -> None:
    """Keep a file (minutes, photograph, drawing) with the place; the same bytes once more are refused.

    Raises ``RequestError`` for an empty file, one above ``store.spots.LARGEST_ATTACHMENT``, or one already there.
    """
    sha256 = sha256_of(content)
    name = nfc(_CONTROL.sub(" ", file_name))[-LONGEST_NAME:] or "tệp đính kèm"

    def event(_: Entry, events: pd.DataFrame) -> Event:
        mine = events[(events["register_id"] == register_id) & (events["event"] == "attached")]
        if (mine["sha256"] == sha256).any():
            raise RequestError(f"Tệp «{name}» đã được đính kèm vào {register_id}.", "Không cần đính kèm lại.")
        return {"event": "attached", "value": name, "sha256": sha256, "reason": reason.strip()}

    _change(store, register_id, event, told, closed_too=True, of_events=True, files=[content])


def needed(reason: str) -> str:
    """``reason`` trimmed. Raises ``RequestError`` where there is none."""
    return _text(reason, "lý do")


def past_day(on_day: date | None, told: Told) -> date:
    """``on_day`` or today in Vietnam. Raises ``RequestError`` for a day in the future or before 1990."""
    today = local_day(told.now)
    day = on_day or today
    if not _EVERY_DAY[0] <= day <= today:
        raise RequestError(f"Ngày {day:%d/%m/%Y} không thể có.", "Hãy ghi ngày từ năm 1990 đến hôm nay.")
    return day


def details_json(details: Mapping[str, Any]) -> str:
    """Details of an event as JSON, without what is not known; days as ISO text, numpy numbers as plain ones."""
    return json.dumps({name: _plain(value) for name, value in details.items() if _known(value)}, ensure_ascii=False)


def next_id(events: pd.DataFrame) -> int:
    """The number of the next new place."""
    ids = events["register_id"].str.extract(r"^DM-(\d+)$")[0].dropna()
    return 1 + max(map(int, ids), default=0)


def id_of(number: int) -> str:
    """The id of the ``number``-th place, as people read it: "DM-0007"."""
    return f"DM-{number:04d}"


def _change(
    store: Store,
    register_id: str,
    event: Callable[[Entry, pd.DataFrame], Event],
    told: Told,
    *,
    closed_too: bool = False,
    of_events: bool = False,
    files: Iterable[bytes] = (),
) -> None:
    """Write the one event that ``event`` makes of the place as it is and all places (``of_events``: all events)."""

    def decide(events: pd.DataFrame) -> list[Event]:
        places = fold_events(events)
        place = place_of(places, register_id)
        if not closed_too:
            _open(place)
        return [{"register_id": register_id, **event(place, events if of_events else places)}]

    change_spots(store, decide, who=told.who, now=told.now, files=files)


def _open(place: Entry) -> None:
    if place["closed"]:
        where = f" vào {place['merged_into']}" if place["closed"] == "merged" else ""
        raise RequestError(
            f"{place['register_id']}: {CLOSED[place['closed']]}{where}, không thay đổi được.", "Hãy mở lại điểm trước."
        )


def _refuse_before(place: Entry, status: str, day: date) -> None:
    """Works do not end before they begin: before and after would be cut at the wrong day."""
    earlier = [DAY_OF_STATUS[code] for code in [*STATUSES][1 : [*STATUSES].index(status)]]
    since = max((place[name] for name in earlier if pd.notna(place[name])), default=None)
    if since is not None and pd.Timestamp(day) < since:
        raise RequestError(
            f"Ngày {day:%d/%m/%Y} trước ngày của tình trạng trước ({since:%d/%m/%Y}).", "Hãy kiểm tra lại ngày."
        )


def _text(text: str, what: str, longest: int = LONGEST_TEXT) -> str:
    written = nfc(text)
    if not written or len(written) > longest:
        raise RequestError(f"Cần ghi {what} (không quá {longest} ký tự).", f"Hãy ghi {what} rồi làm lại.")
    return written


def _known(value: Any) -> bool:
    return isinstance(value, (list, tuple, Mapping)) or not (value is None or pd.isna(value))


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items() if _known(item)}
    if isinstance(value, (date, pd.Timestamp)):
        return f"{value:%Y-%m-%d}"
    return value.item() if hasattr(value, "item") else value
