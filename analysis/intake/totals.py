"""The total row of a list of accidents beside the sum of what was read: the file checks itself.

A total row is no data and is set aside; what it says of deaths and injured is compared with the rows of its sheet, also
the rejected ones. Left out: accidents (the row seldom says how many), files of persons, violations. It can mislead
where a sheet has subtotals of its own kind only: nothing is said where any or all of them give the sum.
"""

from __future__ import annotations

import pandas as pd

from .findings import Finding, finding
from .keys import LABELS
from .rules import in_sheet
from .values.numbers import parse_counts

_COMPARED = ("deaths", "injured")


def total_findings(totals: pd.DataFrame, rows: pd.DataFrame, label: str) -> list[Finding]:
    """What differs between ``totals`` (texts by our keys, on the row's number) and the sums of ``rows`` [people].

    ``rows``: all rows of the sheet with ``deaths`` and ``injured``; ``label``: the sheet, "" where it is the only one.
    """
    differing = []
    for key in _COMPARED:
        if key not in totals or key not in rows or rows[key].isna().all():
            continue
        said = parse_counts(pd.Index(totals[key].astype("str"))).dropna().astype("int64").tolist()
        summed = int(rows[key].sum())
        if said and summed not in (*said, sum(said)) and sum(said) != 2 * summed:
            differing.append(f"{LABELS[key]}: dòng tổng ghi {max(said)}, cộng các dòng là {summed}")
    if not differing:
        return []
    message = (
        f"Dòng tổng cộng của tệp khác với tổng các dòng đọc được ({'; '.join(differing)}). Hãy đối chiếu: tệp có thể"
        " thiếu dòng, hoặc dòng tổng cộng sai."
    )
    return [finding("total_differs", "warning", in_sheet(label, message), row_numbers=totals.index)]
