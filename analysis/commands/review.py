"""The command ``review``: the documents of a meeting into a folder, so that they can be made at night."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import RequestError
from ..store.recording import now, who
from .office import Office, command


@command("review")
@click.option("--period", required=True, help="2025-Q1, 2024-6M, 2024-9M, 2024 hoặc 2024-02-01..2024-02-14.")
@click.option("--snapshot", default="", help="Bản chốt số liệu; không ghi thì chốt số liệu hiện nay.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Thư mục nhận tài liệu.")
@click.option("--formats", default="docx,pptx,xlsx", help="Các dạng tài liệu, cách nhau bằng dấu phẩy.")
@click.option("--sections", default="", help="Các phần, cách nhau bằng dấu phẩy; không ghi thì đủ các phần.")
@click.option(
    "--remarks", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Báo cáo đã ghi nhận xét."
)
@click.option("--calendar", default="", help="15-14 (mặc định), month, …")
@click.option("--without-collisions", is_flag=True, help="Không tính va chạm.")
def review(
    office: Office,
    period: str,
    snapshot: str,
    out: Path,
    formats: str,
    sections: str,
    remarks: Path | None,
    calendar: str,
    without_collisions: bool,
) -> None:
    """Làm bộ tài liệu họp: báo cáo (Word), trình chiếu (PowerPoint), phụ lục (Excel).

    Báo cáo cũ trong thư mục được giữ lại dưới tên khác; nhận xét ghi trong đó được đưa sang báo cáo mới.
    """
    from ..review.pack.make import Order, file_name, make_pack
    from ..review.pack.writing import write_pack

    parts = {"sections": _listed(sections)} if sections else {}
    order = Order(period, calendar, not without_collisions, formats=_listed(formats), **parts)
    source = remarks or out / file_name(order, "docx")
    pack = make_pack(
        office.store,
        office.definitions,
        order,
        who=who(),
        now=now(),
        snapshot=snapshot,
        edited=_content(source),
    )
    written = write_pack(pack.files, out)
    answer = {
        "files": [str(path) for path in written.files],
        "snapshot": pack.record["snapshot"],
        "pack_id": pack.record["pack_id"],
        "kept_aside": [str(path) for path in written.kept_aside],
        "said": list(pack.said),
        "warnings": list(pack.warnings),
    }
    lines = [f"Bản chốt số liệu: {answer['snapshot']}.", *answer["files"], *pack.said]
    lines += [f"Bản trước được giữ ở {path}" for path in answer["kept_aside"]]
    office.say(answer, "\n".join(lines))
    for warning in pack.warnings:
        click.echo(f"Lưu ý: {warning}", err=True)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise RequestError(f"Không đọc được tệp {path}.", "Hãy đóng tệp nếu đang mở rồi làm lại.") from error
