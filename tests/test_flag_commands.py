"""The commands by which a person sets a flag aside and opens it again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.__main__ import run

YEARS = "\n".join(f"y{year};01/01/{year};Bảo Yên;0;1;Ít nghiêm trọng" for year in range(2019, 2025))
MANY = "\n".join(f"n{day};{day:02d}/01/2025;Bảo Yên;0;1;Ít nghiêm trọng" for day in range(2, 14))
FILE = f"Mã vụ;Ngày xảy ra;Huyện;Số người chết;Số người bị thương;Mức độ\n{YEARS}\n{MANY}\n"
"""One accident in the first quarter of every year, twelve in that of 2025."""


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    path = tmp_path / "tai nạn.csv"
    path.write_text(FILE, encoding="utf-8")

    def answer(*arguments: str, code: int = 0) -> Any:
        assert run(["--store", str(tmp_path / "kho"), *arguments, "--json"]) == code
        said = capsys.readouterr()
        return json.loads(said.out) if code == 0 else said.err

    answer("import", "accidents", str(path), "--covers", "2018-12-15..2025-03-14")
    return answer


def test_set_aside_reopen_and_the_list(ask: Any) -> None:
    assert ask("flags") == []
    done = ask("set-aside", "Bảo Yên", "--period", "2025-Q1", "--reason", "đã kiểm tra thực địa")
    assert {name: done[name] for name in ("key", "period", "calendar", "state", "reason", "level", "accidents")} == {
        "key": "087",
        "period": "2025-Q1",
        "calendar": "15-14",
        "state": "set_aside",
        "reason": "đã kiểm tra thực địa",
        "level": "red",
        "accidents": 12,
    }
    assert ask("flags") == [done]
    again = ask("reopen", "087", "--period", "2025-Q1", "--reason", "có vụ mới")
    assert (again["state"], again["reason"], again["times"]) == ("reopened", "có vụ mới", 2)
    rows = {row["area"]: row["level"] for row in ask("alerts", "--period", "2025-Q1")["rows"]}
    assert rows["087"] == "red"


def test_with_and_without_collisions_are_two_flags(ask: Any) -> None:
    ask("set-aside", "Bảo Yên", "--period", "2025-Q1", "--reason", "một")
    ask("set-aside", "Bảo Yên", "--period", "2025-Q1", "--reason", "hai", "--without-collisions")
    assert [(row["with_collisions"], row["reason"]) for row in ask("flags")] == [(True, "một"), (False, "hai")]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["set-aside", "Sa Pa", "--period", "2025-Q1", "--reason", "x"], "không có cờ"),
        (["set-aside", "Bảo Yên", "--period", "2025-Q1", "--reason", " "], "lý do"),
        (["set-aside", "Hà Nội", "--period", "2025-Q1", "--reason", "x"], "Hà Nội"),
        (["set-aside", "Bảo Yên", "--period", "2025-03", "--reason", "x"], "quý"),
        (["reopen", "Bảo Yên", "--period", "2025-Q1"], "tạm gác"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_exit_code_1(ask: Any, arguments: list[str], word: str) -> None:
    assert word in ask(*arguments, code=1)
    assert ask("flags") == []
