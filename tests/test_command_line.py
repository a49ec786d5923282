"""The command line as other programs call it: pure JSON, exit codes, and a README that lists every command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from analysis.__main__ import main, run

PROJECT = Path(__file__).resolve().parents[1]
FILE = """Mã vụ;Ngày xảy ra;Giờ;Huyện;Số người chết;Số người bị thương;Mức độ
A1;20/12/2023;07:30;Bát Xát;1;0;Nghiêm trọng
A2;14/03/2024;18:05;Sa Pa;0;2;Ít nghiêm trọng
A3;15/12/2024;22:00;Bát Xát;0;0;Va chạm
A4;01/01/2025;;Bát Xát;2;1;Rất nghiêm trọng
A5;14/03/2025;09:00;Sa Pa;0;1;Ít nghiêm trọng
A6;15/03/2025;09:00;Sa Pa;0;1;Ít nghiêm trọng
A7;31/02/2025;09:00;Sa Pa;0;1;Ít nghiêm trọng
"""
"""Quý I/2025 (15/12/2024–14/03/2025) holds A3, A4, A5; Quý I/2024 A1 and A2; A6 is a day late, A7 is no day."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "quý 1.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command on a store of the test's own; the JSON value and the exit code."""

    def answer(*arguments: str | Path, code: int = 0) -> Any:
        assert run(["--store", str(tmp_path / "store"), *map(str, arguments), "--json"]) == code
        return json.loads(capsys.readouterr().out)

    return answer


def test_import_says_what_was_read_accepted_and_rejected(ask: Any, file: Path) -> None:
    done = ask("import", "accidents", file)
    assert (done["rows_read"], done["rows_accepted"], done["rows_rejected"], done["records"]) == (7, 6, 1, 6)
    impossible = next(finding for finding in done["findings"] if finding["rule"] == "date_impossible")
    assert impossible["row_numbers"] == [8]
    assert set(impossible) == {"rule", "severity", "rows", "row_numbers", "example", "message"}
    again = ask("import", "accidents", file)
    assert (again["already_imported"], again["batch"]) == (True, done["batch"])


def test_a_dry_run_leaves_nothing_behind(ask: Any, file: Path) -> None:
    assert ask("import", "accidents", file, "--dry-run")["rows_read"] == 7
    assert ask("batches") == []


def test_compare_answers_in_the_agreed_form(ask: Any, file: Path) -> None:
    ask("import", "accidents", file)
    answer = ask("compare", "--period", "2025-Q1", "--by", "area")
    assert answer["period"] == {"label": "Quý I/2025", "start": "2024-12-15", "end": "2025-03-14", "days": 90}
    assert answer["base"] == {"label": "Quý I/2024", "start": "2023-12-15", "end": "2024-03-14", "days": 91}
    accidents = answer["total"]["accidents"]
    assert (accidents["now"], accidents["before"], accidents["difference"], accidents["percent"]) == (3, 2, 1, 50.0)
    assert accidents["ratio"] == pytest.approx((3 / 90) / (2 / 91))
    assert {"lower", "upper", "p_rise"} <= set(accidents)
    assert [answer["total"][measure]["now"] for measure in ("deaths", "injured")] == [2, 2]
    rows = {row["key"]: row for row in answer["rows"]}
    assert (rows["082"]["label"], rows["082"]["accidents"]["now"], rows["082"]["accidents"]["before"]) == (
        "Bát Xát",
        2,
        1,
    )
    assert rows["089"]["accidents"]["now"] == 0
    assert rows["089"]["accidents"]["percent"] is None


def test_collisions_can_be_left_out_and_a_choice_narrows(ask: Any, file: Path) -> None:
    ask("import", "accidents", file)
    without = ask("compare", "--period", "2025-Q1", "--without-collisions")
    assert without["total"]["accidents"]["now"] == 2
    chosen = ask("compare", "--period", "2025-Q1", "--where", "area=088")
    assert (chosen["total"]["accidents"]["now"], chosen["total"]["accidents"]["before"]) == (1, 1)


def test_against_another_period_and_calendar(ask: Any, file: Path) -> None:
    ask("import", "accidents", file)
    answer = ask("compare", "--period", "2025-03", "--against", "2025-01", "--calendar", "month")
    assert (answer["total"]["accidents"]["now"], answer["total"]["accidents"]["before"]) == (2, 1)
    previous = ask("compare", "--period", "2025-Q1", "--against", "previous")
    assert previous["base"]["label"] == "Quý IV/2024"


def test_withdraw_and_restore(ask: Any, file: Path) -> None:
    batch = ask("import", "accidents", file)["batch"]
    assert ask("withdraw", batch)["status"] == "withdrawn"
    assert ask("compare", "--period", "2025-Q1")["total"]["accidents"]["now"] is None
    assert ask("restore", batch)["status"] == "active"
    assert ask("compare", "--period", "2025-Q1")["total"]["accidents"]["now"] == 3


