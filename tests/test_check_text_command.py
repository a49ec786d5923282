"""``check-text`` on the command line: the agreed JSON, words, and a request that cannot be met."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.__main__ import run

SLIP = "20/17 người bị thương, tăng 03 người (15,0%)."


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def answer(*arguments: str, text: str = SLIP, code: int = 0) -> str:
        file = tmp_path / "câu.txt"
        file.write_text(text, encoding="utf-8")
        capsys.readouterr()
        assert run(["--store", str(tmp_path / "store"), "check-text", str(file), *arguments]) == code
        return capsys.readouterr().out if code == 0 else capsys.readouterr().err

    return answer


def test_the_published_slip_is_found(ask) -> None:
    answer = json.loads(ask("--json"))
    assert answer["summary"] == "1 số sai trong 4 số đã kiểm tra"
    (finding,) = answer["findings"]
    assert (finding["kind"], finding["written"], finding["right"]) == ("wrong", "15,0%", "17,65%")
    assert SLIP[finding["start"] : finding["stop"]] == "15,0%"
    assert answer["corrected"][0]["after"] == "20/17 người bị thương, tăng 03 người (17,65%)."
    assert {"figures", "checked", "held", "note"} <= set(answer)


def test_in_words(ask) -> None:
    said = ask()
    assert said.startswith("1 số sai trong 4 số đã kiểm tra.\n")
    assert "(20 - 17) / 17 = 17,65%" in said
    assert "20/17 người bị thương, tăng 03 người (17,65%)." in said


def test_every_mark_says_its_line_and_sentence(ask) -> None:
    text = f"Xảy ra 92 vụ.\nXảy ra 51 vụ. {SLIP}\n"
    assert "✗ Dòng 2, câu 2: “15,0%”" in ask(text=text)
    assert "Dòng 2, câu 2, viết đúng: 20/17 người" in ask(text=text)
    answer = json.loads(ask("--json", text=text))
    assert [(one["line"], one["sentence"]) for one in answer["findings"]] == [(2, 2)]
    assert [(one["line"], one["sentence"]) for one in answer["corrected"]] == [(2, 2)]


def test_an_empty_store_holds_nothing_against_the_text(ask) -> None:
    answer = json.loads(ask("--period", "2025-Q1", "--json", text="Xảy ra 74 vụ, tăng 12 vụ (+19,35%)."))
    assert answer["findings"] == []
    assert {one["status"] for one in answer["held"]} <= {"not_in_data"}


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(SLIP.encode())))
    assert run(["--store", str(tmp_path / "store"), "check-text", "-"]) == 0
    assert "17,65%" in capsys.readouterr().out


def test_a_period_that_is_none(ask) -> None:
    assert "Không hiểu kỳ" in ask("--period", "hôm qua", code=1)
