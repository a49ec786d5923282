"""Flags below the district: roads and communes from the store, where counts allow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.errors import RequestError
from analysis.figures.compare import covered_batches
from analysis.review.alert_note_words import note_sentences
from analysis.review.alert_words import headline, reason
from analysis.signals.alerts import Alerts, place_alerts
from analysis.store.tables import Store, open_store
from tests.signals.stored import accident, store_of

STARTS = [date(year + (month < 12), month, 15) for year in range(2018, 2024) for month in (12, 3, 6, 9)][:21]
"""First days of Quý I/2019 to Quý I/2024."""


@pytest.fixture(scope="module")
def store(definitions: Definitions, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """QL70 has 4 a quarter and 12 in the last, QL279 4, QL4E 1; one in the last has no road. All but QL70 in Sa Pa."""
    rows: list[dict[str, str]] = []
    for place, start in enumerate(STARTS):
        last = place == len(STARTS) - 1
        roads = ["QL70"] * (12 if last else 4) + ["QL279"] * 4 + ["QL4E"] + [""] * last
        for number, road in enumerate(roads):
            where = {} if road == "QL70" else {"area": "Sa Pa"}
            day = pd.Timestamp(start) + pd.Timedelta(days=number)
            rows.append(accident(f"A{place}-{number}", f"{day:%d/%m/%Y}", road=road, **where))
    folder: Path = tmp_path_factory.mktemp("places")
    return store_of(folder, definitions, rows, covers=(date(2018, 12, 15), date(2024, 3, 14)))


def found(store: Store, definitions: Definitions, by: str = "road", **options: object) -> Alerts:
    calendar = definitions.calendar()
    return place_alerts(
        store,
        definitions,
        parse_period("2024-Q1", calendar),
        by=by,
        calendar=calendar,
        coverage=covered_batches(store, "accidents"),
        **options,  # type: ignore[arg-type]
    )


def test_a_road_that_rises(store: Store, definitions: Definitions) -> None:
    result = found(store, definitions)
    assert result.by == "road"
    row = result.row("QL70")
    assert (row["now"], row["last_year"], row["mean"], row["level"]) == (12, 4, 4, "red")
    assert row["expected"] == pytest.approx(4)
    assert result.row("QL279")["level"] == "none"
    assert headline(result) == (
        "Quý I/2024: 1 tuyến đường tăng rõ rệt (QL70); 1 tuyến đường khác được xét không bị gắn cờ."
    )


def test_a_road_with_too_few_has_no_figure(store: Store, definitions: Definitions) -> None:
    result = found(store, definitions)
    row = result.row("QL4E")
    assert row["level"] == "too_few"
    assert pd.isna([row[name] for name in ("expected", "lower", "upper", "p_last", "p_base", "p_trend")]).all()
    assert reason(row, result) == "1 vụ; trung bình 1,0 vụ một quý, dưới 3 nên không xét"
    assert result.chance["areas"] == 2
    assert note_sentences(result) == [
        "Quý I/2024: 1 vụ không rõ tuyến đường, không tính cho nơi nào.",
        "1 tuyến đường có trung bình dưới 3 vụ một quý: quá ít để kết luận, không gắn cờ.",
    ]


def test_the_few_serve_the_season_and_the_comparison_with_the_rest(store: Store, definitions: Definitions) -> None:
    """Others of QL70: QL279 with 4 of 4 and the rest with 1 of 1, so nothing else moved."""
    row = found(store, definitions).row("QL70")
    assert 0 < row["p_relative"] < 0.05
    assert row["p_relative"] > row["p_base"]


def test_a_filter_by_district(store: Store, definitions: Definitions) -> None:
    result = found(store, definitions, where={"area": ["Sa Pa"]})
    assert set(result.table["area"]) == {"QL279", "QL4E"}


def test_where_no_place_has_enough_the_headline_says_so(store: Store, definitions: Definitions) -> None:
    few = found(store, definitions, where={"road": ["QL4E"]})
    assert headline(few) == ("Quý I/2024: không tuyến đường nào đủ vụ để xét (cần trung bình từ 3 vụ một quý).")
    assert few.quarters_of_history == 20
    nowhere = found(store, definitions, by="commune")
    assert nowhere.table.empty
    assert headline(nowhere) == "Quý I/2024: không vụ nào ghi xã, phường nên không xét được."
    assert nowhere.unknown == 18


def test_other_dimensions_have_no_flags(store: Store, definitions: Definitions) -> None:
    with pytest.raises(RequestError, match="«hour»"):
        found(store, definitions, by="hour")


def test_an_empty_store_has_no_data_rather_than_no_roads(definitions: Definitions, tmp_path: Path) -> None:
    assert headline(found(open_store(tmp_path), definitions)) == "Chưa có số liệu của Quý I/2024."
