"""The worked example of Hauer and others (2002), Estimating Safety by the Empirical Bayes Method: A Tutorial."""

import json
from pathlib import Path

import pytest

from analysis.places.empirical_bayes import expectation


def test_the_tutorial(shared: Path) -> None:
    for case in json.loads((shared / "reference" / "eb_hauer_tutorial.json").read_text(encoding="utf-8")):
        length, years = case["length"], len(case["counts"])
        mean = case["mu_per_len_yr"] * length * years
        found = expectation(sum(case["counts"]), mean, case["phi_per_len"] * length)
        expected, deviation = case["published_per_length_year"]
        assert float(found.expected) / length / years == pytest.approx(expected, abs=0.01)
        assert float(found.sd) / length / years == pytest.approx(deviation, abs=0.01)
