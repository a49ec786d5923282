"""Rows of a population file: area, year, people. Communes of one area and year are added up to the area.

Left out: any estimate for a year that was not given. It can mislead where a file has a district and its communes too:
the district's own row then stands twice and the second is rejected.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.names import fold
from ..definitions.tables import UNKNOWN
from .coding import labelled, not_known
from .columns import cell, filled
from .placing import stated_places
from .rules import Cleaned, Mark, mark
from .values.distinct import on_distinct
from .values.numbers import parse_counts, parse_numbers

_YEARS = (1975, 2100)
_UNITS = {"nghin": 1_000, "ngan": 1_000, "trieu": 1_000_000}


def clean_population(cells: pd.DataFrame, definitions: Definitions, *, unit: int = 1) -> Cleaned:
    """``area_code``, ``year``, ``people`` of every row, on ``cells.index``; ``of_commune`` where a commune was counted.

    ``unit`` [people] is that of the column (``people_unit``). The same area and year twice is ``area_year_repeated``
    or, with other people, ``area_year_conflict``.
    """
    places, place_marks = stated_places(cells, definitions)
    empty = mark("area_empty", not_known(cell(cells, "area"), definitions))
    year = on_distinct(cells["year"], _years)
    people, people_marks = _people(cells["people"], unit, definitions.limits["max_population"])
    frame = pd.DataFrame({"area_code": places["area_code"].astype("str"), "year": year, "people": people})
    frame = frame.assign(of_commune=(places["commune_code"].astype("str") != UNKNOWN).to_numpy())
    bad_year = mark("year_invalid", year.isna(), cells["year"])
    return Cleaned(frame, (*place_marks, empty, bad_year, *people_marks))


def people_unit(heading: str) -> int:
    """People for one of a column with this heading: "Dân số (nghìn người)" is 1000.

    >>> people_unit("Dân số (triệu người)")
    1000000
    """
    words = fold(heading).split()
    return next((unit for word, unit in _UNITS.items() if word in words), 1)


def repeated_areas(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Rows that give an area and year again: with the same people, and with others (two bool Series)."""
    whole = frame[~frame["of_commune"]]
    keys = ["area_code", "year"]
    again = whole.duplicated(keys)
    same = again & (whole["people"] == whole.groupby(keys)["people"].transform("first"))
    none = pd.Series(False, index=frame.index)
    return none | same.reindex(frame.index, fill_value=False), none | (again & ~same).reindex(
        frame.index, fill_value=False
    )


def area_totals(frame: pd.DataFrame) -> pd.DataFrame:
    """People by area and year, the communes of an area added up."""
    return frame.groupby(["area_code", "year"], sort=False)["people"].sum().reset_index()


def _people(column: pd.Series, unit: int, most: int) -> tuple[pd.Series, tuple[Mark, ...]]:
    """Whole people (Int64) of every cell; a blank, "-", 0 or anything that is no number rejects the row."""
    if unit == 1:
        number = on_distinct(column, parse_counts)
    else:
        number = (on_distinct(column, parse_numbers) * unit).round().astype("Int64")
    wrong = ~number.between(1, most).fillna(False).astype(bool)
    spoken, blank = labelled("people", column), ~filled(column)
    marks = (mark("people_invalid", wrong & ~blank, spoken), mark("count_missing", blank, spoken))
    return number.mask(wrong), marks


def _years(texts: pd.Index) -> pd.Series:
    """The year (Int64) of "2024" or "Năm 2024"; missing where there is none between 1975 and 2100."""
    figures = pd.Series(texts, index=texts, dtype="str").str.extract(r"(\d{4})")[0].fillna("")
    years = parse_counts(pd.Index(figures)).set_axis(texts)
    inside = years.between(*_YEARS).fillna(False).to_numpy(dtype=bool)
    return years.where(pd.Series(np.asarray(inside), index=texts))
