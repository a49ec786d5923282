"""The commands of the register: pure JSON, a sentence for a mistake, the whole way of a place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.__main__ import run

FILE = "Tên;Tên đường;Lý trình;Địa bàn;Số vụ TN/VC\nDốc Đỏ;QL70;Km126+370-430;Bảo Yên;3\nNgã ba;ĐT156;Km3;Bát Xát;4\n"
FILE += "Sai;QL70;Km1;Hà Nội;1\n"
ACCIDENTS = """Mã vụ;Ngày xảy ra;Huyện;Số người chết;Số người bị thương;Tuyến đường;Lý trình
A1;18/05/2024;Bảo Yên;1;0;QL70;Km126+370
A2;02/02/2025;Bảo Yên;1;1;QL70;Km126+430
"""


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command on a store of the test's own; the JSON value and the exit code."""

    def answer(*arguments: str | Path, code: int = 0) -> Any:
        assert run(["--store", str(tmp_path / "store"), *map(str, arguments), "--json"]) == code
        return json.loads(capsys.readouterr().out)

    return answer


@pytest.fixture
def taken(ask: Any, tmp_path: Path) -> Any:
    path = tmp_path / "danh mục.csv"
    path.write_text(FILE, encoding="utf-8")
    return ask("spots", "import", path)


def test_a_register_is_imported_listed_and_written(ask: Any, taken: Any, tmp_path: Path) -> None:
    assert (taken["rows_read"], taken["rows_accepted"], taken["rows_rejected"]) == (3, 2, 1)
    assert taken["rejected"][0]["reason"] == "Không nhận ra địa bàn «Hà Nội»."
    assert ask("spots", "import", tmp_path / "danh mục.csv")["already_imported"] is True
    listed = ask("spots", "list")
    assert [(place["register_id"], place["status"], place["from_m"]) for place in listed] == [
        ("DM-0001", "confirmed", 126_370),
        ("DM-0002", "confirmed", 3_000),
    ]
    assert ask("spots", "list", "--status", "removed") == []
    for ending in ("xlsx", "geojson", "kml"):
        assert Path(ask("spots", "export", "--out", tmp_path / f"dm.{ending}")["file"]).stat().st_size > 100


@pytest.mark.usefixtures("taken")
def test_the_whole_way_of_a_place(ask: Any, tmp_path: Path) -> None:
    why = ("--reason", "QĐ 12")
    assert ask("spots", "rename", "DM-0001", "Dốc Đỏ mới", *why)["name"] == "Dốc Đỏ mới"
    assert ask("spots", "owner", "DM-0001", "Sở Xây dựng")["owner"] == "Sở Xây dựng"
    assert ask("spots", "status", "DM-0001", "in_work", "--on", "2025-01-10", *why)["work_from"] == "2025-01-10"
    assert ask("spots", "measure", "DM-0001", "Hộ lan", "--on", "20/01/2025")["measures"] == 1
    assert ask("spots", "note", "DM-0001", "đã khảo sát")["notes"] == 1
    (tmp_path / "bb.pdf").write_bytes(b"pdf")
    assert ask("spots", "attach", "DM-0001", tmp_path / "bb.pdf")["files"] == 1
    assert ask("spots", "status", "DM-0001", "done", *why)["status"] == "done"
    assert ask("spots", "merge", "DM-0002", "DM-0001", *why)["merged_into"] == "DM-0001"
    assert ask("spots", "reopen", "DM-0002", *why)["closed"] == ""
    assert ask("spots", "status", "DM-0002", "proposed", *why)["status"] == "proposed"
    assert ask("spots", "reject", "DM-0002", *why)["closed"] == "rejected"
    happened = ask("spots", "history", "DM-0002")
    assert [event["event"] for event in happened] == ["imported", "merged", "reopened", "status", "rejected"]
    assert happened[1]["reason"] == "QĐ 12"


def test_a_review_proposes_what_is_found_and_a_person_accepts(ask: Any, tmp_path: Path) -> None:
    """Two fatal accidents within 60 m and twelve months are C1 of the rule."""
    path = tmp_path / "tai nạn.csv"
    path.write_text(ACCIDENTS, encoding="utf-8")
    ask("import", "accidents", path)
    done = ask("spots", "review", "--as-of", "2025-03-31")
    assert [(place["register_id"], place["mark"], place["new_accidents"]) for place in done["places"]] == [
        ("DM-0001", "new", 2)
    ]
    (place,) = ask("spots", "list")
    assert (place["name"], place["criteria"]) == ("QL70 Km126+370 - Km126+430, Bảo Yên", "C1")
    assert ask("spots", "accept", "DM-0001", "--reason", "biên bản")["status"] == "confirmed"
    assert ask("spots", "review", "--as-of", "2025-03-31")["changed"] is False
    later = ask("spots", "review", "--as-of", "2026-06-30")
    assert [place["mark"] for place in later["places"]] == ["gone"]


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["accept", "DM-0001", "--reason", "x"], "đã xác nhận"),
        (["accept", "DM-0009", "--reason", "x"], "DM-0009"),
        (["status", "DM-0001", "xong", "--reason", "x"], "in_work"),
        (["merge", "DM-0001", "DM-0001", "--reason", "x"], "chính nó"),
        (["export", "--out", "a.pdf"], "kml"),
    ],
)
def test_a_mistake_is_a_sentence(
    arguments: list[str], word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["--store", str(tmp_path / "store"), "spots", *arguments]) == 1
    said = capsys.readouterr()
    assert word in said.err
    assert said.out == ""


def test_a_decision_without_a_reason_is_wrong_usage(tmp_path: Path) -> None:
    assert run(["--store", str(tmp_path / "store"), "spots", "accept", "DM-0001"]) == 2
