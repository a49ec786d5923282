"""The commands ``snapshot create/list/diff``, and how a command looks at a snapshot (``looked_at``)."""

from __future__ import annotations

from dataclasses import replace

import click

from ..store.recording import now, who
from .office import Command, Office, command, main


def snapshot_option(function: Command) -> Command:
    """The option ``--snapshot`` of every command that shows figures."""
    return click.option("--snapshot", help="Tên bản chốt số liệu: tính theo số liệu và quy định khi chốt.")(function)


def looked_at(office: Office, snapshot: str | None) -> Office:
    """``office`` with the store and the definitions of a snapshot, or with the store pinned as it is now.

    What has to be said with the snapshot goes to standard error, so that standard output stays what it is. Raises
    ``RequestError`` where there is no snapshot of that name.
    """
    if not snapshot:
        return replace(office, store=office.store.pinned())
    from ..review.snapshot_words import looking_sentence, opened_notes
    from ..store.snapshots import open_snapshot

    opened = open_snapshot(office.store, snapshot, today=office.definitions)
    for said in (*([] if office.json_only else [f"{looking_sentence(opened.record)}."]), *opened_notes(opened)):
        click.echo(said, err=True)
    return replace(office, store=opened.store, definitions=opened.definitions)


@main.group("snapshot")
def snapshot_group() -> None:
    """Chốt số liệu: giữ phiên bản của mọi bảng, cùng danh mục và quy định, dưới một tên."""


@command("create", group=snapshot_group)
@click.argument("name")
def snapshot_create(office: Office, name: str) -> None:
    """Chốt số liệu hiện nay dưới tên NAME."""
    from ..review.snapshot_words import list_line
    from ..store.snapshots import create_snapshot

    record = create_snapshot(office.store, office.definitions, name, who=who(), now=now())
    office.say(record, f"Đã chốt số liệu {list_line(record)}.")


@command("list", group=snapshot_group)
def snapshot_list(office: Office) -> None:
    """Các bản chốt số liệu."""
    from ..review.snapshot_words import list_line
    from ..store.snapshots import list_snapshots

    records = list_snapshots(office.store)
    office.say(records, "\n".join(map(list_line, records)) or "Chưa có bản chốt nào.")


@command("diff", group=snapshot_group)
@click.argument("first")
@click.argument("second", required=False)
def snapshot_diff_command(office: Office, first: str, second: str | None) -> None:
    """Những gì đã thay đổi từ bản chốt FIRST đến bản chốt SECOND (mặc định: đến nay), từng vụ một."""
    from ..figures.snapshot_diff import snapshot_diff
    from ..review.snapshot_diff_files import diff_record
    from ..review.snapshot_diff_words import diff_lines

    found = snapshot_diff(office.store, office.definitions, first, second)
    office.say(diff_record(found), "\n".join(diff_lines(found)))
