"""Pictures for paper: size in millimetres, the same bytes each time, holes and missing ranges drawn as such."""

from __future__ import annotations

import io
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from analysis.drawing.palette import FALL, INK, RISE
from analysis.drawing.pictures import BAND, DOTS_PER_INCH, expected_range_png


def quarters(counts: list[float], *, ranged: bool = True) -> pd.DataFrame:
    """Quarters from Quý I/2023 on, 3 to 8 normal, the last one now."""
    keys = [f"{2023 + place // 4}-Q{place % 4 + 1}" for place in range(len(counts))]
    limits = {"lower": 3.0 if ranged else np.nan, "upper": 8.0 if ranged else np.nan}
    is_now = [place == len(counts) - 1 for place in range(len(counts))]
    return pd.DataFrame({"key": keys, "count": counts, **limits, "is_now": is_now})


def has(png: bytes, colour: str) -> bool:
    """Whether at least some pixels have exactly this colour."""
    wanted = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
    return int((pixels == wanted).all(axis=-1).sum()) > 50


def test_the_picture_has_the_size_of_its_place_on_paper() -> None:
    image = Image.open(io.BytesIO(expected_range_png(quarters([4, 5, 6, 7, 12]), width=120, height=40)))
    assert image.format == "PNG"
    wanted = (120 / 25.4 * DOTS_PER_INCH, 40 / 25.4 * DOTS_PER_INCH)
    assert image.size == pytest.approx(wanted, abs=1)
    assert "Software" not in image.info


def test_the_same_quarters_give_the_same_bytes_and_one_accident_more_gives_others() -> None:
    first = expected_range_png(quarters([4, 5, 6, 7, 12]))
    assert first == expected_range_png(quarters([4, 5, 6, 7, 12]))
    assert first != expected_range_png(quarters([4, 5, 6, 7, 13]))


def test_now_is_in_the_colour_of_a_rise_only_where_it_is_flagged() -> None:
    assert has(expected_range_png(quarters([4, 5, 6, 7, 12])), RISE)
    calm = expected_range_png(quarters([4, 5, 6, 7, 6]), flagged=False)
    assert not has(calm, RISE)
    assert has(calm, INK)


def test_a_range_is_drawn_and_named_only_where_it_is_known() -> None:
    assert has(expected_range_png(quarters([4, 5, 6, 7, 12])), BAND)
    without = expected_range_png(quarters([4, 5, 6, 7, 12], ranged=False))
    assert not has(without, BAND)
    assert not has(without, FALL)


def test_holes_and_a_series_of_one_quarter_are_drawn_too() -> None:
    assert expected_range_png(quarters([4, np.nan, 6, np.nan, 12]))
    assert expected_range_png(quarters([0], ranged=False))


def test_drawing_leaves_matplotlib_as_it_was_and_needs_no_screen() -> None:
    code = (
        "import sys, pandas as pd; from analysis.drawing.pictures import expected_range_png as draw;"
        "assert 'matplotlib' not in sys.modules;"
        "draw(pd.DataFrame({'key': ['2025-Q1'], 'count': [3.0], 'lower': [1.0], 'upper': [5.0], 'is_now': [True]}));"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
