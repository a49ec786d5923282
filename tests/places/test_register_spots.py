"""From accidents to the register: found spots are proposed, treated places compared with what was expected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.intake.files.read import ReceivedFile
from analysis.places.blackspots import BlackSpots, black_spots
from analysis.places.register import place_of, register, reviews
from analysis.places.register_changes import set_status
from analysis.places.register_matching import first_match, match
from analysis.places.register_spots import found_places, review_found
from analysis.places.register_treatment import place_treatment
from analysis.store.imports import import_file
from analysis.store.tables import Store, open_store

from .spots import TOLD

WHY = "QĐ 12"
AS_OF = date(2025, 3, 31)
HEAD = "Mã vụ;Ngày xảy ra;Huyện;Số người chết;Số người bị thương;Tuyến đường;Lý trình;Vĩ độ;Kinh độ"
HERE = "Bảo Yên;1;0;QL70;Km126+{};22.2625;104.4470"
ROWS = [
    f"A1;18/05/2024;{HERE.format(370)}",
    f"A2;02/02/2025;{HERE.format(430)}",
    "B1;03/03/2025;Bảo Yên;1;0;QL279;Km5;22.2;104.5",
    *(f"C{place};10/{place + 1}/2023;Bảo Yên;0;1;QL70;Km{place * 10 + 1};;" for place in range(6)),
]


@pytest.fixture
def store(tmp_path: Path, definitions: Definitions) -> Store:
    """One black spot (two fatal accidents 60 m apart), one accident short of one, six accidents elsewhere on QL70."""
    store, path = open_store(tmp_path / "kho"), tmp_path / "tai nạn.csv"
    path.write_text("\n".join([HEAD, *ROWS]) + "\n", encoding="utf-8")
    import_file(store, definitions, ReceivedFile(path, path.name), "accidents", who="Lan", now=TOLD.now)
    return store


def search(store: Store, definitions: Definitions, by: str = "km") -> BlackSpots:
    return black_spots(store, definitions, as_of=AS_OF, by=by)


def test_found_spots_have_what_the_register_needs(store: Store, definitions: Definitions) -> None:
    (row,) = found_places(search(store, definitions)).to_dict("records")
    assert (row["kind"], row["by"], row["road"], row["from_m"], row["to_m"]) == (
        "black_spot",
        "km",
        "QL70",
        126_370,
        126_430,
    )
    assert (row["criteria"], row["area_code"], row["accident_ids"]) == ("C1", "087", ("A1", "A2"))
    assert row["radius_m"] != row["radius_m"]
    (disc,) = found_places(search(store, definitions, "point")).to_dict("records")
    assert (disc["by"], disc["radius_m"]) == ("point", 50.0)
    assert set(found_places(search(store, definitions), potential=True)["kind"]) == {"potential"}


def test_a_review_by_what_was_found_keeps_how_it_was_searched(store: Store, definitions: Definitions) -> None:
    done = review_found(store, search(store, definitions), definitions, told=TOLD)
    assert done.table[["name", "mark"]].to_numpy().tolist() == [["QL70 Km126+370 - Km126+430, Bảo Yên", "new"]]
    kept = reviews(store)["details"].iloc[0]
    assert kept["looked"] == ["km", "point"]
    assert (kept["rule"]["length_m"], kept["rule"]["since"]) == (100, "2022-03-31")
    assert kept["rule"]["rules"]


def test_a_review_searches_both_ways_whichever_is_shown(store: Store, definitions: Definitions) -> None:
    """What only the coordinates find is proposed too, and what both find is one place."""
    path = store.folder.parent / "thêm.csv"
    rows = [f"D{day};{day}/01/2025;TP Lào Cai;1;0;Phố Mới;;22.4701;103.9859" for day in (5, 6)]
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    import_file(store, definitions, ReceivedFile(path, path.name), "accidents", who="Lan", now=TOLD.now)
    done = review_found(store, search(store, definitions, "point"), definitions, told=TOLD)
    assert done.table["name"].to_list() == [
        "QL70 Km126+370 - Km126+430, Bảo Yên",
        "Phố Mới (22,47010; 103,98590), TP Lào Cai",
    ]
    assert register(store)["by"].to_list() == ["km", "point"]
    before = store.versions()
    assert not review_found(store, search(store, definitions), definitions, told=TOLD).changed
    assert store.versions() == before


def test_the_same_place_found_by_coordinates_is_the_registered_one(store: Store, definitions: Definitions) -> None:
    review_found(store, search(store, definitions), definitions, told=TOLD)
    spots = found_places(search(store, definitions, "point"))
    assert first_match(match(register(store), spots)).to_list() == ["DM-0001"]
    assert len(review_found(store, search(store, definitions, "point"), definitions, told=TOLD).table) == 1
    assert len(register(store)) == 1


def treated(store: Store, definitions: Definitions) -> dict:
    review_found(store, search(store, definitions), definitions, told=TOLD)
    for status, day in (("confirmed", 1), ("in_work", 5), ("done", 20)):
        set_status(store, "DM-0001", status, reason=WHY, told=TOLD, on_day=date(2025, 2, day))
    return place_of(register(store), "DM-0001")


def test_before_and_after_the_works_of_a_place(store: Store, definitions: Definitions) -> None:
    """Works of 5 to 20 February 2025: both accidents lie before them, none after."""
    place = treated(store, definitions)
    found = place_treatment(place, search(store, definitions), definitions)
    assert (found.before, found.after, found.worst_year) == (2, 0, 2)
    assert found.before_days == (date(2022, 3, 31), date(2025, 2, 4))
    assert found.after_days == (date(2025, 2, 21), AS_OF)
    assert found.others_before == 6


def test_a_place_is_laid_around_its_accidents_whichever_way_it_is_searched(
    store: Store, definitions: Definitions
) -> None:
    place = treated(store, definitions)
    for by in ("km", "point"):
        assert place_treatment(place, search(store, definitions, by), definitions).before == 2


def test_what_cannot_be_compared_is_said(store: Store, definitions: Definitions) -> None:
    place = treated(store, definitions)
    with pytest.raises(RequestError, match="chưa có ngày xử lý xong"):
        place_treatment(place | {"done_on": None}, search(store, definitions), definitions)
    with pytest.raises(RequestError, match="Không vụ nào"):
        place_treatment(place | {"accident_ids": ("X",)}, search(store, definitions), definitions)


def with_more(store: Store, definitions: Definitions, *rows: str) -> None:
    path = store.folder.parent / "sau.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    import_file(store, definitions, ReceivedFile(path, path.name), "accidents", who="Lan", now=TOLD.now)


def test_before_and_after_are_counted_on_the_same_ground(store: Store, definitions: Definitions) -> None:
    """A place put together from two, 530 m long: accidents after the works count along all of it, as those before."""
    place = treated(store, definitions) | {"accident_ids": ("A1", "A2", "W")}
    with_more(
        store,
        definitions,
        "W;02/02/2024;Bảo Yên;0;1;QL70;Km126+900;;",
        "X;01/03/2025;Bảo Yên;0;1;QL70;Km126+800;;",
        "Y;01/03/2025;Bảo Yên;0;1;QL70;Km126+901;;",
    )
    found = place_treatment(place, search(store, definitions), definitions)
    assert (found.before, found.after) == (3, 1)


def test_accidents_after_the_works_do_not_move_the_place(store: Store, definitions: Definitions) -> None:
    """X came after the works and was found with the place: 126+370 to 126+430 reaches no farther for it."""
    place = treated(store, definitions) | {"accident_ids": ("A1", "A2", "X")}
    with_more(store, definitions, "X;01/03/2025;Bảo Yên;0;1;QL70;Km126+470;;")
    found = place_treatment(place, search(store, definitions), definitions)
    assert (found.before, found.after) == (2, 0)


def test_a_place_on_two_roads_is_not_laid_between_their_kilometres(store: Store, definitions: Definitions) -> None:
    """Km126 of one road and Km5 of another have no middle: the commonest line stands."""
    place = treated(store, definitions) | {"accident_ids": ("A1", "A2", "V")}
    with_more(store, definitions, "V;02/02/2024;Bảo Yên;0;1;QL279;Km5;;", "X;01/03/2025;Bảo Yên;0;1;QL70;Km126+400;;")
    found = place_treatment(place, search(store, definitions), definitions)
    assert (found.before, found.after) == (2, 1)
