"""Corrections of single accidents, beside the received values: late deaths ("thống kê bổ sung"), a mended place.

A correction never touches a received row; what is read changes with its one commit and changes back when it is undone.
A period that was already reported changes with it: a snapshot keeps what was reported.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..errors import RequestError
from .changes import live_changes
from .corrected_values import Value, implied_changes, kept_text
from .engines import close, in_process
from .events import append_events, read_events
from .reading import visible_rows
from .tables import Store, code_version, local_day
from .writing import writing


def correct(
    store: Store,
    accident_id: str,
    changes: Mapping[str, Value],
    *,
    reason: str,
    who: str,
    now: datetime,
    definitions: Definitions,
) -> str:
    """Put ``changes`` (field -> value, as typed or in our types) beside what was received; the id of the correction.

    Fields and readings are those of ``corrected_values``; None or "" is "not known" where that can be. All fields are
    written in one commit. Raises ``RequestError`` for an unknown accident, an impossible value, nothing to change, or
    no reason.
    """
    if not changes or not reason.strip():
        raise RequestError("Đính chính cần ít nhất một cột và lý do.", "Hãy ghi giá trị mới và lý do đính chính.")
    with writing(store):
        seen, received = _accident(store, accident_id)
        new = _checked(changes, definitions, today=local_day(now))
        new |= implied_changes(new, seen, definitions)
        different = {field: text for field, text in new.items() if _text(seen[field]) != text}
        if not different:
            raise RequestError("Giá trị mới giống giá trị đang có, không có gì để đính chính.", "Hãy kiểm tra lại.")
        record = _record("corrected", now, who=who, reason=reason)
        record |= {"accident_id": accident_id, "batch_id": received["batch_id"]}
        values = [
            {"field": field, "received_value": _text(received[field]), "new_value": text}
            for field, text in different.items()
        ]
        append_events(store, "corrections", [{**record, **value} for value in values])
    return str(record["correction_id"])


def undo_correction(store: Store, correction_id: str, *, reason: str, who: str, now: datetime) -> None:
    """Let a correction hold no more: the one before it, or the received value, is read again.

    Raises ``RequestError`` for an unknown or already undone correction.
    """
    with writing(store):
        known = corrections(store).set_index("correction_id")["undone"]
        if correction_id not in known.index:
            raise RequestError(f"Không có đính chính {correction_id}.", "Hãy xem danh sách đính chính và chọn lại.")
        if known.loc[[correction_id]].all():
            raise RequestError(f"Đính chính {correction_id} đã được hủy trước đó.", "Không cần hủy lại.")
        record = {**_record("undone", now, who=who, reason=reason), "correction_id": correction_id}
        append_events(store, "corrections", [record])


def corrections(store: Store) -> pd.DataFrame:
    """One row a correction and field, oldest first: correction_id, at, who, reason, accident_id, batch_id, field,
    received_value and new_value (text, missing = not known), undone, in_force (the one that is read).
    """
    fixed = store.pinned()
    events: pd.DataFrame = read_events(fixed, "corrections").to_pandas()
    undone = events.loc[events["event"] == "undone", "correction_id"]
    made = events[events["event"] == "corrected"].drop(columns=["event", "code_version"])
    live = live_changes(fixed).index
    return made.assign(undone=made["correction_id"].isin(undone), in_force=made.index.isin(live)).reset_index(drop=True)


def doubts(store: Store, definitions: Definitions) -> dict[str, str]:
    """Corrected accidents that have more deaths than their class allows, each with a sentence (TT 26/2024 Điều 5).

    Nothing is changed by itself: the class stays as given until someone corrects it.
    """
    severity = definitions.codes["severity"]
    allowed = {code: int(most) for code, most in severity.column("max_deaths").items() if most}
    fixed = store.pinned()
    changes = live_changes(fixed)
    touched = changes.loc[changes["field"].isin(["deaths", "severity"]), "accident_id"]
    if touched.empty:
        return {}
    backend = in_process()
    rows = visible_rows(fixed, "accidents", backend)
    asked = rows.filter(rows.accident_id.isin(sorted(set(touched)))).select("accident_id", "deaths", "severity")
    found = asked.order_by("accident_id").to_pyarrow().to_pylist()
    close(backend)
    return {
        row["accident_id"]: f"Vụ {row['accident_id']} nay có {row['deaths']} người chết nhưng vẫn ghi mức độ "
        f"«{severity.labels[row['severity']]}» (nhiều nhất {allowed[row['severity']]} người chết): hãy xem có phải "
        "đính chính cả mức độ không."
        for row in found
        if (row["deaths"] or 0) > allowed.get(row["severity"], row["deaths"] or 0)
    }


def _checked(changes: Mapping[str, Value], definitions: Definitions, *, today: date) -> dict[str, str | None]:
    """All values as they are kept; what is wrong with them is gathered and said at once."""
    kept: dict[str, str | None] = {}
    problems: list[RequestError] = []
    for field, value in changes.items():
        try:
            kept[field] = kept_text(field, value, definitions, today=today)
        except RequestError as problem:
            problems.append(problem)
    if problems:
        sentences = " ".join(problem.sentence for problem in problems)
        raise RequestError(sentences, " ".join(problem.remedy for problem in problems))
    return kept


def _accident(store: Store, accident_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The accident as it is read now and as its file had it. Raises ``RequestError`` where none of that id counts."""
    backend = in_process()
    seen, received = (_row(store, backend, accident_id, corrected) for corrected in (True, False))
    close(backend)
    if not seen:
        raise RequestError(f"Không có vụ {accident_id} trong số liệu.", "Hãy kiểm tra mã vụ ở trang Dữ liệu.")
    return seen[0], received[0]


def _row(store: Store, backend: Any, accident_id: str, corrected: bool) -> list[dict[str, Any]]:
    rows = visible_rows(store, "accidents", backend, corrected=corrected)
    found: list[dict[str, Any]] = rows.filter(rows.accident_id == accident_id).to_pyarrow().to_pylist()
    return found


def _record(event: str, now: datetime, *, who: str, reason: str) -> dict[str, Any]:
    correction_id = f"dc-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    record = {"correction_id": correction_id, "event": event, "at": now, "who": who, "reason": reason.strip()}
    return {**record, "code_version": code_version()}


def _text(value: Any) -> str | None:
    """A stored value as the text that a correction keeps of it."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
