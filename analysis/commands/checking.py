"""The command ``check-text``: the figures of a typed text recomputed and held against our data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .office import Office, command
from .snapshots import looked_at, snapshot_option

if TYPE_CHECKING:
    from ..review.checking.check import Checked
    from ..review.checking.findings import Finding
    from ..review.checking.holding import Held
    from ..review.checking.words import Corrected


@command("check-text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--period", help="Kỳ của những câu không nêu kỳ: 2025-Q1, 2024-6M, 2024-9M, 2024.")
@click.option("--calendar", help="15-14 (mặc định), month, …")
@click.option("--without-collisions", is_flag=True, help="Số liệu đã nhập không tính va chạm.")
@snapshot_option
def check_text_command(
    office: Office,
    file: Path,
    period: str | None,
    calendar: str | None,
    without_collisions: bool,
    snapshot: str | None,
) -> None:
    """Kiểm tra các con số trong một văn bản (.docx, .txt, hoặc - là đọc từ bàn phím)."""
    from ..review.checking.check import check_text
    from ..review.checking.context import make_context
    from ..review.checking.text_files import readable

    seen = looked_at(office, snapshot)
    text, note = readable(_text_of(file))
    options: dict[str, Any] = {"period": period, "calendar": calendar, "with_collisions": not without_collisions}
    checked = check_text(text, context=make_context(seen.store, seen.definitions, **options))
    office.say(_record(checked, note), "\n".join(_lines(checked, note)))


def _text_of(file: Path) -> str:
    from ..review.checking.text_files import file_text

    if str(file) == "-":
        return file_text("-.txt", sys.stdin.buffer.read())
    return file_text(file.name, file.read_bytes())


def _record(checked: Checked, note: str) -> dict[str, Any]:
    from ..review.checking.words import corrected, place_of, summary

    def placed(one: Finding | Held | Corrected) -> dict[str, Any]:
        return asdict(one) | dict(zip(("line", "sentence"), place_of(checked, one.start), strict=True))

    return {
        "summary": summary(checked),
        "figures": checked.figures,
        "checked": checked.checked,
        "findings": [placed(finding) for finding in checked.findings],
        "held": [placed(one) for one in checked.held],
        "corrected": [placed(one) for one in corrected(checked)],
        "note": note,
    }


def _lines(checked: Checked, note: str) -> Iterator[str]:
    from ..review.checking.findings import KIND_SIGNS
    from ..review.checking.words import below, corrected, finding_line, place_words, summary

    yield f"{summary(checked)}."
    yield from filter(None, [note, *below(checked)])
    for finding in checked.findings:
        where = place_words(checked, finding.start)
        yield f"  {KIND_SIGNS[finding.kind]} {where}: {finding_line(finding)}"
    for one in corrected(checked):
        where = place_words(checked, one.start)
        yield f"{where}, viết đúng: {' '.join(one.after.split())}"
