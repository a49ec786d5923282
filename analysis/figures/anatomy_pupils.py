"""Pupils hurt on the way to school: in which hours, and near a school where the office has listed them.

Defines two breakdowns of the pupils dead and injured; both add up to the group "Học sinh" of the breakdown by pupil.
``unknown``: no hour, or no coordinates. Left out: where a pupil was going, which no file says.

Can mislead: hours are those of ``school_hours.csv``, usual ones; without a list of schools nothing can be said of
places, and an empty list is said, not taken for "none near a school".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.schools import in_school_hours, load_school_hours, load_schools, near_school
from ..store.tables import Store
from .anatomy_breakdowns import Breakdown, Frame, Spec, breakdown_of, summed_rows
from .anatomy_counts import pupil_rows
from .anatomy_labels import NEAR_SCHOOL, SCHOOL_HOURS
from .counts import Where
from .margins import MARGIN_MEASURES


@dataclass(frozen=True, eq=False)
class Pupils:
    """``hours``: in the hours of the way to school or not; ``near``: near a school, nothing where none is listed.

    ``schools``: how many are listed; ``hours_said``: the hours in words, in the order of the file.
    """

    hours: Breakdown
    near: Breakdown | None
    schools: int
    hours_said: tuple[str, ...]


def pupils_of(store: Store, frame: Frame, *, where: Where, with_collisions: bool) -> Pupils:
    """The pupils hurt in the period of ``frame`` and in its bases. Raises ``RequestError`` for an unknown dimension."""
    rows = pupil_rows(store.pinned(), frame.intervals, where=where, with_collisions=with_collisions)
    hours, schools = (load(frame.definitions.reference) for load in (load_school_hours, load_schools))
    inside = in_school_hours(rows["occurred_on"], rows["occurred_at"], hours)
    near = near_school(rows, schools)
    return Pupils(
        hours=_grouped(rows, SCHOOL_HOURS, inside, frame),
        near=_grouped(rows, NEAR_SCHOOL, near, frame) if len(schools) else None,
        schools=len(schools),
        hours_said=tuple(_said(row) for row in hours.to_dict("records")),
    )


def _grouped(rows: pd.DataFrame, name: str, keys: npt.NDArray[np.str_], frame: Frame) -> Breakdown:
    whole = pd.array([1] * len(rows), dtype="Int64")
    counted = rows.assign(key=pd.Series(keys, index=rows.index, dtype="str"), second="")
    for measure in MARGIN_MEASURES:
        counted[measure] = rows.get(measure, whole)
    return breakdown_of(Spec(name, (name,), ()), summed_rows(counted), frame)


def _said(row: Mapping[Any, Any]) -> str:
    first, last = (f"{row[name] // 60:02d}:{row[name] % 60:02d}" for name in ("from_minute", "to_minute"))
    return f"{row['label']} ({first}–{last})"
