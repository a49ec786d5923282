"""Commands for the register of black spots: ``spots list``, ``review``, ``accept``, ``import``, …"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ..store.recording import now, who
from .office import Command, Office, command, main
from .snapshots import looked_at, snapshot_option

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@main.group("spots")
def spots_group() -> None:
    """Danh mục điểm đen, điểm tiềm ẩn: đề nghị rà soát, xác nhận, theo dõi."""


def decision(name: str, *arguments: str, reason: bool = True) -> Callable[[Command], click.Command]:
    """A command of the group about the place REGISTER_ID, with ``arguments`` and, where it decides, a reason."""

    def register(function: Command) -> click.Command:
        if reason:
            function = click.option("--reason", required=True, help="Lý do, căn cứ.")(function)
        for argument in reversed(("register_id", *arguments)):
            function = click.argument(argument)(function)
        return command(name, group=spots_group)(function)

    return register


@command("list", group=spots_group)
@click.option("--status", help="proposed, confirmed, in_work, done, removed.")
@click.option("--closed", is_flag=True, help="Kể cả điểm đã gộp, không đưa vào danh mục.")
@snapshot_option
def list_command(office: Office, status: str | None, closed: bool, snapshot: str | None) -> None:
    """Danh mục hiện nay, hoặc như khi chốt số liệu."""
    from ..places.register import place_records, place_rows, register
    from ..review.register_words import figure_words, register_sentence, state_words

    places = register(looked_at(office, snapshot).store)
    shown = places[(places["closed"] == "") | closed]
    shown = shown[shown["status"] == status] if status else shown
    lines = [
        f"{place['register_id']}  {place['name']}  [{state_words(place)}]  {figure_words(place)}"
        for place in place_rows(shown)
    ]
    office.say(place_records(shown), "\n".join([register_sentence(places), *lines]))


@decision("history", reason=False)
def history_command(office: Office, register_id: str) -> None:
    """Mọi việc đã xảy ra với một điểm: ai, khi nào, vì sao."""
    from ..places.register import history, place_records, place_rows
    from ..review.register_words import event_words
    from ..store.tables import local_day

    events = history(office.store, register_id)
    lines = [
        f"{local_day(event['at']):%d/%m/%Y}  {event['who']}  {event_words(event)}  {event['reason']}".rstrip()
        for event in place_rows(events)
    ]
    office.say(place_records(events), "\n".join(lines))


@command("review", group=spots_group)
@click.option("--as-of", "as_of", type=DAY, required=True, help="Ngày báo cáo, ví dụ 2025-03-31.")
def review_command(office: Office, as_of: datetime) -> None:
    """Rà soát đến một ngày: đề nghị điểm mới tìm được, đánh dấu điểm cũ vẫn còn, không còn, xuất hiện lại."""
    from ..places.blackspots import black_spots
    from ..places.register_spots import review_found
    from ..review.register_words import review_sentence

    found = black_spots(office.store, office.definitions, as_of=as_of.date())
    done = review_found(office.store, found, office.definitions, told=_told())
    office.say(done.as_record(), review_sentence(done))


@decision("accept")
@click.option("--on", "day", type=DAY, help="Ngày xác nhận (mặc định hôm nay).")
def accept_command(office: Office, register_id: str, reason: str, day: datetime | None) -> None:
    """Xác nhận một điểm đang đề nghị rà soát."""
    from ..places.register_changes import accept

    accept(office.store, register_id, reason=reason, told=_told(), on_day=day and day.date())
    _say_place(office, register_id)


@decision("reject")
def reject_command(office: Office, register_id: str, reason: str) -> None:
    """Không đưa một điểm đang đề nghị vào danh mục."""
    from ..places.register_changes import reject

    reject(office.store, register_id, reason=reason, told=_told())
    _say_place(office, register_id)


@decision("reopen")
def reopen_spot_command(office: Office, register_id: str, reason: str) -> None:
    """Mở lại một điểm đã gộp, đã xóa hoặc không đưa vào danh mục."""
    from ..places.register_changes import reopen

    reopen(office.store, register_id, reason=reason, told=_told())
    _say_place(office, register_id)


@decision("rename", "name")
def rename_command(office: Office, register_id: str, name: str, reason: str) -> None:
    """Đổi tên một điểm."""
    from ..places.register_changes import rename

    rename(office.store, register_id, name, reason=reason, told=_told())
    _say_place(office, register_id)


@decision("merge", "into")
def merge_command(office: Office, register_id: str, into: str, reason: str) -> None:
    """Gộp một điểm vào điểm INTO."""
    from ..places.register_changes import merge

    merge(office.store, register_id, into, reason=reason, told=_told())
    _say_place(office, register_id)


@decision("status", "status")
@click.option("--on", "day", type=DAY, help="Ngày bắt đầu tình trạng mới (mặc định hôm nay).")
def status_command(office: Office, register_id: str, status: str, reason: str, day: datetime | None) -> None:
    """Chuyển tình trạng: confirmed, in_work, done, removed, proposed."""
    from ..places.register_changes import set_status

    set_status(office.store, register_id, status, reason=reason, told=_told(), on_day=day and day.date())
    _say_place(office, register_id)


@decision("owner", "owner", reason=False)
def owner_command(office: Office, register_id: str, owner: str) -> None:
    """Giao đơn vị phụ trách."""
    from ..places.register_changes import set_owner

    set_owner(office.store, register_id, owner, told=_told())
    _say_place(office, register_id)


@decision("measure", "text", reason=False)
@click.option("--on", "day", type=DAY, help="Ngày thực hiện (mặc định hôm nay).")
def measure_command(office: Office, register_id: str, text: str, day: datetime | None) -> None:
    """Ghi một biện pháp xử lý."""
    from ..places.register_changes import add_measure

    add_measure(office.store, register_id, text, told=_told(), on_day=day and day.date())
    _say_place(office, register_id)


@decision("note", "text", reason=False)
def note_command(office: Office, register_id: str, text: str) -> None:
    """Ghi chú cho một điểm."""
    from ..places.register_changes import add_note

    add_note(office.store, register_id, text, told=_told())
    _say_place(office, register_id)


@command("attach", group=spots_group)
@click.argument("register_id")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def attach_command(office: Office, register_id: str, file: Path) -> None:
    """Đính kèm một tệp: biên bản, ảnh, bản vẽ."""
    from ..places.register_changes import attach

    attach(office.store, register_id, file.name, file.read_bytes(), told=_told())
    _say_place(office, register_id)


@command("import", group=spots_group)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không nhập.")
@click.option("--accept-conversion", is_flag=True, help="Đồng ý chuyển phông TCVN3/VNI sang Unicode.")
def import_spots_command(office: Office, file: Path, **options: bool) -> None:
    """Nhập danh mục điểm đen, điểm tiềm ẩn có sẵn."""
    from ..intake.files.read import ReceivedFile
    from ..places.register_file import import_register
    from ..review.register_words import import_sentence

    received = ReceivedFile(file, file.name)
    done = import_register(office.store, office.definitions, received, told=_told(), **options)
    rejected = [f"Dòng {row['row']}: {row['reason']}" for row in done.as_record()["rejected"]]
    office.say(done.as_record(), "\n".join([import_sentence(done), *done.notes, *rejected]))


@command("export", group=spots_group)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Tệp .xlsx, .geojson hoặc .kml.")
def export_command(office: Office, out: Path) -> None:
    """Ghi danh mục ra tệp XLSX, GeoJSON hoặc KML."""
    from ..places.register import register
    from ..places.sample_left import with_origin
    from ..review.spot_export import write_register

    write_register(with_origin(office.store, register(office.store)), office.definitions, out)
    office.say({"file": str(out)}, f"Đã ghi {out}.")


def _told() -> Any:
    from ..places.register_changes import Told

    return Told(who(), now())


def _say_place(office: Office, register_id: str) -> None:
    from ..places.register import place_records, register
    from ..review.register_words import state_words

    places = register(office.store)
    record = next(row for row in place_records(places) if row["register_id"] == register_id)
    office.say(record, f"{register_id} {record['name']}: {state_words(record)}.")
