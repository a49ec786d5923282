"""The command ``violations``: sums, breaks, and counts whose own period crosses an edge, said and listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.__main__ import run

FILE = """Kỳ;Huyện;Hành vi;Lực lượng;Loại phương tiện;Số trường hợp;Tiền phạt (triệu đồng);Tước GPLX;Trừ điểm;Tạm giữ
15/12/2023 - 14/01/2024;Sa Pa;Nồng độ cồn;CSGT;Mô tô;10;20;4;;3
Tháng 2/2024;Sa Pa;Tốc độ;CSGT;Ô tô;7;14;1;;0
01/03/2024 - 14/03/2024;Bát Xát;Tốc độ;Công an xã;Mô tô;5;3;0;;2
Tháng 12/2024;Sa Pa;Tốc độ;CSGT;Ô tô;90;180;9;;9
Tháng 1/2025;Sa Pa;Nồng độ cồn;CSGT;Mô tô;12;96;2;8;5
Tháng 2/2025;Bát Xát;Tốc độ;Công an xã;Mô tô;6;18;0;3;1
Tháng 3/2025;Sa Pa;Tốc độ;CSGT;Ô tô;40;200;3;9;4
"""
"""Quý I/2025 (15/12/2024–14/03/2025) holds January and February: 18 cases; December and March cross its edges.

Quý I/2024 (15/12/2023–14/03/2024) holds 10, 7 and 5: 22 cases.
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "vi phạm.csv"
    path.write_text(FILE, encoding="utf-8")
    assert run(["--store", str(tmp_path / "kho"), "import", "violations", str(path)]) == 0
    return tmp_path / "kho"


@pytest.fixture
def ask(store: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def answer(*arguments: str) -> Any:
        capsys.readouterr()
        assert run(["--store", str(store), "--json", "violations", "--period", "2025-Q1", *arguments]) == 0
        return json.loads(capsys.readouterr().out)

    return answer


def test_all_measures_of_both_periods(ask: Any) -> None:
    total = ask()["total"]
    found = {name: (total[name]["now"], total[name]["before"]) for name in total if name not in ("key", "label")}
    assert found == {
        "cases": (18, 22),
        "fine_vnd": (114_000_000, 37_000_000),
        "licences_revoked": (2, 5),
        "points_deducted": (11, None),
        "vehicles_held": (6, 5),
    }
    assert (total["cases"]["difference"], total["fine_vnd"]["difference"]) == (-4, None)


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("area", {"082": 6, "088": 12}),
        ("behaviour", {"alcohol": 12, "speed": 6}),
        ("enforced_by", {"csgt": 12, "commune_police": 6}),
        ("vehicle_type", {"motorcycle": 18}),
        ("mode", {"unknown": 18}),
    ],
)
def test_groups_add_up_to_the_total(ask: Any, by: str, groups: dict[str, int]) -> None:
    answer = ask("--by", by)
    found = {row["key"]: row["cases"]["now"] for row in answer["rows"] if row["cases"]["now"]}
    assert found == groups
    assert sum(row["cases"]["before"] or 0 for row in answer["rows"]) == answer["total"]["cases"]["before"] == 22


def test_a_month_of_the_calendar_and_one_that_crosses_it(ask: Any) -> None:
    rows = {row["key"]: row["cases"]["now"] for row in ask("--by", "month")["rows"]}
    assert rows == {"1": 0, "2": 0, "3": 0, "unknown": 18}, "January has days of the statistical months 1 and 2"
    rows = {row["key"]: row["cases"]["now"] for row in ask("--by", "month", "--calendar", "month")["rows"]}
    assert rows == {"1": 12, "2": 6, "3": 40}


def test_counts_that_cross_an_edge_are_listed_with_the_same_choices(ask: Any) -> None:
    whole = ask()
    assert whole["straddling"]["now"] == [
        {"start": "2024-12-01", "end": "2024-12-31", "area": "088", "label": "TX Sa Pa", "rows": 1, "cases": 90},
        {"start": "2025-03-01", "end": "2025-03-31", "area": "088", "label": "TX Sa Pa", "rows": 1, "cases": 40},
    ]
    assert whole["straddling"]["base"] == []
    assert ask("--where", "area=Bát Xát")["straddling"]["now"] == []
    assert any("2 dòng vi phạm (130 trường hợp)" in note for note in whole["notes"])


def test_breaks_are_named_with_what_they_part(ask: Any) -> None:
    breaks = {item["date"]: item["not_compared"] for item in ask()["breaks"]}
    assert breaks == {"2024-08-15": "", "2025-01-01": "fine_vnd"}


def test_a_snapshot_keeps_its_figures(ask: Any, store: Path, tmp_path: Path) -> None:
    assert run(["--store", str(store), "snapshot", "create", "Quý I"]) == 0
    more = tmp_path / "thêm.csv"
    more.write_text("Kỳ;Huyện;Hành vi;Số trường hợp\nTháng 1/2025;Bắc Hà;Ma túy;2\n", encoding="utf-8")
    assert run(["--store", str(store), "import", "violations", str(more)]) == 0
    assert ask()["total"]["cases"]["now"] == 20
    assert ask("--snapshot", "Quý I")["total"]["cases"]["now"] == 18


def test_the_words_say_what_is_not_compared_and_list_what_crosses(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["--store", str(store), "violations", "--period", "2025-Q1", "--by", "behaviour"]) == 0
    said = capsys.readouterr().out
    assert "114.000.000 / 37.000.000" in said
    assert "không so sánh" in said
    assert "Quý I/2025: 01/12/2024–31/12/2024, TX Sa Pa: 1 dòng, 90 trường hợp" in said
