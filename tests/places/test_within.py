"""Which accidents lie in a place: ends included, other lines and modes left out, own accidents always in."""

from datetime import date

import numpy as np
import pandas as pd

from analysis.places.asked import Asked
from analysis.places.within import accidents_within

from .spot_rows import placed, spots

BY_KM = Asked("km", date(2024, 12, 31), date(2022, 1, 1), length_m=100)
BY_POINT = Asked("point", date(2024, 12, 31), date(2022, 1, 1), radius_m=50.0)


def inside(spot_table: pd.DataFrame, accidents: pd.DataFrame, asked: Asked) -> list[tuple[str, str]]:
    own = accidents[accidents["spot_id"].ne("")]
    pairs = accidents_within(spot_table, own, accidents, asked)
    return list(
        zip(
            spot_table["spot_id"].to_numpy()[pairs["spot"]],
            accidents["accident_id"].to_numpy()[pairs["accident"]],
            strict=True,
        )
    )


def test_a_stretch_around_the_middle_of_its_own() -> None:
    # Own at 1000 and 1060: the middle is 1030, the stretch 980 to 1080, ends in.
    rows = placed(
        {"spot_id": "S", "line_m": 1_000},
        {"spot_id": "S", "line_m": 1_060},
        {"line_m": 980},
        {"line_m": 979},
        {"line_m": 1_080},
        {"line_m": 1_030, "line": "M"},
        {"line_m": 1_030, "mode": "rail"},
        {},
    )
    assert inside(spots({"spot_id": "S"}), rows, BY_KM) == [("S", "a1"), ("S", "a2"), ("S", "a3"), ("S", "a5")]


def test_a_disc_around_its_middle() -> None:
    rows = placed(
        {"spot_id": "S", "x_m": 0, "y_m": 0},
        {"x_m": 30, "y_m": 40},
        {"x_m": 36, "y_m": 36},
        {"x_m": 0, "y_m": 0, "mode": "rail"},
        {},
    )
    where = spots({"spot_id": "S", "kind": "point", "x_m": 0, "y_m": 0})
    assert inside(where, rows, BY_POINT) == [("S", "a1"), ("S", "a2")]


def test_a_junction_has_what_belongs_to_it() -> None:
    rows = placed({"spot_id": "S", "junction": "J"}, {"junction": "J", "line_m": 99_000}, {"junction": "K"}, {})
    where = spots({"spot_id": "S", "kind": "junction", "junction_id": "J"})
    assert inside(where, rows, BY_KM) == [("S", "a1"), ("S", "a2")]
    assert inside(where, rows, BY_POINT) == [("S", "a1"), ("S", "a2")]


def test_places_may_overlap() -> None:
    rows = placed({"spot_id": "S", "line_m": 0}, {"line_m": 45}, {"spot_id": "T", "line_m": 90})
    where = spots({"spot_id": "S"}, {"spot_id": "T"})
    assert inside(where, rows, BY_KM) == [("S", "a1"), ("S", "a2"), ("T", "a2"), ("T", "a3")]


def test_equal_to_asking_every_pair() -> None:
    generator = np.random.default_rng(8)
    rows = placed(
        *(
            {
                "line": f"L{generator.integers(3)}",
                "line_m": int(generator.integers(0, 2_000)),
                "spot_id": f"S{number}" if number < 6 else "",
            }
            for number in range(120)
        )
    )
    where = spots(*({"spot_id": f"S{number}"} for number in range(6)))
    expected = [
        (f"S{number}", str(other.accident_id))
        for number in range(6)
        for other in rows.itertuples()
        if other.line == rows["line"][number] and abs(int(other.line_m) - int(rows["line_m"][number])) <= 50
    ]
    assert inside(where, rows, BY_KM) == expected


def test_no_spot_and_no_accident() -> None:
    rows = placed({"line_m": 1})
    assert inside(spots({"spot_id": "S"}).iloc[:0], rows, BY_KM) == []
    assert inside(spots({"spot_id": "S"}), rows.iloc[:0], BY_KM) == []


def test_an_accident_of_a_junction_is_in_no_place_beside_it() -> None:
    rows = placed({"spot_id": "S", "line_m": 1_000}, {"line_m": 1_010, "junction": "J"}, {"line_m": 1_020})
    assert inside(spots({"spot_id": "S"}), rows, BY_KM) == [("S", "a1"), ("S", "a3")]


def test_an_accident_of_unknown_mode_is_one_of_the_road() -> None:
    """The rules judge both together: what counted for the spot counts for its rank."""
    rows = placed({"spot_id": "S", "line_m": 1_000}, {"line_m": 1_010, "mode": "unknown"})
    assert inside(spots({"spot_id": "S"}), rows, BY_KM) == [("S", "a1"), ("S", "a2")]
    turned = placed({"spot_id": "S", "line_m": 1_000, "mode": "unknown"}, {"line_m": 1_010})
    assert inside(spots({"spot_id": "S", "mode": "unknown"}), turned, BY_KM) == [("S", "a1"), ("S", "a2")]
