"""The coloured table of the pivot: its shades are those of what is known."""

from __future__ import annotations

import re

import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.drawing.anatomy_charts import SCALE
from analysis.figures.pivot import REST, Pivot
from pages._anatomy_pivot import heat_table


def table(cells: dict[str, list[float]], rows: list[str], definitions: Definitions) -> str:
    grid = pd.DataFrame(cells, index=rows)
    period = parse_period("2025-Q1", definitions.calendar())
    labels = [dict(zip(keys, keys, strict=True)) for keys in (list(grid.index), list(grid.columns))]
    return heat_table(Pivot(period, "accidents", "road", "weekday", grid, *labels))


def shades(drawn: str) -> dict[str, str]:
    """The shade of every count that has one."""
    return {count: shade for shade, count in re.findall(r'background:(#\w+);color:#\w+">(\d+)<', drawn)}


def test_the_darkest_shade_is_that_of_the_highest_known_cell(definitions: Definitions) -> None:
    drawn = table({"mon": [2, 1, 8, 36], "unknown": [4, 0, 0, 9]}, ["QL70", "QL4E", REST, "unknown"], definitions)
    found = shades(drawn)
    assert found["2"] == SCALE[-1]
    assert found["1"] not in (SCALE[0], SCALE[-1])
    assert found["36"] == found["8"] == SCALE[-1]


def test_a_table_of_nothing_known_can_be_drawn(definitions: Definitions) -> None:
    assert shades(table({"unknown": [3.0]}, ["unknown"], definitions)) == {"3": SCALE[-1]}
