"""Snapshots on the command line: what was reported comes out again, byte for byte, whatever happens afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.__main__ import run
from analysis.definitions.reference import DEFAULT_FOLDER
from analysis.store.tables import code_version

pytestmark = pytest.mark.slow

NAME = "Sơ kết Quý I/2025"
FIGURES = (
    ("compare", "--period", "2025-Q1", "--by", "area"),
    ("compare", "--period", "2024", "--by", "severity", "--calendar", "month"),
    ("compare", "--period", "2025-Q1", "--by", "cause", "--where", "area=Bảo Yên", "--without-collisions"),
    ("violations", "--period", "2025-Q1", "--by", "behaviour"),
    ("alerts", "--period", "2025-Q1"),
    ("alerts", "--period", "2024-6M", "--without-collisions"),
    ("blackspots", "--as-of", "2025-03-31"),
    ("blackspots", "--as-of", "2025-03-31", "--by", "point"),
    ("spots", "list"),
)
NEW_ACCIDENTS = "Mã vụ;Ngày xảy ra;Huyện;Số người chết;Số người bị thương;Mức độ\n" + "".join(
    f"M{number};{number % 27 + 1:02d}/02/2025;Sa Pa;1;2;Nghiêm trọng\n" for number in range(40)
)


@pytest.fixture
def folder(sample_copy: Callable[[], Path]) -> Path:
    """A copy of the store with the sample, to be written to."""
    return sample_copy()


@pytest.fixture
def ask(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command; what it printed to standard output and to standard error."""

    def answer(*arguments: str, reference: Path | None = None, code: int = 0) -> tuple[str, str]:
        over = ["--reference", str(reference)] if reference else []
        capsys.readouterr()
        assert run(["--store", str(folder), *over, *arguments]) == code
        said = capsys.readouterr()
        return said.out, said.err

    return answer


