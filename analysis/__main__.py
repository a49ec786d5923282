"""The command line, which other programs call: ``python -m analysis [--store DIR] [--reference DIR] COMMAND …``.

With ``--json`` standard output holds one JSON value and nothing else. Exit 0 done; 1 the data or the request cannot be
used (a sentence and a remedy on standard error); 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from .commands import blackspots, checking, flags, outlines, review, snapshots, spots
from .commands.office import Command, Office, command, main
from .commands.snapshots import looked_at, snapshot_option
from .errors import AtgtError, RequestError
from .store.recording import now, who

COMMAND_MODULES = (blackspots, checking, flags, outlines, review, snapshots, spots)
"""Modules whose commands are there because they are imported."""
_SUMS = ("rows_read", "rows_accepted", "rows_rejected", "records")


@command("sample")
@click.option("--if-empty", is_flag=True, help="Chỉ nạp khi kho còn trống.")
def sample(office: Office, if_empty: bool) -> None:
    """Nạp số liệu minh họa kèm theo chương trình."""
    from .store.batches import list_batches
    from .store.sample import load_sample, sample_records

    if if_empty and len(list_batches(office.store)):
        counts, done = sample_records(office.store), "Kho đã có số liệu nên không nạp thêm. Số liệu minh họa trong kho"
    else:
        counts = load_sample(office.store, office.definitions, who=who(), now=now())
        done = "Đã nạp số liệu minh họa"
    office.say(counts, f"{done}: {counts['accidents']} vụ tai nạn, {counts['violations']} dòng vi phạm.")


@command("import")
@click.argument("kind", type=click.Choice(["accidents", "violations", "population"]))
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--profile", "profile_path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không nhập.")
@click.option("--accept-conversion", is_flag=True, help="Đồng ý chuyển phông TCVN3/VNI sang Unicode.")
@click.option("--covers", help="Khoảng ngày mà tệp phủ trọn: 2025-01-01..2025-03-31.")
@click.option("--sheet", "sheets", multiple=True, metavar="TRANG", help="Chỉ đọc trang tính này (dùng được nhiều lần).")
@click.option("--accept-repeated", metavar="LÝ DO", help="Nhận tất cả dù số liệu trong tệp lặp lại nhau.")
@click.option("--replace", "replaces", metavar="ĐỢT", help="Rút đợt này và nhập tệp vào thay (chỉ một tệp).")
def import_command(
    office: Office,
    kind: str,
    files: tuple[Path, ...],
    profile_path: Path | None,
    dry_run: bool,
    accept_conversion: bool,
    covers: str | None,
    sheets: tuple[str, ...],
    accept_repeated: str | None,
    replaces: str | None,
) -> None:
    """Nhập tệp vào kho: KIND là accidents, violations hoặc population."""
    from .intake.profiles import read_profile

    profile = read_profile(profile_path) if profile_path else None
    conversion = "convert" if accept_conversion else None
    options: dict[str, Any] = {
        "dry_run": dry_run,
        "conversion": conversion,
        "covers": _covers(covers, office),
        "replaces": replaces,
    }
    options |= {"sheets": sheets or None, "accept_repeated": (accept_repeated or "").strip()}
    if replaces and len(files) > 1:
        raise click.UsageError("--replace chỉ dùng khi nhập một tệp.")
    if len(files) == 1:
        answers = [_import_one(office, kind, files[0], profile, options)]
    else:
        answers = [_import_or_error(office, kind, path, profile, options) for path in files]
    words = "\n\n".join(_import_words(one, kind) for one in answers)
    office.say(answers[0] if len(answers) == 1 else _together(answers), words)
    _fail_where_nothing_came_in(answers)


def _fail_where_nothing_came_in(answers: list[dict[str, Any]]) -> None:
    refused = [f"{answer['file']}: {answer['error']}" for answer in answers if answer.get("error")]
    if refused:
        raise RequestError("Có tệp không nhập được.", " ".join(refused))
    if all(not answer["rows_accepted"] and not answer["already_imported"] for answer in answers):
        raise RequestError("Không có dòng nào nhập được.", "Hãy xem các lỗi ở trên, sửa tệp hoặc cách ghép cột.")


def _covers(text: str | None, office: Office) -> tuple[date, date] | None:
    from .definitions.periods import parse_period

    if text is None:
        return None
    period = parse_period(text, office.definitions.calendar())
    return period.start, period.end


def _import_one(office: Office, kind: str, path: Path, profile: Any, options: dict[str, Any]) -> dict[str, Any]:
    from .intake.files.read import ReceivedFile
    from .store.imports import import_file

    received = ReceivedFile(path, path.name)
    done = import_file(office.store, office.definitions, received, kind, profile, who=who(), now=now(), **options)
    return {"file": path.name, **done.as_record()}


def _import_or_error(office: Office, kind: str, path: Path, profile: Any, options: dict[str, Any]) -> dict[str, Any]:
    """One of several files: what came in before it stays, and what comes after it is still tried."""
    try:
        return _import_one(office, kind, path, profile, options)
    except AtgtError as error:
        nothing = dict.fromkeys(_SUMS, 0)
        return {
            "file": path.name,
            "batch": "",
            "already_imported": False,
            **nothing,
            "findings": [],
            "error": str(error),
        }


def _together(answers: list[dict[str, Any]]) -> dict[str, Any]:
    """Several files in one answer: sums on top, each file beneath."""
    return {
        "batch": [answer["batch"] for answer in answers],
        "already_imported": all(answer["already_imported"] for answer in answers),
        **{key: sum(answer[key] for answer in answers) for key in _SUMS},
        "findings": [finding for answer in answers for finding in answer["findings"]],
        "files": answers,
    }


def _import_words(answer: dict[str, Any], kind: str) -> str:
    from .review.wording import import_lines

    return "\n".join(import_lines(answer, kind))


@command("batches")
def batches(office: Office) -> None:
    """Các đợt nhập, đợt mới nhất ở cuối."""
    from .review.terminal import batch_lines
    from .store.batches import batch_records, list_batches

    records = batch_records(list_batches(office.store))
    office.say(records, "\n".join(batch_lines(records)) or "Kho chưa có đợt nhập nào.")


@command("withdraw")
@click.argument("batch")
def withdraw_command(office: Office, batch: str) -> None:
    """Rút một đợt nhập; có thể lấy lại bằng lệnh restore."""
    from .store.batches import withdraw

    withdraw(office.store, batch, who=who(), now=now())
    _say_batch(office, batch, f"Đã rút đợt {batch}.")


@command("restore")
@click.argument("batch")
def restore_command(office: Office, batch: str) -> None:
    """Lấy lại một đợt nhập đã rút."""
    from .store.batches import restore

    restore(office.store, batch, who=who(), now=now())
    _say_batch(office, batch, f"Đã lấy lại đợt {batch}.")


def _say_batch(office: Office, batch: str, words: str) -> None:
    from .store.batches import batch_records, list_batches

    record = next(row for row in batch_records(list_batches(office.store)) if row["batch"] == batch)
    office.say(record, words)


@command("correct")
@click.argument("accident")
@click.option("--set", "changes", multiple=True, required=True, metavar="CỘT=GIÁ TRỊ", help="Ví dụ deaths=2.")
@click.option("--reason", required=True, help="Lý do, ví dụ «thống kê bổ sung: chết sau 5 ngày».")
def correct_command(office: Office, accident: str, changes: tuple[str, ...], reason: str) -> None:
    """Đính chính một vụ; số đã nhận được giữ nguyên bên cạnh."""
    from .store.corrections import correct, doubts

    pairs = dict(_change(text) for text in changes)
    correction = correct(
        office.store, accident, pairs, reason=reason, who=who(), now=now(), definitions=office.definitions
    )
    doubt = doubts(office.store, office.definitions).get(accident)
    record = {"correction": correction, "accident": accident, "changes": pairs, "doubt": doubt}
    office.say(record, "\n".join(filter(None, (f"Đã ghi đính chính {correction}.", doubt))))


def _change(text: str) -> tuple[str, str]:
    column, sign, value = text.partition("=")
    if not sign:
        raise click.UsageError(f"--set cần dạng CỘT=GIÁ TRỊ, không phải «{text}».")
    return column.strip(), value.strip()


def period_options(function: Command) -> Command:
    """The choices of ``compare`` and ``violations``."""
    options = (
        click.option("--period", required=True, help="2025-Q1, 2024-6M, 2024-9M, 2024, 2024-03, A..B."),
        click.option("--against", help="Kỳ so sánh, hoặc previous; mặc định cùng kỳ năm trước."),
        click.option("--calendar", help="15-14 (mặc định), month, …"),
        click.option("--by", help="Phân tổ theo area, commune, mode, severity, road, …"),
        click.option("--where", multiple=True, metavar="DIM=V", help="Chỉ tính những gì có giá trị này."),
        snapshot_option,
    )
    for option in reversed(options):
        function = option(function)
    return function


@command("compare")
@period_options
@click.option("--without-collisions", is_flag=True, help="Không tính va chạm.")
def compare_command(office: Office, without_collisions: bool, **asked: Any) -> None:
    """So sánh số vụ, số người chết, số người bị thương của một kỳ với kỳ khác."""
    from .figures.compare import compare
    from .review.wording import comparison_lines

    _, result = _compared(office, compare, asked, with_collisions=not without_collisions)
    office.say(result.to_json(), "\n".join(comparison_lines(result)))


@command("violations")
@period_options
def violations_command(office: Office, **asked: Any) -> None:
    """So sánh kết quả xử lý vi phạm của một kỳ với kỳ khác."""
    from .figures.compare import compare_violations
    from .figures.notes import break_records, breaks_crossed
    from .figures.straddling import straddling_counts, straddling_records
    from .review.terminal import violation_lines

    seen, result = _compared(office, compare_violations, asked)
    listed = straddling_counts(seen.store, seen.definitions, result)
    beside = {
        "straddling": straddling_records(listed),
        "breaks": break_records(breaks_crossed(seen.definitions, result.now, result.base)),
    }
    office.say({**result.to_json(), **beside}, "\n".join(violation_lines(result, listed)))


def _compared(office: Office, compare: Callable[..., Any], asked: dict[str, Any], **options: Any) -> tuple[Office, Any]:
    """What is looked at, and the comparison that was asked for."""
    from .definitions.periods import base_period, parse_period

    seen = looked_at(office, asked["snapshot"])
    calendar = seen.definitions.calendar(asked["calendar"])
    period = parse_period(asked["period"], calendar)
    base = base_period(period, asked["against"], calendar)
    where = _where(asked["where"])
    return seen, compare(seen.store, seen.definitions, period, base, by=asked["by"], where=where, **options)


@command("brief")
@click.argument("area")
@click.option("--period", required=True, help="2025-Q1, 2024-6M, 2024-9M, 2024.")
@click.option("--calendar", help="15-14 (mặc định), month, …")
@snapshot_option
@click.option("--without-collisions", is_flag=True, help="Không tính va chạm.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Tệp .docx hoặc thư mục để ghi vào.")
def brief_command(office: Office, area: str, out: Path, without_collisions: bool, **asked: Any) -> None:
    """Viết bản đánh giá đột xuất một trang (Word) của địa bàn AREA."""
    from .review.brief import write_brief
    from .review.brief_facts import asked_facts

    seen = looked_at(office, asked["snapshot"])
    facts = asked_facts(seen.store, seen.definitions, area, with_collisions=not without_collisions, **asked)
    path = write_brief(facts, seen.definitions.letterhead, out)
    office.say({"file": str(path)}, f"Đã ghi {path}.")


def _where(conditions: tuple[str, ...]) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for text in conditions:
        dimension, sign, value = text.partition("=")
        if not sign:
            raise click.UsageError(f"--where cần dạng DIM=GIÁ TRỊ, không phải «{text}».")
        chosen.setdefault(dimension.strip(), []).append(value.strip())
    return chosen


@command("alerts")
@click.option("--period", required=True, help="2025-Q1, 2024-6M, 2024-9M, 2024.")
@click.option("--calendar", help="15-14 (mặc định), month, …")
@snapshot_option
@click.option("--without-collisions", is_flag=True, help="Không tính va chạm.")
def alerts_command(office: Office, without_collisions: bool, **asked: Any) -> None:
    """Địa bàn tăng: mức của từng địa bàn trong một quý, 6 tháng, 9 tháng hoặc năm, kèm lý do."""
    from .review.alert_words import alert_lines, alerts_record
    from .signals.asked import asked_alerts

    seen = looked_at(office, asked.pop("snapshot"))
    found = asked_alerts(seen.store, seen.definitions, with_collisions=not without_collisions, **asked)
    office.say(alerts_record(found), "\n".join(alert_lines(found)))


@command("simulate")
@click.option("--runs", type=click.IntRange(1), default=5000, show_default=True, help="Số lần mô phỏng.")
@click.option("--seed", type=click.IntRange(0), help="Hạt giống ngẫu nhiên; cùng hạt giống cho cùng kết quả.")
def simulate_command(office: Office, runs: int, seed: int | None) -> None:
    """Mô phỏng để kiểm chứng cách gắn cờ: tỷ lệ báo sai và khả năng phát hiện."""
    from .review.simulation_words import simulation_lines
    from .signals.simulate import SEED, simulation_record

    record = simulation_record(runs, SEED if seed is None else seed)
    office.say(record, "\n".join(simulation_lines(record)))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; a user's error becomes a sentence on standard error and 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        main(arguments, prog_name="python -m analysis", standalone_mode=False)
    except click.exceptions.Abort:
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except AtgtError as error:
        click.echo(str(error), err=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(run())
