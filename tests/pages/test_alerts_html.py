"""The blocks of Địa bàn tăng from rows that can be checked by eye: nothing from a file becomes a tag."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.figures.compare import compare_daily
from analysis.figures.counts import MEASURES, NOT_GIVEN
from analysis.signals.alerts import alerts
from pages._alerts_choice import without_markdown
from pages._alerts_decide import decisions_table
from pages._alerts_facts import accident_table, fact_cards, quarters_title, watch_title, years_title
from pages._alerts_html import Line, Share, changes, opened_heading, range_list
from pages._alerts_list import decided_words
from tests.figures.rows import covers

HOSTILE = "<img src=x onerror=\"alert('x')\">"
TAME = "&lt;img src=x onerror=&quot;alert(&#x27;x&#x27;)&quot;&gt;"
NAN = float("nan")


def row(**more: Any) -> dict[str, Any]:
    plain = {"label": "Bảo Yên", "now": 21.0, "last_year": 9.0, "expected": 9.4, "lower": 5.0, "upper": 14.0}
    return plain | {"level": "red", "covered": "full", "set_aside": False} | more


def line(**more: Any) -> Line:
    return Line(**({"row": row(), "name": "A", "level": "red", "words": "▲▲", "reason": "vì"} | more))


def test_every_text_is_escaped() -> None:
    hostile = line(name=HOSTILE, words=HOSTILE, reason=HOSTILE, decided=HOSTILE)
    blocks = (
        range_list([hostile], HOSTILE, opens=True),
        range_list([hostile], "", opens=False),
        opened_heading(HOSTILE, "red", HOSTILE, HOSTILE, HOSTILE),
        changes([(HOSTILE, [Share(HOSTILE, 3, 1, HOSTILE)])], HOSTILE, HOSTILE, HOSTILE),
        accident_table(pd.DataFrame({"Mã vụ": [HOSTILE], "Tuyến đường": [HOSTILE]}), HOSTILE),
    )
    for block in blocks:
        assert "<img" not in block
        assert TAME in block


def test_a_line_opens_the_place_of_its_number_only_where_it_can() -> None:
    two = [line(), line(name="B")]
    assert 'data-opens="1"' in range_list(two, "", opens=True)
    assert "data-opens" not in range_list(two, "", opens=False)


def test_a_dimension_without_groups_is_left_out() -> None:
    drawn = changes([("Tuyến đường", []), ("Thứ", [Share("Thứ hai", 3, 1.0, "3 / 1,0")])], "", "", "")
    assert "Tuyến đường" not in drawn
    assert "3 / 1,0" in drawn


@pytest.mark.parametrize(
    ("now", "where"), [(21.0, "trên khoảng"), (14.0, "trong khoảng"), (5.0, "trong khoảng"), (4.0, "dưới khoảng")]
)
def test_the_title_says_where_the_count_lies(definitions: Definitions, now: float, where: str) -> None:
    period = parse_period("2025-Q1", definitions.calendars["15-14"])
    assert quarters_title(row(now=now), period).endswith(f"{where} bình thường 5-14")


def test_titles_without_a_range_or_a_count(definitions: Definitions) -> None:
    period = parse_period("2025-Q1", definitions.calendars["15-14"])
    bare = row(lower=NAN, upper=NAN)
    assert quarters_title(bare, period) == "Bảo Yên theo quý: Quý I/2025 có 21 vụ"
    assert quarters_title(bare | {"now": NAN}, period).endswith("chưa đủ số liệu của Quý I/2025")
    so_far = quarters_title(row(covered="partial", lower=NAN, upper=NAN), period)
    assert so_far == "Bảo Yên theo quý: Quý I/2025 có 21 vụ đến nay, chưa đủ số liệu của kỳ"
    assert years_title(bare, period) == "Quý I các năm"
    year = parse_period("2024", definitions.calendars["15-14"])
    assert years_title(row(), year) == "Các năm (nền: bình thường 5-14)"


def test_a_count_so_far_is_not_set_against_a_whole_year_before(definitions: Definitions) -> None:
    """Two of three months of Quý I/2025 with 5 accidents, 9 in all of Quý I/2024: no "giảm 4 vụ (-44,44%)"."""
    days = pd.to_datetime(["2024-01-05"] * 9 + ["2025-01-05"] * 5).astype("datetime64[s]")
    daily = pd.DataFrame({"occurred_on": days, "area_code": "087", "mode": "road", "severity": "less_serious"})
    measures = dict.fromkeys((*MEASURES, *NOT_GIVEN), 0) | {"accidents": 1}
    daily = daily.assign(**measures).astype(dict.fromkeys(measures, "Int64"))
    calendar = definitions.calendars["15-14"]
    now, base = parse_period("2025-Q1", calendar), parse_period("2024-Q1", calendar)
    words = {}
    for name, stop in (("so far", "2025-02-15"), ("whole", "2025-03-15")):
        options = {"areas": ["087"], "coverage": covers("*", "2018-12-15", stop)}
        compared = compare_daily(daily, definitions, now, base, **options)
        found = alerts(daily, definitions, now, calendar=calendar, coverage=options["coverage"])
        words[name] = fact_cards(compared, compared, found.row("087"), found)
    assert "Quý I/2024 9 vụ<" in words["so far"]
    assert "giảm" not in words["so far"]
    assert "Quý I/2024 9 vụ: giảm 4 vụ (-44,44%)" in words["whole"]


def months(*alarms: bool, enough: bool = True) -> pd.DataFrame:
    labels = [f"Tháng {place}/2025" for place in range(1, len(alarms) + 1)]
    return pd.DataFrame({"month_label": labels, "accidents": 3.0, "alarm": alarms, "enough": enough})


def test_the_title_of_the_watch_names_the_alarms_or_says_that_there_is_none() -> None:
    assert (
        watch_title(months(False, True, True), "A")
        == "A theo tháng: số vụ dồn nhiều tháng vượt ngưỡng cảnh báo tháng 2/2025, tháng 3/2025"
    )
    assert (
        watch_title(months(False, False), "A")
        == "A theo tháng: 2 tháng qua không có số vụ dồn nhiều tháng vượt ngưỡng cảnh báo"
    )
    assert "chưa đủ 36 tháng" in watch_title(months(False, enough=False), "A")
    unseen = months(False, False).assign(accidents=[3.0, NAN])
    assert (
        watch_title(unseen, "A")
        == "A theo tháng: 1 tháng đủ số liệu không có số vụ dồn nhiều tháng vượt ngưỡng cảnh báo"
    )


def test_a_decision_is_said_with_reason_who_and_what_has_changed_since() -> None:
    decided = {"set_aside": True, "set_aside_at": pd.Timestamp("2025-04-20 03:00", tz="UTC")}
    decided |= {"set_aside_by": "Lan", "set_aside_reason": "mưa đá", "accidents_then": 20}
    said = decided_words(row(**decided))
    for part in ("20/04/2025", "mưa đá", "Lan", "20 vụ", "21 vụ"):
        assert part in said
    assert decided_words(row()) == ""


def test_a_list_has_a_row_an_accident_and_missing_is_a_dash() -> None:
    listing = pd.DataFrame(
        {
            "Mã vụ": ["a", "b"],
            "Ngày": pd.to_datetime(["2025-01-05", "2025-02-01"]),
            "Chết": pd.array([1, None], "Int32"),
        }
    )
    drawn = accident_table(listing, "")
    assert drawn.count("<tr>") == 3  # the headings and two accidents
    assert "05/01/2025" in drawn
    assert '<td class="n" data-sort="">–</td>' in drawn


def test_every_decision_is_told_in_words_the_last_one_first(definitions: Definitions) -> None:
    plain = {"by": "area", "key": "087", "period": "2025-Q1", "calendar": "15-14", "who": "Lan"}
    first = {"event": "set_aside", "at": pd.Timestamp("2025-04-20 20:00", tz="UTC"), "reason": HOSTILE, "level": "red"}
    second = {"event": "reopened", "at": pd.Timestamp("2025-05-02 01:00", tz="UTC"), "reason": "", "level": None}
    events = pd.DataFrame([plain | first | {"accidents": 21}, plain | second | {"accidents": pd.NA}])
    drawn = decisions_table(events, definitions)
    assert TAME in drawn
    assert "21 vụ, tăng rõ rệt" in drawn
    # 20:00 UTC is 3 o'clock of the next day in Vietnam
    assert drawn.index("02/05/2025") < drawn.index("21/04/2025")
    assert drawn.count("Bảo Yên") == 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("QL70", "QL70"),
        ("![x](http://a.vn/b.png)", r"\!\[x\]\(http\:\/\/a\.vn\/b\.png\)"),
        (":red[QL4]", r"\:red\[QL4\]"),
        ("Đường tỉnh 153", "Đường tỉnh 153"),
    ],
)
def test_a_button_shows_the_name_of_a_road_letter_by_letter(name: str, shown: str) -> None:
    assert without_markdown(name) == shown
