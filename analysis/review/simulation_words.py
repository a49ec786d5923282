"""The simulation of the flags in lines for the command line: how often they are wrong, what they find, the bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .numbers import decimal, whole

RULE_WORDS: Mapping[str, str] = {
    "amber": "theo dõi trở lên",
    "red": "tăng rõ rệt",
    "relative_0.8": "so với các địa bàn khác, cả tỉnh ×0,8",
    "relative_0.9": "so với các địa bàn khác, cả tỉnh ×0,9",
    "relative_1": "so với các địa bàn khác, cả tỉnh ×1,0",
    "relative_1.1": "so với các địa bàn khác, cả tỉnh ×1,1",
    "relative_1.2": "so với các địa bàn khác, cả tỉnh ×1,2",
    "percent_last_year": "tăng từ 20% so với cùng kỳ",
    "mid_p_last_year": "kiểm định với riêng cùng kỳ",
}
COLUMN_WORDS: Mapping[str, str] = {
    "false_poisson": "báo sai",
    "false_clumped": "báo sai (α 0,05)",
    "any_of_nine": "một trong chín",
    "doubled_poisson": "thấy gấp đôi",
    "doubled_clumped": "thấy gấp đôi (α 0,05)",
}
_SIDES = {"at_most": "không quá", "at_least": "ít nhất"}


def simulation_lines(record: Mapping[str, Any]) -> list[str]:
    """The answer of ``signals.simulate.simulation_record`` as lines."""
    failed = [bar for bar in record["bars"] if not bar["holds"]]
    verdict = "đạt mọi mức yêu cầu" if record["meets"] else f"{whole(len(failed))} chỉ tiêu chưa đạt"
    head = f"Mô phỏng {whole(record['runs'])} lần (hạt giống {record['seed']}): {verdict}."
    lines = [head, "", "Phần trăm, năm có mùa (quý I cao hơn bình quân năm 12%):", *_table(record["rows"])]
    lines += ["", "Phần trăm, năm không có mùa:", *_table(record["flat_rows"])]
    return [*lines, *([""] if failed else []), *(_bar_line(bar) for bar in failed)]


def _table(rows: list[dict[str, Any]]) -> list[str]:
    wide = max(len(words) for words in RULE_WORDS.values())
    head = "  ".join(words for words in COLUMN_WORDS.values())
    return [f"  {'':<{wide}}  {head}", *(_row_line(row, wide) for row in rows)]


def _row_line(row: Mapping[str, Any], wide: int) -> str:
    cells = [f"{decimal(row[name], 1):>{len(words)}}" for name, words in COLUMN_WORDS.items()]
    return f"  {RULE_WORDS[row['rule']]:<{wide}}  {'  '.join(cells)}"


def _bar_line(bar: Mapping[str, Any]) -> str:
    what = f"{RULE_WORDS[bar['rule']]}, {COLUMN_WORDS[bar['column']]}"
    return f"Chưa đạt: {what} {decimal(bar['figure'], 1)}, cần {_SIDES[bar['side']]} {decimal(bar['bar'], 1)}."
