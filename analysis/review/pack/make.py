"""Makes the documents of a meeting from one snapshot, keeps them in the store, and makes a kept pack again.

Defines the order (which period, which parts), which snapshot is used where none is named, and the names of the files.
Leaves out what stands in the documents (``report``, ``slides``, ``annexes``). Can mislead: made again by a later
program a document may look otherwise; its figures are those of the snapshot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from itertools import count
from typing import Any

from ...definitions.catalogue import Definitions
from ...definitions.names import fold
from ...definitions.periods import Period, parse_period
from ...errors import RequestError
from ...store.packs import keep_pack, list_packs, pack_file
from ...store.packs import made_with as kept_with
from ...store.snapshots import OpenedSnapshot, create_snapshot, list_snapshots, open_snapshot
from ...store.tables import VIETNAM_TIME, Store, code_version
from .annexes import annexes
from .facts import gather, require_data
from .record import SECTIONS, PackFacts, Pinned
from .remark_origin import Carried, carried_over, mark_of, unfilled
from .remark_record import Remarks
from .remarks import read_remarks
from .report import report, usable_template
from .slides import slides
from .tables import pack_tables
from .template import template_in_force

FORMATS: Mapping[str, str] = {"docx": "báo cáo", "pptx": "trình chiếu", "xlsx": "phụ lục"}
_STEMS = {"docx": "bao-cao", "pptx": "trinh-chieu", "xlsx": "phu-luc"}
TEMPLATE, REMARKS = "mau-bao-cao.docx", "bao-cao-da-sua.docx"
"""Names under which a pack keeps what it was made with."""

_NEUTRAL = re.compile(r"Số liệu ngày \d{2}/\d{2}/\d{4}(?: \(\d+\))?")
"""Names of snapshots made here; they name no meeting, so packs of several periods may share one."""

Progress = Callable[[float, str], Any]


@dataclass(frozen=True)
class Order:
    """What is to be made: ``period`` ("2025-Q1"), ``calendar`` ("" the default one), sections and formats by key.

    Raises ``RequestError`` for a section or format that does not exist, or none at all.
    """

    period: str
    calendar: str = ""
    with_collisions: bool = True
    sections: tuple[str, ...] = tuple(SECTIONS)
    formats: tuple[str, ...] = tuple(FORMATS)

    def __post_init__(self) -> None:
        for name, given, possible in (("phần", self.sections, SECTIONS), ("dạng tài liệu", self.formats, FORMATS)):
            wrong = [key for key in given if key not in possible]
            if wrong or not given:
                said = f"Không có {name} «{', '.join(wrong)}»." if wrong else f"Chưa chọn {name} nào."
                raise RequestError(said, f"Hãy chọn trong: {', '.join(possible)}.")


@dataclass(frozen=True)
class Pack:
    """Documents by file name; ``record`` as the store keeps it; ``warnings``: sentences on what could not be kept.

    ``said``: sentences on what was kept and what is still to be filled in.
    """

    record: Mapping[str, Any]
    files: Mapping[str, bytes]
    warnings: tuple[str, ...]
    said: tuple[str, ...] = ()


def make_pack(
    store: Store,
    definitions: Definitions,
    order: Order,
    *,
    who: str,
    now: datetime,
    snapshot: str = "",
    edited: bytes = b"",
    progress: Progress = lambda _, __: None,
) -> Pack:
    """The documents of ``order`` from ``snapshot`` (without a name: from the store as it is, which is then pinned).

    ``edited``: an earlier report in which someone wrote remarks; where a report is made they are kept. ``progress`` is
    told the share done and what is being done. Raises ``RequestError`` where period, snapshot, template or ``edited``
    cannot be used; nothing is pinned then.
    """
    period = parse_period(order.period, definitions.calendar(order.calendar or None))
    template = template_in_force(store, definitions)
    remarks = _remarks(order, edited)
    if "docx" in order.formats:
        usable_template(template)
    progress(0.0, "Đang chốt số liệu…")
    opened = _opened(store, definitions, period, snapshot, who=who, now=now)
    files = _documents(opened, order, template, remarks, progress)
    told = bool(edited) and "docx" in order.formats
    carried = carried_over(edited, remarks, period, partial(_written_then, store)) if told else Carried((), ())
    about = {**asdict(order), "snapshot": opened.record["name"], "code_version": code_version()}
    inputs = {TEMPLATE: template, REMARKS: edited}
    used = {name: content for name, content in inputs.items() if content and "docx" in order.formats}
    record = keep_pack(store, about, files, used, who=who, now=now)
    progress(1.0, "Xong.")
    report_made = files.get(file_name(order, "docx"), b"")
    said = (*carried.said, *filter(None, [unfilled(report_made) if report_made else ""]))
    return Pack(record, files, (*carried.warnings, *remarks.warnings), said)


def make_again(store: Store, pack_id: str, *, progress: Progress = lambda _, __: None) -> Pack:
    """The documents of a kept pack made anew from its snapshot, template and remarks; nothing is kept.

    Raises ``RequestError`` where there is no such pack.
    """
    inputs = kept_with(store, pack_id)
    record = next(record for record in list_packs(store) if record["pack_id"] == pack_id)
    order = Order(**{name: _tuple(record[name]) for name in Order.__dataclass_fields__})
    opened = open_snapshot(store, record["snapshot"])
    remarks = _remarks(order, inputs.get(REMARKS, b""))
    files = _documents(opened, order, inputs.get(TEMPLATE, b""), remarks, progress)
    return Pack(record, files, remarks.warnings)


def file_name(order: Order, kind: str) -> str:
    """ "bao-cao_2025-Q1.docx"; a free span has its two days."""
    return f"{_STEMS[kind]}_{order.period.replace('..', '_')}.{kind}"


def pack_name(record: Mapping[str, Any], definitions: Definitions) -> str:
    """The period of a kept pack and what is not as usual: "Quý I/2025, Tháng dương lịch, không tính va chạm".

    ``definitions``: those of today, which may no longer have its calendar; then the period stands as it was ordered.
    """
    key = record["calendar"] or definitions.default_calendar
    calendar = definitions.calendars.get(key)
    period = parse_period(record["period"], calendar) if calendar else None
    unusual = calendar is not None and period is not None and not period.is_span and key != definitions.default_calendar
    parts = [
        period.title if period else str(record["period"]),
        calendar.label if calendar and unusual else "",
        "" if record["with_collisions"] else "không tính va chạm",
    ]
    return ", ".join(part for part in parts if part)


def _remarks(order: Order, edited: bytes) -> Remarks:
    """What an author wrote into ``edited``; nothing where no report is made."""
    return read_remarks(edited) if edited and "docx" in order.formats else Remarks()


def _documents(
    opened: OpenedSnapshot, order: Order, template: bytes, remarks: Remarks, progress: Progress
) -> dict[str, bytes]:
    progress(0.05, "Đang đếm số liệu…")
    facts = gathered(opened, order)
    tables = pack_tables(facts)
    issuer = facts.definitions.letterhead
    makers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: report(
            facts, tables, issuer, template=template, remarks=remarks, sections=frozenset(order.sections)
        ),
        "pptx": lambda: slides(facts, tables, sections=frozenset(order.sections)),
        "xlsx": lambda: annexes(facts, tables, sections=frozenset(order.sections)),
    }
    files = {}
    for number, kind in enumerate(order.formats):
        progress(0.6 + 0.4 * number / len(order.formats), f"Đang viết {FORMATS[kind]}…")
        files[file_name(order, kind)] = makers[kind]()
    return files


def _written_then(store: Store, mark: str) -> bytes:
    """The report of a kept pack that carries ``mark``, as it was given out; b"" where no pack has it."""
    for record in list_packs(store):
        for name in (name for name in record["files"] if name.endswith(".docx")):
            try:
                content = pack_file(store, record["pack_id"], name)
            except RequestError:  # lost or changed on the disk: then it is not at hand
                continue
            if mark_of(content) == mark:
                return content
    return b""


def gathered(opened: OpenedSnapshot, order: Order) -> PackFacts:
    """The facts of ``order`` as the snapshot has them."""
    record = opened.record
    pinned = Pinned(record["name"], record["at"], record["who"], record["code_version"])
    return gather(
        opened.store,
        opened.definitions,
        order.period,
        calendar=order.calendar or None,
        with_collisions=order.with_collisions,
        pinned=pinned,
    )


def _opened(
    store: Store, definitions: Definitions, period: Period, name: str, *, who: str, now: datetime
) -> OpenedSnapshot:
    """The snapshot that was named, else the latest neutral one where nothing has changed since, else a new one.

    One that someone named after a meeting is taken for that meeting alone: its name is printed in the documents. A new
    one is kept for ever, so the period is looked for first.
    """
    if name:
        return open_snapshot(store, name, today=definitions)
    require_data(store, period)
    known = list_snapshots(store)
    neutral = [record for record in known if _NEUTRAL.fullmatch(record["name"])]
    same = [record["name"] for record in neutral if _is_now(record, store, definitions)]
    if same:
        return open_snapshot(store, same[-1], today=definitions)
    made = create_snapshot(store, definitions, _neutral_name(known, now), who=who, now=now)
    return open_snapshot(store, made["name"], today=definitions)


def _neutral_name(known: Sequence[Mapping[str, Any]], now: datetime) -> str:
    """ "Số liệu ngày 23/11/2026", the next of that day "Số liệu ngày 23/11/2026 (2)"."""
    day = f"Số liệu ngày {now.astimezone(VIETNAM_TIME):%d/%m/%Y}"
    taken = {fold(record["name"]) for record in known}
    names = (day if number == 1 else f"{day} ({number})" for number in count(1))
    return next(name for name in names if fold(name) not in taken)


def _is_now(record: Mapping[str, Any], store: Store, definitions: Definitions) -> bool:
    pinned_now = record["versions"] == dict(store.versions()) and record["definitions"] == definitions.digest()
    return bool(pinned_now and record.get("kept_definitions")) and record["code_version"] == code_version()


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
