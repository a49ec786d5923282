"""A district that rose, as facts written down by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import free_period, parse_period
from analysis.review.brief_record import BriefFacts, Casualties, Quarter, Rise, YearCount

COUNTS = (15, 5, 5, 6, 9, 6, 9, 13, 12, 9, 8, 6, 7, 6, 10, 6, 9, 9, 12, 11, 21)
"""Bảo Yên, Quý I/2020 to Quý I/2025."""


def facts(definitions: Definitions, **changes: Any) -> BriefFacts:
    """Bảo Yên in Quý I/2025: 21 accidents, 9 last year, 5 to 14 are normal; ``changes`` replace single values."""
    calendar = definitions.calendar("15-14")
    period, before = parse_period("2025-Q1", calendar), parse_period("2024-Q1", calendar)
    year = free_period(date(2024, 3, 15), date(2025, 3, 14), calendar)
    keys = [f"{2020 + place // 4}-Q{place % 4 + 1}" for place in range(len(COUNTS))]
    quarters = tuple(Quarter(key, count, 5, 14, key == "2025-Q1") for key, count in zip(keys, COUNTS, strict=True))
    known = BriefFacts(
        area="087",
        place="huyện Bảo Yên",
        authority="UBND huyện Bảo Yên",
        period=period,
        last_year_period=before,
        modes=(),
        with_collisions=True,
        now=21,
        last_year=9,
        expected=9.18,
        lower=5,
        upper=14,
        level="red",
        p_base=0.0008,
        p_trend=0.004,
        p_relative=0.0005,
        trend_mark=True,
        prolonged=False,
        highest_of=21,
        quarters_of_history=20,
        quarters=quarters,
        years=tuple(YearCount(2020 + place, count) for place, count in enumerate((15, 9, 12, 7, 9, 21))),
        rises=(
            Rise("road", "Tuyến đường", "QL70", 13, 3.38, 9.62, True),
            Rise("day_part", "Buổi trong ngày", "Buổi tối (18-24 giờ)", 17, 3.58, 13.42, True),
            Rise("cause", "Nguyên nhân", "Vi phạm nồng độ cồn", 6, 2.19, 3.81, False),
        ),
        bases=5,
        excess=10.7,
        casualties=Casualties(period, 6, 3, 15, 5),
        twelve_months=Casualties(year, 12, 7, 30, 16),
        false_flags=(9, 0.147),
        set_aside=None,
        notes=("Hai kỳ không dài bằng nhau: Quý I/2025 có 90 ngày, Quý I/2024 có 91 ngày.",),
        sources=("Công an tỉnh",),
        data_until=date(2025, 3, 31),
        illustrative=False,
        snapshot="",
    )
    return replace(known, **changes)


def fullest(definitions: Definitions) -> BriefFacts:
    """Everything as long as it comes: five clear parts with long names, an old district, a flag that goes on."""
    long = "Không chấp hành hiệu lệnh của đèn tín hiệu giao thông, người điều khiển giao thông"
    rises = (
        Rise("road", "Tuyến đường", "Cao tốc Nội Bài - Lào Cai (CT05)", 13, 3.38, 9.62, True),
        Rise("day_part", "Buổi trong ngày", "Buổi chiều (12-18 giờ)", 17, 3.58, 13.42, True),
        Rise("weekday", "Thứ trong tuần", "Chủ nhật", 9, 1.4, 7.6, True),
        Rise("vehicle_type", "Phương tiện trong vụ", "Xe đầu kéo, container", 12, 1.2, 10.8, True),
        Rise("cause", "Nguyên nhân", long, 12, 2.19, 9.81, True),
        Rise("commune", "Xã, phường", "Thị trấn Nông trường Phong Hải", 9, 0.4, 8.6, False),
    )
    note = "Chuỗi số liệu đi qua mốc đổi cách tính: 15/08/2024 (TT 26/2024/TT-BCA); 01/01/2025 (NĐ 168/2024/NĐ-CP)."
    place = "khu vực Mường Khương (huyện cũ)"
    base = facts(definitions)
    return replace(
        base,
        place=place,
        authority=f"UBND các xã, phường {place}",
        modes=("Đường bộ", "Đường sắt"),
        p_base=0.02,
        p_relative=0.2,
        prolonged=True,
        rises=rises,
        notes=(*base.notes, note),
        sources=("Phòng Cảnh sát giao thông Công an tỉnh", "Sở Y tế"),
        illustrative=True,
        snapshot="Sơ kết Quý I năm 2025, số liệu chốt ngày 31/3/2025",
        set_aside=(date(2025, 4, 20), "đã kiểm tra thực địa " * 10),
    )
