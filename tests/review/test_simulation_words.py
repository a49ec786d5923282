"""The simulation in lines: the verdict first, a bar that is missed by its name."""

from __future__ import annotations

from typing import Any

from analysis.review.simulation_words import COLUMN_WORDS, RULE_WORDS, simulation_lines
from analysis.signals.simulate import COLUMNS, RULES


def record(*, figure: float) -> dict[str, Any]:
    row = {"rule": "red", **dict.fromkeys(COLUMNS), "any_of_nine": figure, "false_poisson": 1.73}
    holds = figure <= 16
    bar = {"rule": "red", "column": "any_of_nine", "side": "at_most", "bar": 16.0, "figure": figure, "holds": holds}
    return {"runs": 5000, "seed": 1, "rows": [row], "flat_rows": [row], "bars": [bar], "meets": holds}


def test_every_rule_and_column_has_its_words() -> None:
    assert tuple(RULE_WORDS) == RULES
    assert tuple(COLUMN_WORDS) == COLUMNS


def test_all_bars_met() -> None:
    lines = simulation_lines(record(figure=14.4))
    assert lines[0] == "Mô phỏng 5.000 lần (hạt giống 1): đạt mọi mức yêu cầu."
    assert lines[4].split() == ["tăng", "rõ", "rệt", "1,7", "–", "14,4", "–", "–"]
    assert lines[-1].startswith("  tăng rõ rệt")


def test_a_missed_bar_is_named() -> None:
    lines = simulation_lines(record(figure=16.2))
    assert lines[0] == "Mô phỏng 5.000 lần (hạt giống 1): 1 chỉ tiêu chưa đạt."
    assert lines[-1] == "Chưa đạt: tăng rõ rệt, một trong chín 16,2, cần không quá 16,0."
