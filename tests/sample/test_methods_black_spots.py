"""The black spot example of the methods page: worked out here from METHODS 5 alone, and found in the text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.places.blackspots import black_spots
from analysis.review.numbers import decimal
from analysis.store.tables import Store
from data.sample import generate

PAGE = Path(__file__).resolve().parents[2] / "docs" / "phuong_phap.md"
DAYS = ("2022-03-31", "2025-03-31")
DAYS_BEFORE = ("2022-03-14", "2025-03-14")
YEARS = (1 + (pd.Timestamp(DAYS[1]) - pd.Timestamp(DAYS[0])).days) / 365.25
LENGTH_KM = 0.1
FEWEST = 3
SPOTS = ("C3", "C2", "C1")
"""Planted places in the order of the text."""
CLASSES = {"C3": "national", "C2": "provincial", "C1": "national"}
SERIOUS = ("serious", "very_serious", "especially_serious")
WEIGHTS = ((1, 1, 1), (1, 3, 5), (1, 1, 10))


@pytest.fixture(scope="module")
def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def judged_in(rows: pd.DataFrame, days: tuple[str, str]) -> pd.DataFrame:
    """Road accidents with casualties and all of the railway, in ``days``, both inside, graded."""
    day = pd.to_datetime(rows["occurred_on"])
    casualties = rows["deaths"] + rows["injured"] > 0
    kept = day.between(*days) & ((rows["mode"].eq("road") & casualties) | rows["mode"].eq("rail"))
    grade = np.where(rows["deaths"] > 0, "fatal", np.where(rows["severity"].isin(SERIOUS), "serious", "light"))
    return rows.assign(day=day, grade=grade)[kept]


def kilometres_of(judged: pd.DataFrame) -> dict[str, np.ndarray]:
    """Accidents on every km of every road, by class: from a gap before its first accident to a gap after its last."""
    found: dict[str, list[np.ndarray]] = {}
    for _, road in judged[judged["km_m"].notna()].groupby("road"):
        metres = np.sort(road["km_m"].to_numpy(dtype="float64"))
        if len(metres) < FEWEST:
            continue
        gap = (metres[-1] - metres[0]) / (len(metres) - 1)
        first = np.floor(max(metres[0] - gap, 0) / 1000)
        size = int(np.ceil((metres[-1] + gap) / 1000 - first))
        counts = np.bincount((metres / 1000 - first).astype(int), minlength=size)
        name = "rail" if road["mode"].eq("rail").all() else str(road["road_class"].iloc[0])
        found.setdefault(name, []).append(counts)
    return {name: np.concatenate(parts) for name, parts in found.items()}


def shape_of(kilometres: dict[str, np.ndarray]) -> float:
    """φ of a km, by moments around the mean of each class."""
    above = sum(((x - x.mean()) ** 2).sum() - (len(x) - 1) * x.mean() for x in kilometres.values())
    return float(sum((len(x) - 1) * x.mean() ** 2 for x in kilometres.values()) / above)


def ranked_among(judged: pd.DataFrame) -> pd.DataFrame:
    """The three places of the example: counts by grade, μ, w, E, sd, excess."""
    kilometres, rows = kilometres_of(judged), []
    shape = shape_of(kilometres)
    for spot in SPOTS:
        grades = judged.loc[judged["spot"] == spot, "grade"].value_counts()
        light, serious, fatal = (int(grades.get(name, 0)) for name in ("light", "serious", "fatal"))
        mean, phi = float(kilometres[CLASSES[spot]].mean()) * LENGTH_KM, shape * LENGTH_KM
        weight = 1 / (1 + mean / phi)
        expected = weight * mean + (1 - weight) * (light + serious + fatal)
        sd = ((1 - weight) * expected) ** 0.5
        rows.append((spot, light, serious, fatal, mean, phi, weight, expected, sd, expected - mean))
    names = ("spot", "light", "serious", "fatal", "mean", "phi", "weight", "expected", "sd", "excess")
    return pd.DataFrame(rows, columns=names).set_index("spot")


@pytest.fixture(scope="module")
def judged(sample: generate.Sample) -> pd.DataFrame:
    return judged_in(sample.accidents, DAYS)


@pytest.fixture(scope="module")
def ranked(judged: pd.DataFrame) -> pd.DataFrame:
    return ranked_among(judged)


@pytest.fixture(scope="module")
def weighted(judged: pd.DataFrame, ranked: pd.DataFrame) -> pd.DataFrame:
    """Rank of the places (rows) under each of ``WEIGHTS``: linear credibility of the weighted count (Bühlmann 1967)."""
    shares = pd.crosstab(judged["road_class"], judged["grade"], normalize="index")
    found = {}
    for weights in WEIGHTS:
        one = dict(zip(("light", "serious", "fatal"), weights, strict=True))
        excess = {}
        for spot, row in ranked.iterrows():
            means = {name: row["mean"] * shares.loc[CLASSES[str(spot)], name] for name in one}
            usual = sum(one[name] * means[name] for name in one)
            between = usual**2 / row["phi"]
            within = sum(one[name] ** 2 * means[name] for name in one)
            excess[spot] = between / (between + within) * (sum(one[name] * row[name] for name in one) - usual)
        found[weights] = pd.Series(excess).rank(ascending=False)
    return pd.DataFrame(found)


def test_the_steps_of_the_example_are_what_the_sample_gives(
    judged: pd.DataFrame, ranked: pd.DataFrame, text: str
) -> None:
    kilometres = kilometres_of(judged)
    road, shape, spot = kilometres["national"], shape_of(kilometres), ranked.loc["C3"]
    rest, expected = decimal(1 - spot["weight"], 3), decimal(spot["expected"])
    for said in (
        f"{road.sum()} vụ trên {len(road)} km trong ba năm, tức {decimal(road.mean(), 3)} vụ một km",
        f"**{decimal(spot['mean'], 3)} vụ** cho 100 m",
        f"φ = {decimal(shape)} cho một km, {decimal(spot['phi'], 3)} cho 100 m",
        f"w = 1 : (1 + {decimal(spot['mean'], 3)} : {decimal(spot['phi'], 3)}) = {decimal(spot['weight'], 3)}",
        f"E = {decimal(spot['weight'], 3)} × {decimal(spot['mean'], 3)} + {rest} × 4 = **{expected} vụ**",
        f"√({rest} × {expected}) = {decimal(spot['sd'])}",
        f"{expected} – {decimal(spot['mean'])} = **{decimal(spot['excess'])} vụ**",
    ):
        assert said in text


def test_the_accidents_of_the_example_meet_the_rule(judged: pd.DataFrame, text: str) -> None:
    spot = judged[judged["spot"] == "C3"].sort_values("day")
    assert (len(spot), int(spot["deaths"].sum())) == (4, 0)
    assert spot["km_m"].max() - spot["km_m"].min() == 80
    assert spot["day"].dt.strftime("%d/%m/%Y").tolist() == ["13/02/2024", "02/06/2024", "31/08/2024", "28/12/2024"]
    assert "13/02, 02/6, 31/8 và 28/12/2024, cách nhau xa nhất 80 m" in text


def test_the_ranks_of_the_table_are_what_the_sample_gives(
    ranked: pd.DataFrame, weighted: pd.DataFrame, text: str
) -> None:
    places = {"C3": "QL4E Km17+260, Bảo Thắng", "C2": "ĐT156 Km17+160, Bát Xát", "C1": "QL70 Km126+370, Bảo Yên"}
    generator = np.random.default_rng(5)
    sure = ranked["expected"] / (1 - ranked["weight"]), 1 - ranked["weight"]
    drawn = pd.DataFrame(generator.gamma(*(part.to_numpy() for part in sure), size=(20_000, 3)), columns=ranked.index)
    ranks = (drawn - ranked["mean"]).rank(axis=1, ascending=False)
    for spot, row in ranked.iterrows():
        low, high = (int(ranks[spot].quantile(share, interpolation="lower")) for share in (0.05, 0.95))
        first, second, third = (int(weighted.loc[spot].iloc[place]) for place in range(3))
        said = (
            f"| {places[str(spot)]} ({spot}) | {row['light']:.0f}, {row['serious']:.0f}, {row['fatal']:.0f} "
            f"| {decimal(row['expected'])} ± {decimal(row['sd'])} | {decimal(row['excess'])} "
            f"| {first} ({low}–{high}) | {second} | {third} |"
        )
        assert said in text


def test_a_quiet_year_after_is_what_has_to_be_expected(ranked: pd.DataFrame, text: str) -> None:
    spot = ranked.loc["C3"]
    scale = 1 - spot["weight"]
    yearly = spot["expected"] / YEARS
    nothing = (1 + scale / YEARS) ** -(spot["expected"] / scale)  # Poisson with a gamma mean
    assert f"chỉ khoảng {decimal(yearly)} vụ một năm" in text
    assert f"khoảng {round(100 * nothing)}% khả năng không có vụ nào" in text


def test_a_shape_from_few_accidents_moves(sample: generate.Sample, ranked: pd.DataFrame, text: str) -> None:
    before = ranked_among(judged_in(sample.accidents, DAYS_BEFORE))
    shapes = [decimal(table.loc["C3", "phi"]) for table in (ranked, before)]
    expected = [decimal(table.loc["C3", "expected"]) for table in (ranked, before)]
    assert f"φ cho 100 m đổi từ {shapes[0]} thành {shapes[1]}" in text
    assert f"dự kiến của QL4E giảm từ {expected[0]} xuống {expected[1]} vụ, thứ hạng không đổi" in text
    assert list(before["excess"].rank()) == list(ranked["excess"].rank())


def test_accidents_without_position_are_those_of_the_text(
    judged: pd.DataFrame, sample_store: Store, definitions: Definitions, text: str
) -> None:
    by_km = black_spots(sample_store, definitions, as_of=date(2025, 3, 31), by="km")
    by_point = black_spots(sample_store, definitions, as_of=date(2025, 3, 31), by="point")
    without_km, without_point = int(judged["km_m"].isna().sum()), int(judged["lat"].isna().sum())
    said = (
        f"có {len(judged)} vụ được xét; theo lý trình {without_km} vụ không có vị trí, {by_km.could_change} vụ trong "
        f"đó có thể làm thay đổi danh sách; theo tọa độ là {without_point} vụ và {by_point.could_change} vụ"
    )
    assert said in text