def rewritten(name: str, *changes: tuple[str, str], into: Path) -> None:
    """A reference file with texts changed."""
    into.mkdir(exist_ok=True)
    text = (DEFAULT_FOLDER / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (into / name).write_text(text, encoding="utf-8")


def other_rules(office: Path, overlay: Path) -> None:
    """A year later: the office has other calendars, targets and areas, and an overlay other severities and criteria."""
    rewritten("calendars.toml", ("first_day = 15", "first_day = 10"), into=office)
    rewritten("targets.csv", (",deaths,-5", ",deaths,-15"), into=office)
    rewritten("areas.csv", (",Bảo Yên,", ",Khu vực Bảo Yên,"), into=office)
    rewritten("severity.csv", (",Nghiêm trọng,", ",Loại III,"), into=overlay)
    rewritten("causes.csv", ("Không", "Chưa hề"), into=overlay)
    rewritten("blackspot_rules.toml", ("fatal = 2", "fatal = 9"), ("radius_m = 50", "radius_m = 500"), into=overlay)


def other_data(ask: Any, tmp_path: Path) -> None:
    """What comes after the meeting: a new file, files withdrawn, corrections, a flag set aside, a review."""
    ask("set-aside", "Bảo Yên", "--period", "2025-Q1", "--reason", "đã kiểm tra")
    (tmp_path / "mới.csv").write_text(NEW_ACCIDENTS, encoding="utf-8")
    ask("import", "accidents", str(tmp_path / "mới.csv"))
    batches = {row["file"]: row["batch"] for row in json.loads(ask("batches", "--json")[0])}
    ask("withdraw", batches["tai_nan_2023.csv"])
    ask("withdraw", batches["vi_pham_quy1_2025.xlsx"])
    ask("correct", "LC2025-0042", "--set", "deaths=0", "--reason", "ghi nhầm")
    ask("correct", "LC2024-0118", "--set", "occurred_on=2019-01-01", "--reason", "ghi nhầm")
    ask("spots", "review", "--as-of", "2025-03-31")


def test_all_figures_from_a_snapshot_are_the_same_bytes_a_year_later(ask: Any, folder: Path, tmp_path: Path) -> None:
    ask("spots", "review", "--as-of", "2024-12-31")
    before = {figures: (ask(*figures, "--json")[0], ask(*figures)[0]) for figures in FIGURES}
    ask("snapshot", "create", NAME)
    other_data(ask, tmp_path)
    overlay = tmp_path / "chồng"
    other_rules(folder / "reference", overlay)
    for figures, (as_json, as_words) in before.items():
        pinned = ask(*figures, "--snapshot", NAME, "--json", reference=overlay)
        assert pinned == (as_json, ""), figures
        out, said = ask(*figures, "--snapshot", "so ket quy i 2025", reference=overlay)
        assert out == as_words, figures
        assert said.startswith(f"Đang xem bản chốt «{NAME}» lúc ")
        assert ask(*figures, "--json", reference=overlay)[0] != as_json, "the test has to bite"


def test_the_brief_of_a_snapshot_is_the_same_text(ask: Any, folder: Path, tmp_path: Path) -> None:
    import docx

    def text(name: str, **how: Any) -> list[str]:
        ask("brief", "087", "--period", "2025-Q1", "--snapshot", NAME, "--out", str(tmp_path / name), **how)
        document = docx.Document(str(tmp_path / name))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return [paragraph.text for paragraph in document.paragraphs] + cells

    ask("snapshot", "create", NAME)
    before = text("một.docx")
    other_data(ask, tmp_path)
    other_rules(folder / "reference", tmp_path / "chồng")
    assert text("hai.docx", reference=tmp_path / "chồng") == before
    assert any(NAME in line for line in before)


def test_what_has_to_be_said_of_a_snapshot_goes_to_standard_error(ask: Any, folder: Path) -> None:
    ask("snapshot", "create", "Q")
    path = folder / "snapshots" / "q.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**record, "code_version": "0.0.1"}), encoding="utf-8")
    out, said = ask("compare", "--period", "2025-Q1", "--snapshot", "Q", "--json")
    assert json.loads(out)["total"]["accidents"]["now"] == 92
    assert "phiên bản 0.0.1" in said
    assert f"nay là phiên bản {code_version()}" in said
    del record["kept_definitions"]
    path.write_text(json.dumps(record), encoding="utf-8")
    out, said = ask("alerts", "--period", "2025-Q1", "--snapshot", "Q", "--json")
    assert json.loads(out)["rows"]
    assert "chưa lưu kèm danh mục" in said
    assert "chưa thay đổi gì từ khi chốt" in said
    rewritten("targets.csv", (",deaths,-5", ",deaths,-15"), into=folder / "reference")
    assert "đã có thay đổi từ khi chốt" in ask("compare", "--period", "2025-Q1", "--snapshot", "Q")[1]


def test_a_kept_file_that_was_changed_is_a_sentence_and_exit_code_1(ask: Any, folder: Path) -> None:
    ask("snapshot", "create", "Q")
    kept = next((folder / "definitions").rglob("severity.csv"))
    kept.write_text(kept.read_text(encoding="utf-8").replace("Nghiêm trọng", "Khác"), encoding="utf-8")
    out, said = ask("compare", "--period", "2025-Q1", "--snapshot", "Q", "--json", code=1)
    assert out == ""
    assert "bị sửa" in said
    assert "sao lưu" in said


def test_diff_tells_accident_by_accident_and_its_totals_are_those_of_compare(ask: Any, tmp_path: Path) -> None:
    ask("snapshot", "create", "Q")
    assert json.loads(ask("snapshot", "diff", "Q", "--json")[0])["same"] is True
    other_data(ask, tmp_path)
    ask("correct", "LC2025-0041", "--set", "deaths=1", "--reason", "chết sau 9 ngày")
    found = json.loads(ask("snapshot", "diff", "Q", "--json")[0])
    assert found["counts"] == {"added": 40, "gone": 329, "changed": 3, "late_deaths": 1}
    assert found["accidents"][0] | {"at": "", "batch_id": ""} == {
        "kind": "late_death",
        "accident_id": "LC2025-0041",
        "occurred_on": "2025-02-02",
        "area_code": "080",
        "deaths": 1,
        "injured": 0,
        "batch_id": "",
        "field": "deaths",
        "from": 0,
        "to": 1,
        "reason": "chết sau 9 ngày",
        "who": found["accidents"][0]["who"],
        "at": "",
    }
    assert [row["event"] for row in found["batches"]] == ["withdrawn", "withdrawn", "taken_in"]
    assert found["decisions"]["flags"] == 1
    quarters = {row["key"]: row for row in found["periods"]}
    for key in ("2025-Q1", "2024-Q2"):
        for when, more in (("before", ("--snapshot", "Q")), ("after", ())):
            total = json.loads(ask("compare", "--period", key, *more, "--json")[0])["total"]
            for name in ("accidents", "deaths", "injured"):
                assert quarters[key][name][when] == total[name]["now"], (key, when, name)
    words = ask("snapshot", "diff", "Q")[0]
    assert "thêm 40 vụ, không còn tính 329 vụ, sửa số liệu 03 vụ, thống kê bổ sung 01 người chết" in words
    assert "Thống kê bổ sung, số người chết: 0 → 1; chết sau 9 ngày" in words


def test_diff_of_two_snapshots_and_of_one_that_is_not_there(ask: Any) -> None:
    ask("snapshot", "create", "A")
    ask("correct", "LC2025-0041", "--set", "injured=4", "--reason", "đếm lại")
    ask("snapshot", "create", "B")
    ask("correct", "LC2025-0042", "--set", "injured=4", "--reason", "đếm lại")
    found = json.loads(ask("snapshot", "diff", "A", "B", "--json")[0])
    assert [row["accident_id"] for row in found["accidents"]] == ["LC2025-0041"]
    assert (found["before"]["name"], found["after"]["name"]) == ("A", "B")
    assert "Không có bản chốt" in ask("snapshot", "diff", "A", "C", code=1)[1]


def test_the_list_says_how_much_was_in_it(ask: Any) -> None:
    created = json.loads(ask("snapshot", "create", NAME, "--json")[0])
    listed = json.loads(ask("snapshot", "list", "--json")[0])
    assert listed == [created]
    assert (created["accidents"], created["batches"]) == (2089, 11)
    assert "2.089 vụ, 11 đợt nhập" in ask("snapshot", "list")[0]
