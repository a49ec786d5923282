"""Taking a file in: all of it or nothing, and the same file only once.

The order makes it safe to be killed at any moment: marker, received bytes, rows, then the one event by which the batch
counts, then the marker away. Everything before the event is invisible and the next writer removes it.
"""

from __future__ import annotations

import json
import secrets
import shutil
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa

from ..definitions.catalogue import Definitions
from ..definitions.tables import KINDS, TABLES, UNKNOWN
from ..errors import FileError, RequestError
from ..intake.files.read import ReceivedFile
from ..intake.findings import Finding
from ..intake.pipeline import Intake, read_intake
from ..intake.profiles import Conversion, Profile, profile_from, profile_toml
from .batches import REJECTED_COLUMNS, WHOLE_PROVINCE, find_batch, list_batches, same_file
from .commits import join_small_files
from .events import append_events
from .files import put_in_place
from .reading import read_accidents
from .rows import IncomingRows
from .stored_counts import read_stored_counts
from .tables import Store, code_version, local_day
from .totals import keep_totals
from .writing import clean_leftovers, mark_started, received_path, writing

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class ImportResult:
    """``batch_id`` of the new batch, of the earlier one where ``already_imported``, "" after a dry run.

    ``rejected``: after a dry run the rows that would be rejected (columns of ``batches.rejected_rows``).
    """

    batch_id: str
    already_imported: bool
    intake: Intake
    rejected: pd.DataFrame | None = None

    def as_record(self) -> dict[str, Any]:
        """The answer of the command line as plain JSON values."""
        return {"batch": self.batch_id, "already_imported": self.already_imported, **self.intake.as_record()}


def import_file(
    store: Store,
    definitions: Definitions,
    file: ReceivedFile,
    kind: str,
    profile: Profile | None = None,
    *,
    who: str,
    now: datetime,
    dry_run: bool = False,
    illustrative: bool = False,
    conversion: Conversion | None = None,
    covers: tuple[date, date] | None = None,
    replaces: str | None = None,
    sheets: Sequence[str] | None = None,
    accept_repeated: str = "",
    progress: Progress | None = None,
) -> ImportResult:
    """Read ``file`` and, unless ``dry_run``, take it into ``store`` as one batch.

    Without ``profile`` one is suggested from the headings; ``conversion`` goes before what the profile says of legacy
    fonts. ``covers`` (first and last day, both inside) replaces the span that the rows suggest. ``replaces`` is a batch
    that this one takes the place of: withdrawn in the same moment, and what it holds is not looked at. ``sheets``: only
    those. ``accept_repeated``: why facts that stand in the file twice are all taken; it is kept with the findings.
    The same bytes and kind in an active batch: nothing changes, the answer is what that import said. A dry run writes
    nothing at all.
    Raises ``RequestError`` and ``FileError`` as ``read_intake`` does, ``StoreError`` where the store is busy.
    """
    today = local_day(now)
    _check_request(kind, covers)
    sha256 = file.sha256()
    options: dict[str, Any] = {"conversion": conversion, "covers": covers, "dry_run": dry_run, "progress": progress}
    options |= {"sheets": sheets, "accept_repeated": accept_repeated}
    request = _Request(store, definitions, kind, profile, today, replaces, options)
    if dry_run:
        return _already_there(store, sha256, kind) or _tried(request, file)
    if progress is not None:
        progress(0.0, "Đang chờ lượt ghi vào kho số liệu")
    with writing(store):
        already = _already_there(store, sha256, kind)
        if already is not None:
            return already
        request.check_replaced()
        batch_id = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        intake = _take_in(request, file, batch_id, sha256, _Told(who, now, illustrative))
    return ImportResult(batch_id, False, intake)


@dataclass(frozen=True)
class _Request:
    """What ``read_intake`` is to be asked."""

    store: Store
    definitions: Definitions
    kind: str
    profile: Profile | None
    today: date
    replaces: str | None
    options: Mapping[str, Any]

    def check_replaced(self) -> None:
        """Raises ``RequestError`` where the batch to be replaced is unknown, of another kind or counts no more."""
        if self.replaces is None:
            return
        batch = find_batch(list_batches(self.store), self.replaces)
        if not batch["active"] or batch["kind"] != self.kind:
            raise RequestError(
                f"Không thay được đợt {self.replaces}: đợt này đã được rút hoặc thuộc loại số liệu khác.",
                "Hãy xem danh sách các đợt nhập rồi kiểm tra tệp lại.",
            )

    def read(self, file: ReceivedFile, sink: Callable[[str, Any], None]) -> Intake:
        return read_intake(
            file,
            self.kind,
            self.profile,
            self.definitions,
            today=self.today,
            existing=self._existing,
            sink=sink,
            **self.options,
        )

    def _existing(self, first: date, last: date) -> pd.DataFrame:
        stop = (pd.Timestamp(last) + pd.Timedelta(days=1)).date()
        read = read_stored_counts if self.kind == "violations" else read_accidents
        stored = read(self.store, first, stop)
        names = list_batches(self.store).set_index("batch_id")["file_name"]
        kept = stored[stored["batch_id"] != self.replaces] if self.replaces else stored
        return kept.assign(file_name=kept["batch_id"].astype("str").map(names))


