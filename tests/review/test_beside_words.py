"""Sentences beside a flag: whole, with Vietnamese numbers, and honest where there is nothing to say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period, parse_period
from analysis.review.beside_words import (
    decision_line,
    group_words,
    leading_sentence,
    set_aside_sentence,
    watch_note,
    watch_sentence,
)
from analysis.signals.contributions import Contributions
from analysis.signals.watch import Watch

ROWS = [
    ("road", "Tuyến đường", "QL70", "QL70", 13, 3.38, 0.013),
    ("day_part", "Buổi trong ngày", "evening", "Buổi tối (18-24 giờ)", 17, 3.58, 0.0002),
    ("vehicle_type", "Phương tiện trong vụ", "motorcycle", "Mô tô", 15, 8.56, 0.03),
    ("cause", "Nguyên nhân", "right_of_way", "Không nhường đường", 8, 1.0, 0.5),
]
DECISION = {
    "by": "area",
    "key": "087",
    "period": "2025-Q1",
    "calendar": "15-14",
    "modes": ["road"],
    "with_collisions": False,
    "state": "set_aside",
    "at": "2025-04-20T18:00:00+00:00",
    "who": "Lan",
    "reason": "đã kiểm tra.",
    "accidents": 21,
}


@pytest.fixture
def periods(definitions: Definitions) -> list[Period]:
    days = definitions.calendar("15-14")
    return [parse_period(f"{year}-Q1", days) for year in (2025, 2024, 2023)]


def made(periods: list[Period], now: int, normal: float, *, p: float = 1.0) -> Contributions:
    columns = ["dimension", "dimension_label", "key", "label", "now", "normal", "p_more"]
    table = pd.DataFrame(ROWS, columns=columns)
    table = table.assign(
        excess=table["now"] - table["normal"],
        share_of_rise=(table["now"] - table["normal"]) / (now - normal),
        p_more=table["p_more"] * p,
    )
    return Contributions(periods[0], tuple(periods[1:]), (), now, normal, table)


def test_where_the_rise_sits(periods: list[Period]) -> None:
    assert leading_sentence(made(periods, 21, 10.347)) == (
        "21 vụ; trung bình 2 cùng kỳ từ Quý I/2023 đến Quý I/2024 là 10,3 vụ; "
        "cao hơn 10,7 vụ. "
        "Tăng trội hơn cả: buổi tối (18-24 giờ) có 17 vụ (trung bình cùng kỳ 3,6); "
        "QL70 có 13 vụ (trung bình cùng kỳ 3,4); "
        "mô tô có 15 vụ (trung bình cùng kỳ 8,6). "
        "Đây là gợi ý nơi cần xem trước, chưa phải kết luận về nguyên nhân."
    )


def test_nothing_is_named_where_nothing_stands_out(periods: list[Period]) -> None:
    even = leading_sentence(made(periods, 21, 10.347, p=1000))
    assert even.endswith("Không có tuyến đường, thời gian, phương tiện hay nguyên nhân nào tăng trội hơn phần còn lại.")
    assert leading_sentence(made(periods, 13, 11.7)).endswith(
        "cao hơn 1,3 vụ. Mức chênh nhỏ, chưa nói được tăng ở đâu."
    )
    assert leading_sentence(made(periods, 10, 11.7)) == (
        "10 vụ, không cao hơn trung bình 2 cùng kỳ từ Quý I/2023 đến Quý I/2024 là 11,7 vụ."
    )


def test_one_year_or_none_is_said(periods: list[Period]) -> None:
    assert "một cùng kỳ, Quý I/2024, là" in leading_sentence(made(periods[:2], 21, 10.347))
    assert leading_sentence(made(periods[:1], 21, np.nan)).startswith("Chưa có cùng kỳ năm nào")


def test_a_period_that_is_not_over_is_not_said_to_be_normal(periods: list[Period]) -> None:
    so_far = replace(made(periods[:1], 8, np.nan), covered=False)
    assert leading_sentence(so_far) == (
        "Quý I/2025 chưa có đủ số liệu nên chưa so với trung bình cùng kỳ của chính nơi này."
    )


def test_a_group_inside_a_sentence() -> None:
    row: dict[str, Any] = {"dimension": "cause", "label": "Vượt ẩu", "now": 1234, "normal": 2.0}
    assert group_words(row) == "nguyên nhân «Vượt ẩu» có 1.234 vụ (trung bình cùng kỳ 2,0)"
    assert group_words({**row, "dimension": "weekday", "label": "Chủ nhật"}).startswith("chủ nhật có")
    assert group_words({**row, "dimension": "commune", "label": "Xã Bảo Hà"}).startswith("Xã Bảo Hà có")


def watch(periods: list[Period], alarms: list[bool], *, enough: bool = True, months: int = 60) -> Watch:
    table = pd.DataFrame(
        {
            "area": ["087", "087", "088"],
            "label": ["Bảo Yên", "Bảo Yên", "TX Sa Pa"],
            "month_label": ["Tháng 1/2025", "Tháng 2/2025", "Tháng 2/2025"],
            "accidents": [4.0, 5.0, 6.0],
            "alarm": alarms,
            "enough": enough,
        }
    )
    return Watch((periods[1], periods[0]), 0.1, months, table)


def test_the_watch_names_areas_and_months(periods: list[Period]) -> None:
    assert watch_sentence(watch(periods, [True, True, True])) == (
        "Theo dõi hằng tháng (quý I/2024 đến quý I/2025): số vụ dồn nhiều tháng vượt ngưỡng cảnh báo ở "
        "Bảo Yên (tháng 1/2025, tháng 2/2025); TX Sa Pa (tháng 2/2025)."
    )
    assert "không địa bàn nào" in watch_sentence(watch(periods, [False] * 3))


def test_the_watch_says_which_months_it_has_not_seen(periods: list[Period]) -> None:
    quiet = watch(periods, [False] * 3)
    assert watch_sentence(quiet).endswith("không địa bàn nào có số vụ dồn nhiều tháng vượt ngưỡng cảnh báo.")
    quiet.table.loc[2, "accidents"] = np.nan
    assert watch_sentence(quiet).endswith(
        "không địa bàn nào có số vụ dồn nhiều tháng vượt ngưỡng cảnh báo. Chưa đủ số liệu: tháng 2/2025."
    )


def test_a_short_history_is_said(periods: list[Period]) -> None:
    short = watch(periods, [False] * 3, enough=False, months=30)
    assert watch_sentence(short) == (
        "Chưa theo dõi được hằng tháng: số liệu nền mới có 30 tháng, cần ít nhất 36 tháng trước quý I/2024."
    )
    assert watch_note(watch(periods, [False] * 3, months=40)).startswith("Nền mới có 40 tháng (đủ là 60 tháng);")
    assert "trung bình 100 tháng trở lên" in watch_note(watch(periods, [False] * 3))


def test_a_decision_and_what_has_changed_since() -> None:
    same = "Đã tạm gác ngày 21/04/2025 (người ghi: Lan). Lý do: đã kiểm tra."
    assert set_aside_sentence(DECISION, 21) == same  # 18:00 UTC is the next day in Vietnam
    assert set_aside_sentence(DECISION, 23) == f"{same} Số liệu đã đổi từ đó: khi tạm gác 21 vụ, nay 23 vụ."
    assert set_aside_sentence({**DECISION, "accidents": pd.NA}, 23) == same
    assert set_aside_sentence(DECISION, np.nan) == same


def test_a_line_of_the_terminal(definitions: Definitions) -> None:
    assert decision_line(DECISION, definitions) == (
        "Bảo Yên, Quý I/2025 (15-14, không kể va chạm, Đường bộ): "
        "Đã tạm gác ngày 21/04/2025 (người ghi: Lan). Lý do: đã kiểm tra."
    )
    opened = {**DECISION, "state": "reopened", "modes": [], "with_collisions": True, "reason": ""}
    assert decision_line(opened, definitions) == (
        "Bảo Yên, Quý I/2025 (15-14): Đã mở lại ngày 21/04/2025 (người ghi: Lan)."
    )
