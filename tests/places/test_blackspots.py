"""What is asked of the search where nothing is said."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.errors import RequestError
from analysis.places.blackspots import usual_since


@pytest.mark.parametrize(
    ("as_of", "since"),
    [
        (date(2025, 3, 31), date(2022, 3, 31)),
        (date(2024, 2, 29), date(2021, 3, 1)),
        (date(2024, 2, 28), date(2021, 2, 28)),
        (date(2027, 2, 28), date(2024, 2, 28)),
    ],
)
def test_three_years_before_the_reporting_day(as_of: date, since: date) -> None:
    """On 29 February the page began a day before the command: both ask here now."""
    assert usual_since(as_of) == since


@pytest.mark.parametrize("as_of", [date(1, 1, 1), date(25, 3, 31), date(9999, 12, 31)])
def test_a_reporting_day_that_cannot_be_is_a_sentence(as_of: date) -> None:
    """Such days ended in a traceback: three years before year 1, the day after the last one."""
    with pytest.raises(RequestError, match="không thể có"):
        usual_since(as_of)
