from __future__ import annotations

import json

import pandas as pd
import pytest

from analysis.drawing.map_classes import by_amount
from analysis.drawing.map_layers import (
    SEVERITIES,
    MarkOnMap,
    SpotOnMap,
    districts,
    kinds,
    marks,
    placed,
    points,
    spots,
    state,
    stretch_paths,
    tag_of,
)

HOSTILE = '<img src=x onerror="alert(1)">{{1}}</script>'
NAMES = {"080": "TP Lào Cai", "087": "Bảo Yên"}


def accidents() -> pd.DataFrame:
    """Four accidents: one with a death, one with an injured person, one without a point, one that says nothing."""
    return pd.DataFrame(
        {
            "accident_id": ["A1", "A2", "A3", HOSTILE],
            "occurred_on": pd.to_datetime(["2000-01-01", "2024-02-29", "2024-03-01", "2024-12-31"]).astype(
                "datetime64[s]"
            ),
            "area_code": ["087", "080", "087", "unknown"],
            "deaths": pd.array([1, 0, 0, pd.NA], dtype="Int32"),
            "injured": pd.array([2, 1, 0, pd.NA], dtype="Int32"),
            "road": ["QL70", "unknown", "QL70", HOSTILE],
            "km_m": pd.array([126370, pd.NA, 5, pd.NA], dtype="Int64"),
            "lat": [22.26256, 22.5, float("nan"), -0.000004],
            "lon": [104.44712, 104.0, float("nan"), 179.99999],
            "known_by": ["coordinates", "km_post", "none", "coordinates"],
        }
    )


def test_accidents_travel_as_whole_numbers_and_come_back_to_a_metre() -> None:
    sent = json.loads(points(accidents(), NAMES))
    assert sent["lat"] == [2226256, 2250000, 0]
    assert sent["lon"] == [10444712, 10400000, 17999999]
    assert sent["day"] == [0, 8825, 9131]  # 24 years with 6 leap days + 59; 25 years with 7 leap days - 1
    assert [SEVERITIES[kind] for kind in sent["severity"]] == [SEVERITIES[0], SEVERITIES[1], SEVERITIES[3]]
    assert (sent["dead"], sent["hurt"], sent["km"]) == ([1, 0, -1], [2, 1, -1], [126370, -1, -1])
    assert [sent["roads"][place] for place in sent["road"]] == ["QL70", "chưa rõ", HOSTILE]
    assert [sent["areas"][place] for place in sent["area"]] == ["Bảo Yên", "TP Lào Cai", "chưa rõ"]


def test_an_accident_without_a_point_is_not_drawn() -> None:
    assert placed(accidents())["accident_id"].tolist() == ["A1", "A2", HOSTILE]


def test_kinds_follow_the_people_and_not_given_is_a_kind_of_its_own() -> None:
    assert kinds(accidents()).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("sign", ["<", ">", "&", "{{"])
def test_no_text_of_a_file_can_end_a_script_or_be_taken_for_a_template(sign: str) -> None:
    layer = points(accidents(), NAMES)
    spot = SpotOnMap(HOSTILE, "active", "1", (22.0, 104.0), (HOSTILE,))
    whole = state(
        districts=districts(by_amount({"080": 1.0}), {"080": HOSTILE}, {"080": HOSTILE}, {"080": (HOSTILE,)}),
        points=layer,
        spots=spots([spot]),
        marks=marks([MarkOnMap("junction", (22.0, 104.0), HOSTILE, (HOSTILE,))]),
        clusters=True,
        heat=False,
        chosen=("spot", HOSTILE),
    )
    assert sign not in whole
    assert json.loads(whole)["spots"]["rows"][0]["said"] == [HOSTILE]
    assert json.loads(whole)["chosen"] == {"kind": "spot", "key": HOSTILE}


def test_the_same_content_has_the_same_tag_and_another_content_another() -> None:
    rows = accidents()
    assert tag_of(points(rows, NAMES)) == tag_of(points(rows.copy(), NAMES))
    assert tag_of(points(rows, NAMES)) != tag_of(points(rows.assign(deaths=rows["deaths"] + 1), NAMES))


def test_points_travel_only_where_they_are_drawn() -> None:
    layers = {"districts": '{"tag":"d"}', "spots": '{"tag":"s"}', "marks": '{"tag":"m"}', "points": '{"tag":"p"}'}
    assert "points" not in json.loads(state(**layers, clusters=False, heat=False))
    assert "points" in json.loads(state(**layers, clusters=False, heat=True))


def test_a_spot_without_a_point_is_left_out_of_the_map() -> None:
    nowhere = SpotOnMap("a", "active", "1", (float("nan"), float("nan")), ("a",))
    here = SpotOnMap("b", "active", "2", (22.0, 104.0), ("b",))
    assert [row["id"] for row in json.loads(spots([nowhere, here]))["rows"]] == ["b"]


def test_a_district_without_figures_is_white_with_a_dash() -> None:
    rows = json.loads(districts(by_amount({"080": 3.0}), NAMES, {"080": "3"}, {}))["rows"]
    assert rows["080"]["label"] == ["TP Lào Cai", "3"]
    assert rows["087"] == {"fill": "#ffffff", "ink": "#5B6470", "label": ["Bảo Yên", "–"], "said": ["Bảo Yên"]} | {
        "known": False
    }


def test_a_stretch_runs_in_the_order_of_the_road() -> None:
    members = pd.DataFrame({"accident_id": ["far", "near", "nowhere"], "spot_id": "DD"})
    rows = pd.DataFrame(
        {
            "accident_id": ["near", "far", "nowhere"],
            "line_m": pd.array([100, 160, 130], dtype="Int64"),
            "lat": [22.1, 22.2, float("nan")],
            "lon": [104.1, 104.2, float("nan")],
        }
    )
    assert stretch_paths(members, rows) == {"DD": ((22.1, 104.1), (22.2, 104.2))}


def test_a_spot_without_a_point_is_no_place_to_go_to() -> None:
    """Chosen in the list, a spot by road-km whose accidents have no coordinates ended the page."""
    layers = dict.fromkeys(("districts", "points", "spots", "marks"), '{"tag":"t"}')
    text = state(
        **layers, clusters=False, heat=False, chosen=("spot", "S"), focus=("1", (float("nan"), float("nan")), 14)
    )
    assert "focus" not in json.loads(text)
