"""Reviews: mới, vẫn còn, không còn, xuất hiện lại; what is proposed, what is written, what stays a person's."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import RequestError
from analysis.places.register import history, place_of, register, reviews
from analysis.places.register_changes import accept, merge, reject, set_status
from analysis.places.register_review import Review, propose, review
from analysis.store.tables import Store, open_store

from .spots import NAMES, TOLD, frame, spot, told

Q1, Q2, Q3, Q4 = date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31)
LATER = told(now=datetime(2026, 1, 5, tzinfo=UTC))
FAR = {"from_m": 5_000, "to_m": 5_060, "area_code": "082", "road": "ĐT156"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "kho")


def reviewed(store: Store, day: date, *spots: dict[str, Any], **options: Any) -> Review:
    return review(store, frame(*spots), as_of=day, told=LATER, names=NAMES, **options)


def marks(done: Review) -> dict[str, str]:
    return dict(zip(done.table["register_id"], done.table["mark"], strict=True))


def test_new_places_are_proposed_in_the_order_of_the_list(store: Store) -> None:
    done = reviewed(store, Q1, spot("S1", "A", "B"), spot("S2", "C", **FAR))
    assert marks(done) == {"DM-0001": "new", "DM-0002": "new"}
    places = register(store)
    assert places["name"].to_list() == ["QL70 Km126+370 - Km126+430, Bảo Yên", "ĐT156 Km5+000 - Km5+060, Bát Xát"]
    assert set(places["status"]) == {"proposed"}
    assert places["spot_ids"].to_list() == [("S1",), ("S2",)]
    assert (done.table["new_accidents"].to_list(), done.still_rejected, done.changed) == ([2, 1], {}, True)


def test_new_still_gone_back(store: Store) -> None:
    """Found in Q1 and Q2, not in Q3, again in Q4 with other accidents at the same place."""
    here = spot("S1", "A", "B")
    assert marks(reviewed(store, Q1, here)) == {"DM-0001": "new"}
    assert marks(reviewed(store, Q2, here)) == {"DM-0001": "still"}
    assert marks(reviewed(store, Q3)) == {"DM-0001": "gone"}
    again = reviewed(store, Q4, spot("S9", "X", "Y", from_m=126_380, to_m=126_420))
    assert marks(again) == {"DM-0001": "back"}
    assert again.table["new_accidents"].to_list() == [2]
    place = place_of(register(store), "DM-0001")
    assert place["accident_ids"] == ("A", "B", "X", "Y")
    assert place["last_mark"] == "back"
    assert place["status"] == "proposed"
    assert history(store, "DM-0001")["value"].to_list()[1:] == ["still", "gone", "back"]
    assert reviews(store)["as_of"].dt.date.to_list() == [Q1, Q2, Q3, Q4]


def test_gone_twice_and_back_then_still(store: Store) -> None:
    here = spot("S1", "A", "B")
    days = [(Q1, True), (Q2, False), (Q3, False), (Q4, True), (date(2026, 1, 4), True)]
    found = [marks(reviewed(store, day, *([here] if there else []))).get("DM-0001") for day, there in days]
    assert found == ["new", "gone", "gone", "back", "still"]


def test_the_same_review_again_writes_nothing(store: Store) -> None:
    spots = [spot("S1", "A", "B"), spot("S2", "C", **FAR)]
    for day in (Q1, Q2):
        first = reviewed(store, day, *spots)
        before = store.versions()
        again = reviewed(store, day, *spots)
        assert store.versions() == before
        assert (again.changed, marks(again)) == (False, marks(first))


def test_a_second_review_of_a_day_is_held_against_the_day_before(store: Store) -> None:
    """The data of the day were mended: what had been gone was there, so it is «still», not «back»."""
    here = spot("S1", "A", "B")
    reviewed(store, Q1, here)
    assert marks(reviewed(store, Q2)) == {"DM-0001": "gone"}
    assert marks(reviewed(store, Q2, here)) == {"DM-0001": "still"}
    assert marks(reviewed(store, Q3, here)) == {"DM-0001": "still"}


def test_an_earlier_day_and_a_day_to_come_are_refused(store: Store) -> None:
    reviewed(store, Q2)
    with pytest.raises(RequestError, match=r"30/06/2025.*31/03/2025"):
        reviewed(store, Q1)
    with pytest.raises(RequestError, match="06/01/2026"):
        reviewed(store, date(2026, 1, 6))


def test_historical_spots_are_neither_proposed_nor_there(store: Store) -> None:
    assert reviewed(store, Q1, spot("S1", "A", status="HISTORICAL")).table.empty
    reviewed(store, Q2, spot("S1", "A"))
    assert marks(reviewed(store, Q3, spot("S1", "A", status="HISTORICAL"))) == {"DM-0001": "gone"}


def test_a_review_changes_no_status_and_a_removed_place_comes_back_as_a_mark(store: Store) -> None:
    reviewed(store, Q1, spot("S1", "A"))
    accept(store, "DM-0001", reason="đúng", told=LATER)
    set_status(store, "DM-0001", "removed", reason="đã cải tạo", told=LATER)
    assert reviewed(store, Q2).table.empty
    assert marks(reviewed(store, Q3, spot("S1", "A", "B"))) == {"DM-0001": "back"}
    assert register(store)["status"].to_list() == ["removed"]


def test_a_rejected_place_is_not_proposed_again_but_said(store: Store) -> None:
    reviewed(store, Q1, spot("S1", "A"))
    reject(store, "DM-0001", reason="ghi nhầm lý trình", told=LATER)
    done = reviewed(store, Q2, spot("S1", "A", "B"))
    assert done.table.empty
    assert done.still_rejected == {"DM-0001": 1}
    assert len(register(store)) == 1


def test_what_was_merged_counts_for_the_place_that_stands_for_it(store: Store) -> None:
    reviewed(store, Q1, spot("S1", "A"), spot("S2", "C", **FAR))
    merge(store, "DM-0002", "DM-0001", reason="một nút giao", told=LATER)
    assert marks(reviewed(store, Q2, spot("S2", "C", **FAR))) == {"DM-0001": "still"}
    assert len(register(store)) == 2


def test_two_found_spots_at_one_place_are_one_proposal(store: Store) -> None:
    """The greedy list can find a second window at the same stretch: it is the same place."""
    done = reviewed(store, Q1, spot("S1", "A", "B"), spot("S2", "C", "D", from_m=126_380, to_m=126_430))
    assert marks(done) == {"DM-0001": "new"}
    place = place_of(register(store), "DM-0001")
    assert (place["spot_ids"], place["accident_ids"]) == (("S1", "S2"), ("A", "B", "C", "D"))


def test_a_place_that_was_not_looked_for_is_not_gone(store: Store) -> None:
    where = {"from_m": None, "to_m": None, "road": "", "by": "point", "lat": 22.47, "lon": 103.98, "radius_m": 50.0}
    reviewed(store, Q1, spot("S1", "A"), spot("S2", "B", **where))
    assert register(store)["name"].iloc[1] == "Điểm (22,47000; 103,98000), Bảo Yên"
    assert marks(reviewed(store, Q2, spot("S1", "A"), looked=("km",))) == {"DM-0001": "still"}
    assert marks(reviewed(store, Q3, looked=("km", "point"))) == {"DM-0001": "gone", "DM-0002": "gone"}


def test_a_review_keeps_the_rule_it_was_made_by(store: Store) -> None:
    reviewed(store, Q1, spot("S1", "A"), rule={"length_m": 100, "since": date(2022, 3, 31)}, looked=("km",))
    kept = reviews(store).iloc[0]
    assert kept["details"] == {
        "rule": {"length_m": 100, "since": "2022-03-31"},
        "looked": ["km"],
        "spots": 1,
        "marks": {"new": 1},
    }
    assert (kept["who"], kept["as_of"].date()) == ("Lan", Q1)


def test_a_place_proposed_by_hand_on_the_day_is_new(store: Store) -> None:
    propose(store, spot("S1", "A"), reason="theo phản ánh", told=TOLD, names=NAMES)
    assert marks(reviewed(store, date(2025, 4, 1), spot("S1", "A"))) == {"DM-0001": "new"}
