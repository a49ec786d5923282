"""The accidents behind a flag, from a store: the list has exactly as many rows as the flag says."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period, parse_period
from analysis.errors import RequestError
from analysis.figures.compare import covered_batches
from analysis.figures.counts import daily_counts
from analysis.figures.listing import LISTED, accidents_behind
from analysis.review.lists import list_csv, list_xlsx
from analysis.signals.alerts import alerts
from analysis.store.batches import list_batches, withdraw
from analysis.store.corrections import correct
from analysis.store.snapshots import at_snapshot, create_snapshot
from analysis.store.tables import Store

from .stored import NOON, accident, add_file, store_of

ROWS = [
    accident(
        "A1", "15/12/2024", time="22:05", road="QL70", km="Km126+370", cause="Vượt ẩu", vehicles="Mô tô, Ô tô tải"
    ),
    accident("A2", "14/03/2025", commune="Xã Bảo Hà", deaths="1", severity="Nghiêm trọng"),
    accident("A3", "01/01/2025", severity="Va chạm", injured="0"),
    accident("A4", "14/12/2024"),
    accident("A5", "15/03/2025"),
    accident("A6", "02/01/2025", area="Sa Pa"),
    accident("A7", "03/01/2025", area=""),
    accident("A8", "04/01/2025", mode="Đường sắt", vehicles="Tàu hỏa"),
    accident("A9", "05/01/2025"),
]
"""Quý I/2025 (15/12/2024–14/03/2025) of Bảo Yên: A1, A2, A3 (va chạm), A8 (railway), A9."""


@pytest.fixture
def store(tmp_path: Path, definitions: Definitions) -> Store:
    return store_of(tmp_path, definitions, ROWS, covers=(date(2018, 12, 15), date(2025, 3, 31)))


@pytest.fixture
def period(definitions: Definitions) -> Period:
    return parse_period("2025-Q1", definitions.calendar())


def now_of(store: Store, definitions: Definitions, period: Period, **options: object) -> int:
    """What the flag of Bảo Yên says."""
    asked = {"calendar": definitions.calendar(period.calendar_key), "coverage": covered_batches(store, "accidents")}
    found = alerts(daily_counts(store), definitions, period, **asked, **options)
    return int(found.row("087")["now"])


def ids(listing: pd.DataFrame) -> list[str]:
    return list(listing["accident_id"])


def test_the_list_is_what_the_flag_counts(store: Store, definitions: Definitions, period: Period) -> None:
    listing = accidents_behind(store, definitions, period, where={"area": ["087"]})
    assert ids(listing) == ["A1", "A3", "A8", "A9", "A2"]
    assert len(listing) == now_of(store, definitions, period)
    without = accidents_behind(store, definitions, period, where={"area": ["087"]}, with_collisions=False)
    assert ids(without) == ["A1", "A8", "A9", "A2"]
    assert len(without) == now_of(store, definitions, period, with_collisions=False)
    road = accidents_behind(store, definitions, period, where={"area": ["087"], "mode": ["road"]})
    assert ids(road) == ["A1", "A3", "A9", "A2"]
    assert len(road) == now_of(store, definitions, period, modes=["road"])


def test_another_calendar_lists_other_accidents(store: Store, definitions: Definitions) -> None:
    by_month = parse_period("2025-Q1", definitions.calendar("month"))
    listing = accidents_behind(store, definitions, by_month, where={"area": ["087"]})
    assert ids(listing) == ["A3", "A8", "A9", "A2", "A5"]
    assert len(listing) == now_of(store, definitions, by_month)


def test_an_accident_without_a_district_is_in_no_list_of_a_district(
    store: Store, definitions: Definitions, period: Period
) -> None:
    whole = accidents_behind(store, definitions, period)
    assert ids(whole) == ["A1", "A3", "A6", "A7", "A8", "A9", "A2"]
    assert whole.set_index("accident_id")["area"]["A7"] == "Không rõ"
    lists = [accidents_behind(store, definitions, period, where={"area": [code]}) for code in definitions.areas.codes]
    assert sum(map(len, lists)) == len(whole) - 1


def test_a_correction_and_a_withdrawn_file_change_the_list_and_a_snapshot_keeps_it(
    store: Store, definitions: Definitions, period: Period, tmp_path: Path
) -> None:
    told = {"who": "thử", "now": NOON}
    add_file(store, tmp_path / "thêm.csv", definitions, [accident("B1", "06/01/2025")])
    create_snapshot(store, definitions, "Quý I", **told)
    correct(store, "A6", {"area_code": "087"}, reason="nhầm huyện", definitions=definitions, **told)
    correct(store, "A9", {"occurred_on": "2025-04-01"}, reason="nhầm ngày", definitions=definitions, **told)
    withdraw(store, list_batches(store)["batch_id"].iloc[-1], **told)
    listing = accidents_behind(store, definitions, period, where={"area": ["087"]})
    assert ids(listing) == ["A1", "A3", "A6", "A8", "A2"]
    assert len(listing) == now_of(store, definitions, period)
    pinned = at_snapshot(store, "Quý I")
    kept = accidents_behind(pinned, definitions, period, where={"area": ["087"]})
    assert ids(kept) == ["A1", "A3", "A8", "A9", "B1", "A2"]
    assert len(kept) == now_of(pinned, definitions, period)


def test_words_stand_in_place_of_codes(store: Store, definitions: Definitions, period: Period) -> None:
    listing = accidents_behind(store, definitions, period, where={"area": ["087"]}).set_index("accident_id")
    assert [*listing.columns] == [name for name in LISTED if name != "accident_id"]
    first = listing.loc["A1"]
    assert first["occurred_on"] == pd.Timestamp("2024-12-15")
    told = ["time", "area", "mode", "severity", "road", "position", "cause", "vehicles"]
    assert first[told].tolist() == [
        *("22:05", "Bảo Yên", "Đường bộ", "Ít nghiêm trọng", "QL70", "Km126+370", "Vượt ẩu"),
        "Mô tô + Ô tô tải",
    ]
    assert listing.loc["A2", ["deaths", "injured"]].tolist() == [1, 1]
    assert listing.loc["A2", "commune"].startswith("Xã Bảo Hà")
    assert listing.loc["A2", ["time", "position", "lat", "lon"]].isna().all()
    assert listing.loc["A2", ["cause", "alcohol"]].tolist() == ["Không rõ", "Không rõ"]


def test_the_downloads_have_as_many_rows(store: Store, definitions: Definitions, period: Period) -> None:
    listing = accidents_behind(store, definitions, period, where={"area": ["087"]})
    lines = list_csv(listing).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + now_of(store, definitions, period)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(list_xlsx(listing, title="Bảo Yên"))).get_sheet_by_index(0)
    below = [row for row in sheet.to_python() if row[0] in ids(listing)]
    assert [row[0] for row in below] == ids(listing)


def test_a_place_below_the_district_and_an_empty_list(store: Store, definitions: Definitions, period: Period) -> None:
    road = accidents_behind(store, definitions, period, where={"area": ["087"], "road": ["QL70"]})
    assert ids(road) == ["A1"]
    nothing = accidents_behind(store, definitions, period, where={"area": ["084"]})
    assert (len(nothing), list(nothing.columns)) == (0, list(LISTED))
    assert len(list_csv(nothing).decode("utf-8-sig").splitlines()) == 1


def test_people_are_no_dimension_of_a_list(store: Store, definitions: Definitions, period: Period) -> None:
    with pytest.raises(RequestError, match="sex"):
        accidents_behind(store, definitions, period, where={"sex": ["male"]})
