"""What the page Phân tích TNGT says: the answer names what stands out, every chart its n, period, unknown, source."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.figures.anatomy import Anatomy
from analysis.figures.anatomy_help import help_of
from analysis.figures.pivot import pivot
from analysis.review import anatomy_part_words as part_words
from analysis.review import anatomy_words as words
from analysis.review.anatomy_export import breakdown_table, figure_csv, figure_xlsx, help_tables, pivot_table
from analysis.signals.standouts import RISE, TOO_MANY_UNKNOWN, Standouts, standouts
from analysis.store.tables import Store
from tests.anatomy_laws import made

ILLUSTRATED = "nguồn: Phòng CSGT (số liệu minh họa)"


@pytest.fixture(scope="module")
def found(sample_store: Store, definitions: Definitions) -> Anatomy:
    return made(sample_store, definitions, parse_period("2025-Q1", definitions.calendar()))


@pytest.fixture(scope="module")
def marks(found: Anatomy) -> Standouts:
    return standouts(found)


def marked(marks: Standouts, name: str, key: str, **values: Any) -> Standouts:
    table = marks.table.copy()
    chosen = (table["breakdown"] == name) & (table["key"] == key)
    assert chosen.sum() == 1
    for column, value in {"state": RISE, "p": 0.0001, **values}.items():
        table.loc[chosen, column] = value
    return replace(marks, table=table)


def test_the_answer_says_that_nothing_stands_out(found: Anatomy, marks: Standouts) -> None:
    said = words.headline(found, marks)
    assert said.startswith("Quý I/2025: 92 vụ (bình thường 66–111); không có ")
    assert said.endswith("khác hẳn các năm trước")


def test_the_answer_names_what_stands_out(found: Anatomy, marks: Standouts) -> None:
    some = marked(marks, "hour_band", "18", now=31.0, lower=14.0, upper=25.0)
    said = words.headline(found, some)
    assert said == "Quý I/2025: 92 vụ (bình thường 66–111). Nổi bật: ▲ 18–21 giờ có 31 vụ, bình thường 14–25"
    title = words.chart_title(found.breakdowns["hour_band"], some.of("hour_band"), "accidents")
    assert title.endswith("; ▲ 18–21 giờ có 31 vụ, bình thường 14–25")
    many = some
    for place, key in enumerate(("6", "9", "12")):
        many = marked(many, "hour_band", key, p=0.001 * (place + 1))
    assert words.headline(found, many).endswith("; và 1 điều khác")


def test_a_period_without_all_its_data_is_not_judged(found: Anatomy, marks: Standouts) -> None:
    said = words.headline(replace(found, coverage="partial"), marks)
    assert said == "Quý I/2025: 92 vụ đến nay; số liệu chưa đủ kỳ nên chưa so với các năm trước"


def test_how_many_cells_were_looked_at_is_said_with_what_chance_gives(found: Anatomy, marks: Standouts) -> None:
    said = " ".join(words.looked_sentences(found, marks))
    assert f"Đã xét {marks.judged} ô của cả trang" in said
    assert f"khoảng {round(0.05 * marks.judged)} ô lệch ở mức 5%" in said
    assert "không quá 10% số dấu là do ngẫu nhiên" in said
    assert "Quý I/2020, Quý I/2021, Quý I/2022, Quý I/2023, Quý I/2024" in said
    assert "đi qua mốc 15/08/2024" in said
    assert "đi qua mốc 01/01/2025" in said


@pytest.mark.parametrize(
    ("name", "title", "line"),
    [
        ("hour_band", "Số vụ theo khung giờ: nhiều nhất 18–21 giờ, 28 vụ (31,8% số đã rõ)", "không rõ 4 (4,3%)"),
        ("alcohol", "Số vụ theo nồng độ cồn: có nồng độ cồn 17 vụ (23,6% số đã rõ)", "không rõ 20 (21,7%)"),
        ("factors", "Số vụ theo yếu tố gián tiếp: tệp không ghi", "không rõ 92 (100,0%)"),
    ],
)
def test_titles_and_what_stands_below(found: Anatomy, marks: Standouts, name: str, title: str, line: str) -> None:
    breakdown, cells = found.breakdowns[name], marks.of(name)
    assert words.chart_title(breakdown, cells, "accidents") == title
    first = words.caption(breakdown, found, cells)[0]
    assert first == f"n = 92 vụ; Quý I/2025: 15/12/2024–14/03/2025; {line}; {ILLUSTRATED}"


def test_why_something_is_not_judged_is_said(found: Anatomy, marks: Standouts) -> None:
    def second(name: str) -> str:
        return " ".join(words.caption(found.breakdowns[name], found, marks.of(name))[1:])

    assert second("factors") == "Không xét so với các năm trước: kỳ này không rõ 100%, quá mức 30%."
    assert "không phải cách tìm điểm đen" in second("km_stretch")
    assert "trang Địa bàn tăng" in second("area")
    assert "Tháng có thể chứa Tết" in second("month")
    assert "Bỏ 2 năm có quá nhiều vụ không rõ" in second("age_group")


def test_years_that_leave_too_many_unknown_are_counted(found: Anatomy, marks: Standouts) -> None:
    """Now is known well enough; of five years two are."""
    breakdown, cells = found.breakdowns["alcohol"], marks.of("alcohol").assign(state=TOO_MANY_UNKNOWN)
    few = replace(breakdown, unknown={**breakdown.unknown, "now": 0.02}, given=breakdown.given[:2])
    assert words.caption(few, found, cells)[1] == (
        "Không xét so với các năm trước: 2 trong 5 năm có số không rõ trong mức 30%, cần ít nhất 3 năm."
    )


def test_no_district_is_called_the_slowest_where_none_is_below_the_province(found: Anatomy) -> None:
    helped = help_of(found)
    equal = replace(helped, areas=helped.areas.assign(share=helped.total["share"]))
    assert part_words.worst_title(equal) == "Tỷ lệ đến trong 30 phút: các địa bàn bằng nhau, 78%"


def test_people_and_help(found: Anatomy) -> None:
    assert words.people_title(found.breakdowns["sex"]).endswith("nhiều nhất Nam, 19 chết, 31 bị thương")
    assert words.people_title(found.breakdowns["pupil"]) == "Học sinh: 2 em chết, 7 em bị thương, trong 67 người đã rõ"
    sex = found.breakdowns["sex"]
    equal = replace(sex, table=sex.table.assign(deaths=[1, 2, 0], injured=[4, 3, 0]))
    assert words.people_title(equal).endswith("nhiều nhất Nam; Nữ, mỗi nhóm 5 người")
    helped = help_of(found)
    assert part_words.help_title(helped).startswith(
        "Cấp cứu đến trong 30 phút: 78,0% số vụ có ghi (39/50); một nửa chờ không quá 23 phút (trung vị)"
    )
    assert part_words.worst_title(helped) == "Tỷ lệ đến trong 30 phút thấp nhất: Bảo Thắng (44%)"


def test_tables_end_with_the_total_and_can_be_read_back(found: Anatomy, marks: Standouts) -> None:
    table = breakdown_table(found.breakdowns["hour_band"], marks.of("hour_band"))
    assert table.iloc[-1][["Khung giờ", "Số vụ", "Người chết", "Người bị thương"]].tolist() == ["Tổng số", 92, 21, 47]
    book = CalamineWorkbook.from_filelike(io.BytesIO(figure_xlsx(table, title="=1+1", notes=["nguồn"])))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "=1+1"
    assert rows[-1][:2] == ["Tổng số", 92]
    lines = figure_csv(table, "Quý I/2025 · Bảo Yên", "Phòng CSGT").decode("utf-8-sig").splitlines()
    assert len(lines) == len(table) + 1
    assert lines[-1].startswith("Tổng số;92;21;47")
    assert lines[0].endswith("Phạm vi;Nguồn số liệu")
    assert all(line.endswith("Quý I/2025 · Bảo Yên;Phòng CSGT") for line in lines[1:])


def test_a_pivot_has_its_edges_in_the_file(sample_store: Store, definitions: Definitions) -> None:
    period = parse_period("2025-Q1", definitions.calendar())
    found = pivot(sample_store, definitions, period, rows="area", columns="weekday", measure="accidents")
    table = pivot_table(found)
    numbers = table.drop(columns=table.columns[0]).to_numpy(dtype=float)
    assert numbers[-1, -1] == 92
    np.testing.assert_array_equal(numbers[:-1].sum(axis=0), numbers[-1])
    np.testing.assert_array_equal(numbers[:, :-1].sum(axis=1), numbers[:, -1])
    assert part_words.pivot_title(found).startswith("Số vụ theo địa bàn và thứ trong tuần: nhiều nhất ")


def test_help_tables_have_counts_beside_every_share(found: Anatomy) -> None:
    areas, years = help_tables(help_of(found))
    assert areas["Số vụ có ghi"].sum() + areas["Số vụ không rõ"].sum() == 92
    assert years["Kỳ"].tolist()[-1] == "Quý I/2025"
    assert pd.notna(years["Tỷ lệ %"]).all()


def test_groups_of_equal_height_are_all_named_or_counted(found: Anatomy, marks: Standouts) -> None:
    title = words.chart_title(found.breakdowns["weekday"], marks.of("weekday"), "accidents")
    assert title == "Số vụ theo thứ trong tuần: nhiều nhất Thứ ba; Thứ bảy, mỗi nhóm 17 vụ (18,5% số đã rõ)"
    stretches = words.chart_title(found.breakdowns["km_stretch"], marks.of("km_stretch"), "accidents")
    assert "10 nhóm cùng cao nhất, mỗi nhóm 2 vụ" in stretches


def test_a_bar_beyond_its_range_without_a_mark_is_explained(found: Anatomy, marks: Standouts) -> None:
    """QL70: 15 vụ, bình thường 4–13, and no mark once all cells of the page are counted."""
    roads = " ".join(words.caption(found.breakdowns["road"], found, marks.of("road")))
    assert "ra ngoài dải mà không có dấu" in roads
    kinds = " ".join(words.caption(found.breakdowns["day_kind"], found, marks.of("day_kind")))
    assert "ra ngoài dải" not in kinds


def test_what_a_vehicle_alone_means_is_said(found: Anatomy, marks: Standouts) -> None:
    assert "chỉ ghi một xe" in " ".join(
        words.caption(found.breakdowns["vehicle_type"], found, marks.of("vehicle_type"))
    )
