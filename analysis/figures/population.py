"""People by area and year, from the population files that were loaded.

Defines for a year the newest figures not after it: offices publish late. Leaves out any estimate between years and any
area without a figure: it is missing, and so is its rate.

Can mislead: people registered are not people on the road; a district on a through road has strangers' accidents.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..definitions.catalogue import Definitions
from ..store.batches import list_batches
from ..store.tables import Store
from .counts import population_rows


@dataclass(frozen=True, eq=False)
class Population:
    """People of one year: ``people`` by area code in the official order (float, missing where none is loaded).

    ``year``: the year of the figures, nothing where none are loaded; ``illustrative``: from the embedded example.
    """

    year: int | None
    people: pd.Series[float]
    illustrative: bool


def people_by_area(store: Store, definitions: Definitions, year: int) -> Population:
    """The newest year not after ``year`` for which any area has people, else the first year after it.

    An area and year loaded by two batches has the figure of the later one.
    """
    pinned = store.pinned()
    batches = list_batches(pinned).set_index("batch_id")
    rows = population_rows(pinned)
    rows = rows[rows["area_code"].isin(definitions.areas.codes) & rows["people"].notna()]
    found = _year(sorted(rows["year"].unique()), year)
    order = pd.Series(range(len(batches)), index=batches.index)
    chosen = rows[rows["year"] == found] if found is not None else rows.iloc[:0]
    latest = (
        chosen.assign(order=chosen["batch_id"].map(order))
        .sort_values("order")
        .drop_duplicates("area_code", keep="last")
    )
    people = latest.set_index("area_code")["people"].astype("float64").reindex(definitions.areas.codes)
    invented = batches["illustrative"].reindex(latest["batch_id"]).any()
    return Population(found, people.rename("people"), bool(invented))


def _year(loaded: list[int], wanted: int) -> int | None:
    not_after = [int(year) for year in loaded if year <= wanted]
    after = [int(year) for year in loaded if year > wanted]
    return not_after[-1] if not_after else after[0] if after else None
