"""Snapshots in words: which one is looked at, what has to be said with it, and what it is called when it is made.

Left out: what changed since (``snapshot_diff_words``). Can mislead: a snapshot of an older program keeps data and
definitions, not the way of counting; the sentence about the version says so, the figures themselves do not show it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from ..definitions.names import fold
from ..definitions.periods import Period
from ..store.snapshots import OpenedSnapshot
from ..store.tables import VIETNAM_TIME, code_version
from .numbers import whole

CANNOT_CHANGE = "Bản chốt số liệu không sửa được. Muốn nhập, đính chính hoặc quyết định, hãy về số liệu hiện nay."

Record = Mapping[str, Any]
"""The record of a snapshot (``store.snapshots.read_snapshot``)."""


def moment_words(at: str | datetime) -> str:
    """A moment in Vietnam: "16:05 ngày 12/4/2025"."""
    moment = (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone(VIETNAM_TIME)
    return f"{moment:%H:%M} ngày {moment.day}/{moment.month}/{moment.year}"


def snapshot_phrase(record: Record) -> str:
    """Which snapshot: "bản chốt «Sơ kết Quý I/2025» lúc 16:05 ngày 12/4/2025 của Lan"."""
    return f"bản chốt «{record['name']}» lúc {moment_words(record['at'])} của {record['who']}"


def looking_sentence(record: Record) -> str:
    """What stands above every page: "Đang xem bản chốt «…» lúc … của …"."""
    return f"Đang xem {snapshot_phrase(record)}"


def opened_notes(opened: OpenedSnapshot) -> list[str]:
    """What has to be said with the figures of a snapshot: definitions that were not kept, another program."""
    return [note for note in (_definitions_note(opened), version_note(opened.record)) if note]


def version_note(record: Record) -> str:
    """Another version of the program than that of the snapshot; "" where it is the same."""
    then, now = record["code_version"], code_version()
    if then == now:
        return ""
    return (
        f"Bản chốt được lập bằng phiên bản {then} của chương trình, nay là phiên bản {now}: cách tính nào đã sửa thì "
        "số có thể khác số đã báo cáo."
    )


def _definitions_note(opened: OpenedSnapshot) -> str:
    if opened.record.get("kept_definitions"):
        return ""
    same = opened.definitions.digest() == opened.record["definitions"]
    compared = "chưa thay đổi gì từ khi chốt" if same else "đã có thay đổi từ khi chốt nên số có thể khác số đã báo cáo"
    return (
        "Bản chốt này được lập khi chương trình chưa lưu kèm danh mục, quy định; số được tính theo danh mục, quy định "
        f"hiện nay, {compared}."
    )


def list_line(record: Record) -> str:
    """One snapshot in the list: name, when and by whom, how much was in it."""
    sizes = f"{whole(record['accidents'])} vụ, {whole(record['batches'])} đợt nhập"
    return f"«{record['name']}», chốt lúc {moment_words(record['at'])} của {record['who']}: {sizes}"


def suggested_name(period: Period, taken: Collection[str]) -> str:
    """A name for a snapshot of ``period``: "Sơ kết Quý I/2025", "Tổng kết năm 2024"; "(lần 2)" where it is taken."""
    title = period.title.replace("Năm ", "năm ").replace("Tháng ", "tháng ")
    name = f"{'Tổng kết' if len(period.key) == 4 else 'Sơ kết'} {title}"
    known = {fold(one) for one in taken}
    names = [name, *(f"{name} (lần {number})" for number in range(2, len(known) + 3))]
    return next(one for one in names if fold(one) not in known)
