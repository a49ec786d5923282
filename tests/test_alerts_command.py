"""``alerts`` and ``simulate`` on the command line: the agreed JSON, words, and a request that cannot be met."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from analysis.__main__ import run

ROW_KEYS = {
    *("area", "label", "now", "last_year", "expected", "lower", "upper"),
    *("p_last", "p_base", "p_trend", "p_relative", "level", "reason"),
}
"""What DESIGN promises of a row."""
FIRST, LAST = date(2018, 12, 15), date(2024, 12, 14)


def accidents() -> Iterator[str]:
    """Every sixth day an accident in Bát Xát and in Sa Pa, over six years; in the last quarter one a day in Sa Pa."""
    number, day = 0, FIRST
    while day <= LAST:
        places = ["Bát Xát", "Sa Pa"] if (day - FIRST).days % 6 == 0 else []
        if day >= date(2024, 9, 15) and not places:
            places = ["Sa Pa"]
        for place in places:
            number += 1
            severity = "Va chạm" if number % 2 else "Ít nghiêm trọng"
            yield f"A{number};{day:%d/%m/%Y};{place};0;1;{severity}"
        day += timedelta(days=1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("alerts")
    head = "Mã vụ;Ngày xảy ra;Huyện;Số người chết;Số người bị thương;Mức độ"
    (folder / "vụ.csv").write_text("\n".join([head, *accidents()]), encoding="utf-8")
    assert run(["--store", str(folder / "store"), "import", "accidents", str(folder / "vụ.csv")]) == 0
    return folder / "store"


@pytest.fixture
def ask(store: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def answer(*arguments: str, code: int = 0) -> str:
        capsys.readouterr()
        assert run(["--store", str(store), *arguments]) == code
        return capsys.readouterr().out if code == 0 else capsys.readouterr().err

    return answer


def test_alerts_answer_in_the_agreed_form(ask: Any) -> None:
    answer = json.loads(ask("alerts", "--period", "2024-Q4", "--json"))
    assert {"alpha", "phi", "quarters_of_history", "rows"} <= set(answer)
    assert answer["quarters_of_history"] == 20
    assert len(answer["rows"]) == 9
    assert set(answer["rows"][0]) >= ROW_KEYS
    sa_pa = answer["rows"][0]
    assert (sa_pa["area"], sa_pa["label"], sa_pa["level"]) == ("088", "TX Sa Pa", "red")
    assert (sa_pa["now"], sa_pa["last_year"]) == (91, 15)  # 91 days from 15/09 to 14/12
    assert isinstance(sa_pa["lower"], int)
    assert sa_pa["lower"] <= sa_pa["expected"] <= sa_pa["upper"]
    assert sa_pa["reason"].startswith("91 vụ; bình thường ")
    others = {row["area"]: row for row in answer["rows"][1:]}
    assert others["082"]["level"] == "none"
    assert others["080"]["now"] == 0


def test_without_collisions_there_are_half_as_many(ask: Any) -> None:
    with_them, without = (
        json.loads(ask("alerts", "--period", "2024-Q4", *more, "--json")) for more in ([], ["--without-collisions"])
    )
    assert (with_them["with_collisions"], without["with_collisions"]) == (True, False)
    every, some = (sum(row["now"] for row in answer["rows"]) for answer in (with_them, without))
    assert abs(every - 2 * some) <= 1


def test_too_little_history_is_an_answer_not_an_error(ask: Any) -> None:
    answer = json.loads(ask("alerts", "--period", "2021-Q4", "--json"))
    assert answer["alpha"] is None
    assert {row["level"] for row in answer["rows"]} == {"not_enough_history"}
    assert answer["rows"][0]["p_base"] is None
    assert answer["quarters_of_history"] == 11
    assert answer["notes"][0].startswith("Trước kỳ này mới có 11 quý đủ số liệu")


def test_another_calendar(ask: Any) -> None:
    answer = json.loads(ask("alerts", "--period", "2024-Q3", "--calendar", "month", "--json"))
    assert (answer["calendar"], answer["period"]["start"]) == ("month", "2024-07-01")
    partial = json.loads(ask("alerts", "--period", "2024-Q4", "--calendar", "month", "--json"))
    assert {row["covered"] for row in partial["rows"]} == {"partial"}


def test_a_snapshot_gives_the_flags_of_its_day(ask: Any) -> None:
    ask("snapshot", "create", "Quý IV")
    now, then = (
        json.loads(ask("alerts", "--period", "2024-Q4", *more, "--json")) for more in ([], ["--snapshot", "Quý IV"])
    )
    assert now == then


def test_in_words(ask: Any) -> None:
    said = ask("alerts", "--period", "2024-Q4")
    assert said.startswith("Quý IV/2024: 1 địa bàn tăng rõ rệt (TX Sa Pa)")
    assert "▲▲ tăng rõ rệt" in said
    assert "chỉ do ngẫu nhiên" in said


def test_a_month_has_no_flags(ask: Any) -> None:
    said = ask("alerts", "--period", "2024-03", code=1)
    assert "Tháng 3/2024" in said
    assert "2024-6M" in said


def test_an_empty_store_is_an_answer_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(tmp_path / "store"), "alerts", "--period", "2024-Q4", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["headline"] == "Chưa có số liệu của Quý IV/2024."
    assert {(row["level"], row["now"]) for row in answer["rows"]} == {("not_enough_history", None)}


def test_simulate(ask: Any) -> None:
    answer = json.loads(ask("simulate", "--runs", "200", "--seed", "4", "--json"))
    assert (answer["runs"], answer["seed"]) == (200, 4)
    assert [row["rule"] for row in answer["rows"]][:2] == ["amber", "red"]
    assert {"bars", "meets", "flat_rows", "season"} <= set(answer)
    assert answer == json.loads(ask("simulate", "--runs", "200", "--seed", "4", "--json"))
    said = ask("simulate", "--runs", "200", "--seed", "4")
    assert said.startswith("Mô phỏng 200 lần (hạt giống 4): ")
    assert "tăng từ 20% so với cùng kỳ" in said
