"""The events of the register of black spots (``spot_events``) and the files attached to its places.

One row is one thing that happened to one place, or (``register_id`` "") to the register as a whole: a review, a file
that was taken in. Rows are only ever appended, so the history of a place is complete and a snapshot holds the register
as it stood. Attached files lie beside the tables under the SHA-256 of their bytes; a file of which no event speaks is
what a killed writer left, is never shown, and is in its place when the same bytes come again. Left out: what the events
amount to and which may follow which (``places.register``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import RequestError, StoreError
from .events import append_events, read_events
from .files import write_atomically
from .tables import Store, code_version
from .writing import writing

TABLE = "spot_events"
LARGEST_ATTACHMENT = 25 * 1024 * 1024
"""Bytes of one attached file: a scanned decision or a photograph, not a film."""

Event = Mapping[str, Any]
"""To be written: register_id, event and any of reason, on_day, value, details (JSON), sha256, review_id."""

_EMPTY: dict[str, Any] = {"reason": "", "value": "", "details": "{}", "sha256": "", "review_id": "", "on_day": None}


def spot_events(store: Store) -> pd.DataFrame:
    """All events in the order of writing, columns of ``SPOT_EVENTS``; ``at`` in UTC, ``on_day`` datetime64 or NaT."""
    events: pd.DataFrame = read_events(store, TABLE).to_pandas(date_as_object=False)
    return events.assign(on_day=events["on_day"].astype("datetime64[s]"))


def change_spots(
    store: Store,
    decide: Callable[[pd.DataFrame], Sequence[Event]],
    *,
    who: str,
    now: datetime,
    files: Iterable[bytes] = (),
) -> list[Event]:
    """Append in ONE commit what ``decide`` answers to the events so far; nothing is written for an empty answer.

    ``decide`` is asked while no one else can write, and may refuse with a ``RequestError``: then nothing is written,
    ``files`` (bytes to be kept) neither. The events that were written.
    """
    with writing(store):
        events = [{**_EMPTY, **event} for event in decide(spot_events(store))]
        for content in files if events else ():
            _keep(store, content)
        told = {"at": now, "who": who, "code_version": code_version()}
        if events:
            append_events(store, TABLE, [{**event, **told} for event in events])
    return [{**event, **told} for event in events]


def attachment_path(store: Store, sha256: str) -> Path:
    """Where the bytes of an attached or imported file of the register lie."""
    return store.folder / "attachments" / sha256


def sha256_of(content: bytes) -> str:
    """SHA-256 of ``content`` in hexadecimal. Raises ``RequestError`` for an empty file or one that is too large."""
    if not content:
        raise RequestError("Tệp đính kèm trống.", "Hãy chọn lại tệp.")
    if len(content) > LARGEST_ATTACHMENT:
        raise RequestError(
            f"Tệp đính kèm lớn hơn {LARGEST_ATTACHMENT // 1024 // 1024} MB.", "Hãy nén hoặc chia nhỏ tệp rồi thử lại."
        )
    return hashlib.sha256(content).hexdigest()


def read_attachment(store: Store, sha256: str) -> bytes:
    """The bytes of an attached file. Raises ``StoreError`` where they are lost or no longer what they were."""
    try:
        content = attachment_path(store, sha256).read_bytes()
    except OSError as error:
        raise StoreError("Không còn đọc được tệp đính kèm.", "Hãy lấy lại kho số liệu từ bản sao lưu.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreError("Tệp đính kèm đã bị thay đổi.", "Hãy lấy lại kho số liệu từ bản sao lưu.")
    return content


def day_of(value: Any) -> date | None:
    """A day of an event (datetime64, date) as a date, nothing where it is missing."""
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _keep(store: Store, content: bytes) -> None:
    path = attachment_path(store, sha256_of(content))
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, content)
