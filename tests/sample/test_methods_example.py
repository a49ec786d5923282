"""The example and the table of the methods page: worked out here from METHODS 2 alone, and found in the text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.definitions.periods import parse_period
from analysis.review.numbers import decimal
from analysis.signals.simulate import RUNS, SEED, simulate
from data.sample import generate

PAGE = Path(__file__).resolve().parents[2] / "docs" / "phuong_phap.md"
AREA = "087"  # Bảo Yên


@pytest.fixture(scope="module")
def text() -> str:
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def counts(sample: generate.Sample) -> pd.DataFrame:
    """Accidents by area in the 20 quarters before Quý I/2025 and in it, va chạm counted in."""
    calendar = sample.definitions.calendar("15-14")
    keys = [f"{year}-Q{quarter}" for year in range(2020, 2025) for quarter in (1, 2, 3, 4)] + ["2025-Q1"]
    days = pd.to_datetime(sample.accidents["occurred_on"])
    table = {}
    for key in keys:
        period = parse_period(key, calendar)
        inside = (days >= pd.Timestamp(period.start)) & (days < pd.Timestamp(period.stop))
        table[key] = sample.accidents[inside].groupby("area_code").size()
    return pd.DataFrame(table).reindex(sample.definitions.areas.codes).fillna(0.0)


def mid_p(count: int, mean: float, variance: float) -> float:
    """P(X > count) + ½P(X = count) of the negative binomial with this mean and variance."""
    law = stats.nbinom(mean**2 / (variance - mean), mean / variance)
    return float(law.sf(count) + law.pmf(count) / 2)


def test_the_example_of_the_text_is_what_the_sample_gives(counts: pd.DataFrame, text: str) -> None:
    history, now = counts.to_numpy()[:, :20], counts["2025-Q1"]
    area = list(counts.index).index(AREA)
    quarter = np.arange(20) % 4
    mean = history.mean(axis=1)
    by_quarter = np.array([history[:, quarter == part].sum() for part in range(4)])
    season = 4 * by_quarter / by_quarter.sum()
    expected = mean[:, None] * season[quarter]
    c = 1 - 1 / 20 - 3 / 180
    alpha = max(0.0, ((history - expected) ** 2 - c * expected).sum() / (expected**2).sum())
    phi = max(1.0, ((history - expected) ** 2 / expected).sum() / 168)
    mu = mean * season[0]
    m = mu[area]
    variance = m + alpha * m**2 + m**2 * ((1 + alpha * mean[area]) / (20 * mean[area]) + phi / by_quarter[0])
    assert (history[area].sum(), by_quarter.sum(), by_quarter[0], now[AREA]) == (173, 1654, 439, 21)
    for said in (
        "Bảo Yên có 173 vụ, trung bình 173 : 20 = 8,65 vụ một quý",
        "1.654 vụ trong năm năm, 439 vụ rơi vào các Quý I",
        f"4 × 439 : 1.654 = {decimal(season[0], 3)}",
        f"8,65 × 1,062 = **{decimal(m, 1)} vụ**",
        f"α = {decimal(alpha, 4)}",
        f"phương sai {decimal(variance, 1)}, độ lệch chuẩn {decimal(variance**0.5, 1)}",
        f"với xác suất {decimal(100 * mid_p(15, m, variance), 1)}%, còn 14 vụ là "
        f"{decimal(100 * mid_p(14, m, variance), 1)}%",
        f"với xác suất {decimal(mid_p(21, m, variance), 4)}, dưới 1%",
    ):
        assert said in text
    assert mid_p(14, m, variance) > 0.05 >= mid_p(15, m, variance)  # 14 is the upper end of the range
    assert mid_p(4, m, variance) > 0.95 >= mid_p(5, m, variance)  # 5 the lower
    others = [place for place in range(9) if place != area]
    factor = now.iloc[others].sum() / mu[others].sum()
    assert f"còn lại có {int(now.iloc[others].sum())} vụ" in text
    assert f"mức bình thường cộng lại là {decimal(mu[others].sum(), 1)}" in text
    assert f"({decimal(factor, 2)} lần)" in text
    assert f"chỉ nên có {decimal(m * factor, 1)} vụ (p = 0,0005)" in text
    share = alpha * (mu[others] ** 2).sum() / mu[others].sum() ** 2 + 1 / now.iloc[others].sum()
    relative = variance + m**2 * share
    assert mid_p(21, m * factor, relative * factor**2 + m * factor - m * factor**2) == pytest.approx(0.0005, abs=0.0002)


def test_the_trend_of_the_example_is_the_one_of_the_text(counts: pd.DataFrame, text: str) -> None:
    history = counts.to_numpy()[:, :20]
    quarter = np.arange(20) % 4
    by_quarter = np.array([history[:, quarter == part].sum() for part in range(4)])
    season = 4 * by_quarter / by_quarter.sum()
    shown = counts.loc[AREA].to_numpy()[-12:]
    factor = season[np.append(quarter, 0)[-12:]]
    fitted = factor * shown.sum() / factor.sum()
    time = np.arange(12.0)
    centre = (fitted * time).sum() / fitted.sum()
    score = ((time - centre) * shown).sum()
    alpha = 0.0025
    spread = ((time - centre) ** 2 * fitted * (1 + alpha * fitted)).sum()
    assert f"12 quý cũng tăng (p = {decimal(stats.norm.sf(score / spread**0.5), 3)})" in text


@pytest.mark.slow
def test_the_false_alarms_and_the_power_of_the_text_are_those_of_the_simulation(text: str) -> None:
    names = {
        "amber": "từ «theo dõi» trở lên",
        "red": "«tăng rõ rệt»",
        "percent_last_year": "tăng từ 20% so với cùng kỳ",
        "mid_p_last_year": "kiểm định với riêng cùng kỳ",
    }
    table = simulate(RUNS, seed=SEED)
    for rule, name in names.items():
        cells = [decimal(value, 1) for value in table.loc[rule]]
        assert f"| {name} | {' | '.join(cells)} |" in text
