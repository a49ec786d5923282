"""The promises of accidents and violations (``tables``) as checks of a whole frame, for what an import hands on.

What breaks one is an error of ours: the file's own faults were rejected before.
"""

from __future__ import annotations

import pandera.pandas as pandera

from .tables import UNKNOWN


def _at_least_zero() -> pandera.Check:
    return pandera.Check.ge(0)


_ACCIDENT_CHECKS = pandera.DataFrameSchema(
    {
        "accident_id": pandera.Column(nullable=False, unique=True),
        "occurred_on": pandera.Column(nullable=False),
        "occurred_at": pandera.Column(checks=pandera.Check.in_range(0, 1439), nullable=True),
        "area_code": pandera.Column(nullable=False),
        "mode": pandera.Column(checks=pandera.Check.isin(["road", "rail", "water", UNKNOWN])),
        "deaths": pandera.Column(checks=_at_least_zero(), nullable=True),
        "injured": pandera.Column(checks=_at_least_zero(), nullable=True),
        "missing_people": pandera.Column(checks=_at_least_zero(), nullable=True),
    }
)
_VIOLATION_CHECKS = pandera.DataFrameSchema(
    {
        "period_start": pandera.Column(nullable=False),
        "period_end": pandera.Column(nullable=False),
        "area_code": pandera.Column(nullable=False),
        "cases": pandera.Column(checks=_at_least_zero(), nullable=False),
    },
    checks=pandera.Check(lambda frame: frame["period_start"] <= frame["period_end"]),
)
CHECKS = {"accidents": _ACCIDENT_CHECKS, "violations": _VIOLATION_CHECKS}
"""By table: what every value must be. Tables that are not here have no such promise."""