def test_a_late_death_is_a_correction_and_a_snapshot_stays_as_it_was(ask: Any, file: Path) -> None:
    ask("import", "accidents", file)
    ask("snapshot", "create", "Sơ kết Quý I")
    ask("correct", "A5", "--set", "deaths=1", "--reason", "thống kê bổ sung: chết sau 5 ngày")
    assert ask("compare", "--period", "2025-Q1")["total"]["deaths"]["now"] == 3
    pinned = ask("compare", "--period", "2025-Q1", "--snapshot", "Sơ kết Quý I")
    assert pinned["total"]["deaths"]["now"] == 2
    assert [record["name"] for record in ask("snapshot", "list")] == ["Sơ kết Quý I"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["compare", "--period", "2025-Q5"], "2024-Q1"),
        (["compare", "--period", "2025-Q1", "--by", "màu xe"], "area"),
        (["compare", "--period", "2025-Q1", "--calendar", "âm lịch"], "15-14"),
        (["compare", "--period", "2025-Q1", "--snapshot", "không có"], "không có"),
        (["withdraw", "không có"], "không có"),
    ],
)
def test_a_request_that_cannot_be_met_is_a_sentence_and_exit_code_1(
    arguments: list[str], word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--store", str(tmp_path), *arguments]) == 1
    said = capsys.readouterr()
    assert word in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_a_file_that_is_no_table_is_a_sentence_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "ảnh.xlsx"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert run(["--store", str(tmp_path / "store"), "import", "accidents", str(broken)]) == 1
    assert "Hãy" in capsys.readouterr().err


def test_one_bad_file_among_several_does_not_swallow_the_answer(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "hỏng.xlsx"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    store = str(tmp_path / "store")
    assert run(["--store", store, "import", "accidents", str(broken), str(file), "--json"]) == 1
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert (answer["rows_accepted"], [bool(part.get("error")) for part in answer["files"]]) == (6, [True, False])
    assert "hỏng.xlsx" in said.err


def test_a_file_in_place_of_the_store_is_a_sentence(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(file), "batches"]) == 1
    assert "thư mục" in capsys.readouterr().err


def test_counts_of_batches_stay_whole_numbers_after_a_withdrawal(ask: Any, file: Path) -> None:
    batch = ask("import", "accidents", file)["batch"]
    ask("withdraw", batch)
    record = ask("batches")[0]
    assert [repr(record[name]) for name in ("rows_read", "rows_accepted", "rows_rejected", "records")] == [
        "7",
        "6",
        "1",
        "6",
    ]


def test_wrong_usage_is_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(tmp_path), "compare"]) == 2
    assert run(["--store", str(tmp_path), "import", "màu", str(tmp_path)]) == 2
    assert capsys.readouterr().out == ""


def commands(group: click.Group, before: str = "") -> list[str]:
    found = []
    for name, member in group.commands.items():
        inside = commands(member, f"{before}{name} ") if isinstance(member, click.Group) else []
        found += inside or [f"{before}{name}"]
    return found


@pytest.mark.parametrize("name", commands(main))
def test_the_readme_lists_every_command(name: str) -> None:
    assert f"`{name}" in (PROJECT / "README.md").read_text(encoding="utf-8")


def whole_quarter(path: Path, injured: int) -> Path:
    """Eight accidents of Quý I/2025; of the first ``injured`` are hurt."""
    rows = [f"{day}/01/2025;Sa Pa;QL4D;Km{day};0;{injured if day == 1 else 1}" for day in range(1, 9)]
    head = "Ngày xảy ra;Huyện;Tuyến đường;Lý trình;Số người chết;Số người bị thương"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_mended_file_is_said_to_overlap_and_can_replace_its_batch(
    ask: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = ask("import", "accidents", whole_quarter(tmp_path / "quý 1.csv", 1))
    mended = whole_quarter(tmp_path / "quý 1 sửa.csv", 4)
    tried = ask("import", "accidents", mended, "--dry-run")["findings"][0]
    assert (tried["rule"], tried["rows"], tried["example"]) == ("overlaps_batch", 7, first["batch"])
    done = ask("import", "accidents", mended, "--replace", first["batch"])
    assert (done["rows_accepted"], "overlaps_batch" in {one["rule"] for one in done["findings"]}) == (8, False)
    assert [row["status"] for row in ask("batches")] == ["withdrawn", "active"]
    total = ask("compare", "--period", "2025-01", "--calendar", "month")["total"]
    assert (total["accidents"]["now"], total["injured"]["now"]) == (8, 11)
    refused = ["--store", str(tmp_path / "store"), "import", "accidents", "--replace", first["batch"]]
    assert run([*refused, str(whole_quarter(tmp_path / "lần ba.csv", 5))]) == 1
    assert "đã được rút" in capsys.readouterr().err


def test_an_unmended_second_import_is_taken_in_as_before(ask: Any, tmp_path: Path) -> None:
    ask("import", "accidents", whole_quarter(tmp_path / "quý 1.csv", 1))
    both = ask("import", "accidents", whole_quarter(tmp_path / "quý 1 sửa.csv", 4))
    assert (both["rows_accepted"], both["findings"][0]["rule"]) == (8, "overlaps_batch")
    assert [row["status"] for row in ask("batches")] == ["active", "active"]


def test_the_words_of_the_command_line_are_vietnamese(
    ask: Any, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask("import", "accidents", file)
    store = ["--store", str(tmp_path / "store")]
    assert run([*store, "batches"]) == 0
    assert "đang dùng  6 vụ tai nạn" in capsys.readouterr().out
    assert run([*store, "sample", "--if-empty"]) == 0
    assert capsys.readouterr().out.startswith("Kho đã có số liệu nên không nạp thêm.")
