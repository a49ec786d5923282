"""What a meeting's documents are made from: black spots against the review before, periods without data."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.errors import RequestError
from analysis.review.pack.facts import gather, spot_changes
from analysis.review.pack.record import PackFacts
from analysis.store.tables import Store


def test_quarter_one_is_set_against_the_year_before(pack_facts: PackFacts) -> None:
    assert pack_facts.spot_changes.then == date(2024, 12, 14)  # end of Quý IV/2024
    # the two spots of 2025 got their last accident on 28/12/2024 and 02/02/2025, after that day
    assert len(pack_facts.spot_changes.new) == 2
    assert pack_facts.spot_changes.still.empty
    assert pack_facts.spot_changes.gone.empty


def test_a_spot_a_year_old_is_gone(sample_store: Store, definitions: Definitions) -> None:
    # the planted spot of Bát Xát had its last accident on 11/06/2023: there on 14/03/2024, not on 14/06/2024
    changes = spot_changes(sample_store, definitions, parse_period("2024-6M", definitions.calendar()))
    assert changes.then == date(2024, 3, 14)
    assert changes.gone["road"].tolist() == ["DT156"]
    assert changes.gone["last"].dt.date.tolist() == [date(2023, 6, 11)]


def test_a_spot_of_both_days_is_still_there(sample_store: Store, definitions: Definitions) -> None:
    changes = spot_changes(sample_store, definitions, parse_period("2023-Q4", definitions.calendar()))
    assert changes.then == date(2023, 9, 14)
    assert changes.still["road"].tolist() == ["DT156"]


def test_a_period_without_data_is_said(sample_store: Store, definitions: Definitions) -> None:
    with pytest.raises(RequestError, match="Chưa có số liệu của Quý II/2031") as raised:
        gather(sample_store, definitions, "2031-Q2")
    assert "Số liệu mới có đến" in raised.value.remedy
    with pytest.raises(RequestError, match="Chưa có số liệu của năm 2031"):
        gather(sample_store, definitions, "2031")


@pytest.mark.parametrize(
    ("period", "end"), [("2025-01-20..2025-02-10", date(2025, 2, 10)), ("2024-03", date(2024, 3, 14))]
)
def test_a_free_period_or_month_has_no_flags(
    sample_store: Store, definitions: Definitions, period: str, end: date
) -> None:
    facts = gather(sample_store, definitions, period)
    assert facts.alerts is None
    assert facts.spots["km"].asked.as_of == end
