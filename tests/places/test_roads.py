"""Roads and their lines: which names are one road, which kilometring a day has, and stretches that two roads share."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.places.roads import LOCAL, NO_ROAD, WHOLE, chainage_positions, km_on_line, lines, road_scopes

from .accident_rows import accident_rows

# QL4E: until the end of 2018 counted from its south end (Km0 to Km44), since then from the north end, and 10 km longer
# to the north, where it runs on the first 4 km of QL70 (Km190 to Km194 of QL70 from 2010 on).
TABLE = """road,chainage,valid_from,valid_to,from_m,to_m,line,line_from_m,line_to_m
Quốc lộ 4E,cũ,,2018-12-31,0,44000,trục 4E,0,44000
QL4E,mới,2019-01-01,,0,4000,trục 70,190000,194000
QL4E,mới,2019-01-01,,4000,48000,trục 4E,44000,0
QL70,QL70-2010,2010-01-01,,100000,194000,trục 70,100000,194000
"""


@pytest.fixture
def dated(tmp_path: Path) -> Definitions:
    (tmp_path / "chainages.csv").write_text(TABLE, encoding="utf-8")
    return load_definitions(tmp_path)


def on_lines(definitions: Definitions, *rows: dict[str, Any]) -> list[tuple[str, str, int | None]]:
    found = lines(accident_rows(*rows), definitions)
    return [
        (row.chainage, row.line, None if pd.isna(row.line_m) else int(row.line_m))
        for row in found.itertuples(index=False)
    ]


@pytest.mark.parametrize(
    ("name", "road", "scope"),
    [
        ("QL70", "QL70", WHOLE),
        ("DT151", "DT151", WHOLE),
        ("Tỉnh lộ 151", "DT151", WHOLE),
        ("QL32", "QL32", WHOLE),  # not in the list, but numbered by the state
        ("ĐH12", "ĐH12", LOCAL),
        ("Phố Hoàng Liên", "Phố Hoàng Liên", LOCAL),
        ("Đường liên xã", "Đường liên xã", NO_ROAD),
        ("Đường huyện", "Đường huyện", NO_ROAD),
        ("Quốc lộ", "Quốc lộ", NO_ROAD),
        ("unknown", "unknown", NO_ROAD),
    ],
)
def test_what_a_name_means(definitions: Definitions, name: str, road: str, scope: str) -> None:
    found = road_scopes([name], definitions).loc[name]
    assert (found["road"], found["scope"]) == (road, scope)


def test_without_a_table_a_road_is_its_own_line(definitions: Definitions) -> None:
    found = on_lines(
        definitions,
        {"road": "QL70", "km_m": 143_200},
        {"road": "QL70"},
        {"road": "unknown", "km_m": 5},
        {"road": "Đường liên xã", "km_m": 5},
        {"road": "ĐH12", "km_m": 5, "area_code": "086"},
        {"road": "ĐH12", "km_m": 5, "area_code": "087"},
        {"road": "Đường sắt Yên Viên - Lào Cai", "km_m": 262_000, "mode": "rail"},
    )
    assert found == [
        ("QL70", "QL70", 143_200),
        ("", "", None),
        ("", "", None),
        ("", "", None),
        ("ĐH12", "ĐH12@086", 5),
        ("ĐH12", "ĐH12@087", 5),
        ("Đường sắt Yên Viên - Lào Cai", "Đường sắt Yên Viên - Lào Cai", 262_000),
    ]


def test_a_position_holds_with_its_day(dated: Definitions) -> None:
    # Km17 of the old count is 17 km from the south end; of the new one 17-4 = 13 km from the north end, 44-13 = 31.
    assert on_lines(
        dated,
        {"road": "QL4E", "km_m": 17_000, "occurred_on": "2018-12-31"},
        {"road": "QL4E", "km_m": 17_000, "occurred_on": "2019-01-01"},
        {"road": "QL4E", "km_m": 35_000, "occurred_on": "2024-06-01"},
    ) == [("cũ", "trục 4E", 17_000), ("mới", "trục 4E", 31_000), ("mới", "trục 4E", 13_000)]


def test_a_stretch_shared_by_two_roads_is_one_line(dated: Definitions) -> None:
    assert on_lines(dated, {"road": "QL4E", "km_m": 1_500}, {"road": "QL70", "km_m": 191_500}) == [
        ("mới", "trục 70", 191_500),
        ("QL70-2010", "trục 70", 191_500),
    ]


def test_where_two_stretches_touch_the_earlier_row_has_the_post(dated: Definitions) -> None:
    assert on_lines(dated, {"road": "QL4E", "km_m": 4_000}) == [("mới", "trục 70", 194_000)]


def test_a_position_without_a_kilometring_is_kept_apart(dated: Definitions) -> None:
    assert on_lines(
        dated,
        {"road": "QL4E", "km_m": 60_000},
        {"road": "QL70", "km_m": 150_000, "occurred_on": "2009-12-31"},
        {"road": "QL279", "km_m": 60_000},
    ) == [("QL4E/?", "QL4E/?", 60_000), ("QL70/?", "QL70/?", 150_000), ("QL279", "QL279", 60_000)]


def test_metres_of_a_stretched_kilometring_are_rounded(tmp_path: Path) -> None:
    text = "road,chainage,from_m,to_m,line,line_from_m,line_to_m\nQL70,a,0,1000,L,0,1500\n"
    (tmp_path / "chainages.csv").write_text(text, encoding="utf-8")
    assert on_lines(load_definitions(tmp_path), {"road": "QL70", "km_m": 333}) == [("a", "L", 500)]  # 499,5


def test_the_order_of_rows_changes_nothing(dated: Definitions) -> None:
    rows = accident_rows(
        *({"road": road, "km_m": km} for road in ("QL4E", "QL70", "ĐH12") for km in (0, 4000, 190_500))
    )
    there = lines(rows, dated)
    back = lines(rows.iloc[::-1], dated)
    pd.testing.assert_frame_equal(back.sort_index(), there)


def test_the_other_way_round(dated: Definitions) -> None:
    table = dated.chainages()
    today = pd.Timestamp("2024-06-01")
    both = km_on_line("trục 70", 191_500, today, table)
    assert both == [("QL4E", "mới", 1_500), ("QL70", "QL70-2010", 191_500)]
    assert km_on_line("trục 4E", 31_000, today, table) == [("QL4E", "mới", 17_000)]
    assert km_on_line("trục 4E", 31_000, pd.Timestamp("2010-01-01"), table) == [("Quốc lộ 4E", "cũ", 31_000)]
    assert km_on_line("QL279", 60_000.4, today, table) == [("QL279", "QL279", 60_000)]


def test_posts_are_placed_by_their_kilometring(dated: Definitions) -> None:
    found = chainage_positions(
        pd.Series(["cũ", "mới", "mới", "QL279"]), pd.Series([17_000, 17_000, 99_000, 5]), dated.chainages()
    )
    assert found["line"].tolist() == ["trục 4E", "trục 4E", "", "QL279"]
    assert found["line_m"].fillna(-1).tolist() == [17_000, 31_000, -1, 5]