@dataclass(frozen=True)
class _Told:
    """What the caller says of the batch."""

    who: str
    now: datetime
    illustrative: bool


def _take_in(request: _Request, file: ReceivedFile, batch_id: str, sha256: str, told: _Told) -> Intake:
    store = request.store
    mark_started(store, batch_id, sha256)
    try:
        kept = received_path(store, sha256)
        kept.parent.mkdir(exist_ok=True)
        part = kept.with_name(kept.name + ".part")
        shutil.copyfile(file.path, part)
        with IncomingRows(store, batch_id) as rows:
            intake = request.read(ReceivedFile(part, file.name), rows.append)
            rows.commit()
        if intake.sha256 != sha256:
            raise FileError(
                f"Tệp {file.name} thay đổi trong lúc nhập.", "Hãy đóng tệp ở chương trình khác rồi nhập lại."
            )
        put_in_place(part, kept)
        append_events(
            store, "batches", [*_withdrawal(request, batch_id, told), _event(request, intake, batch_id, told)]
        )
        for table in TABLES:
            join_small_files(store, table)
        if not rows.large:
            keep_totals(store)
    finally:
        clean_leftovers(store)
    return intake


def _tried(request: _Request, file: ReceivedFile) -> ImportResult:
    """What an import would do; nothing is written, the rows that it would reject are kept for a look."""
    request.check_replaced()
    refused: list[pd.DataFrame] = []

    def keep_rejected(table: str, rows: pa.Table) -> None:
        if table == "rejected":
            refused.append(rows.select(REJECTED_COLUMNS).to_pandas())

    intake = request.read(file, keep_rejected)
    return ImportResult("", False, intake, pd.concat(refused, ignore_index=True) if refused else None)


def _withdrawal(request: _Request, batch_id: str, told: _Told) -> list[dict[str, Any]]:
    """The event by which the replaced batch counts no more: one commit with that of the new one, so never both."""
    if request.replaces is None:
        return []
    when = {"at": told.now, "who": told.who, "code_version": code_version()}
    reason = f"Thay bằng đợt {batch_id}"
    return [{"batch_id": request.replaces, "event": "withdrawn", "reason": reason, **when}]


def _event(request: _Request, intake: Intake, batch_id: str, told: _Told) -> dict[str, Any]:
    start, end = request.options["covers"] or (intake.covers_start, intake.covers_end)
    return {
        "batch_id": batch_id,
        "event": "taken_in",
        "at": told.now,
        "who": told.who,
        "reason": "",
        "file_name": intake.file_name,
        "sha256": intake.sha256,
        "kind": intake.kind,
        "profile": profile_toml(intake.profile),
        "source": intake.profile.source or intake.file_name,
        "rows_read": intake.rows_read,
        "rows_accepted": intake.rows_accepted,
        "rows_rejected": intake.rows_rejected,
        "records": intake.records,
        "findings": json.dumps([item.as_record() for item in intake.findings], ensure_ascii=False),
        "first_day": intake.first_day,
        "last_day": intake.last_day,
        "covers_start": start,
        "covers_end": end,
        "area_codes": _areas_covered(intake.area_codes, request.definitions),
        "illustrative": told.illustrative,
        "code_version": code_version(),
    }


def _areas_covered(codes: frozenset[str], definitions: Definitions) -> str:
    """A file of one district speaks for that district only; any other for the whole province."""
    known = sorted(codes - {UNKNOWN})
    return known[0] if len(known) == 1 < len(definitions.areas.codes) else WHOLE_PROVINCE


def _already_there(store: Store, sha256: str, kind: str) -> ImportResult | None:
    batches = list_batches(store)
    batch_id = same_file(batches, sha256, kind)
    return ImportResult(batch_id, True, _told_then(find_batch(batches, batch_id))) if batch_id else None


def _told_then(batch: dict[str, Any]) -> Intake:
    """What the import of ``batch`` said."""
    days: dict[str, Any] = {
        name: None if pd.isna(batch[name]) else batch[name].date()
        for name in ("first_day", "last_day", "covers_start", "covers_end")
    }
    findings = [
        Finding(**{**item, "row_numbers": tuple(item["row_numbers"])}) for item in json.loads(batch["findings"])
    ]
    return Intake(
        file_name=batch["file_name"],
        sha256=batch["sha256"],
        kind=batch["kind"],
        profile=profile_from(tomllib.loads(batch["profile"])),
        rows_read=int(batch["rows_read"]),
        rows_accepted=int(batch["rows_accepted"]),
        rows_rejected=int(batch["rows_rejected"]),
        records=int(batch["records"]),
        findings=tuple(findings),
        area_codes=frozenset(batch["area_codes"].split("|")) - {WHOLE_PROVINCE},
        **days,
    )


def _check_request(kind: str, covers: tuple[date, date] | None) -> None:
    if kind not in KINDS:
        raise RequestError(f"Không có loại số liệu «{kind}».", f"Hãy chọn một trong: {', '.join(KINDS)}.")
    if covers is not None and covers[0] > covers[1]:
        raise RequestError("Ngày đầu của khoảng phủ đứng sau ngày cuối.", "Hãy đổi lại hai ngày.")
