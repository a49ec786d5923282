"""Rows of a population file: area, year, people. Communes of one area and year are added up to the area.

Left out: any estimate for a year that was not given. It can mislead where a file has a district and its communes too:
the district's own row then stands twice and the second is rejected.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.tables import UNKNOWN
from .amounts import needed_count
from .coding import not_known
from .columns import cell
from .placing import stated_places
from .rules import Cleaned, mark
from .values.distinct import on_distinct
from .values.numbers import parse_counts

_YEARS = (1975, 2100)


def clean_population(cells: pd.DataFrame, definitions: Definitions) -> Cleaned:
    """``area_code``, ``year``, ``people`` of every row, on ``cells.index``; ``of_commune`` where a commune was counted.

    The same area and year twice is ``id_repeated`` or, with other people, ``id_conflict``.
    """
    places, place_marks = stated_places(cells, definitions)
    empty = mark("area_empty", not_known(cell(cells, "area"), definitions))
    year = on_distinct(cells["year"], _years)
    people, people_marks = needed_count(cells, "people", definitions.limits["max_population"])
    frame = pd.DataFrame({"area_code": places["area_code"].astype("str"), "year": year, "people": people})
    frame = frame.assign(of_commune=(places["commune_code"].astype("str") != UNKNOWN).to_numpy())
    bad_year = mark("year_invalid", year.isna(), cells["year"])
    return Cleaned(frame, (*place_marks, empty, bad_year, *people_marks))


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


def _years(texts: pd.Index) -> pd.Series:
    """The year (Int64) of "2024" or "Năm 2024"; missing where there is none between 1975 and 2100."""
    figures = pd.Series(texts, index=texts, dtype="str").str.extract(r"(\d{4})")[0].fillna("")
    years = parse_counts(pd.Index(figures)).set_axis(texts)
    inside = years.between(*_YEARS).fillna(False).to_numpy(dtype=bool)
    return years.where(pd.Series(np.asarray(inside), index=texts))
