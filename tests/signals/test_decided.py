"""Flags beside what people decided: the table keeps its rows, order and levels."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.signals.asked import asked_alerts
from analysis.signals.decided import flag_of, set_flag_aside, with_decisions
from analysis.store.flags import Flag, flag_decisions, reopen, set_aside
from analysis.store.tables import Store, open_store

from .stored import NOON, accident, store_of

TABLE = pd.DataFrame({"area": ["088", "087", "080"], "level": ["red", "amber", "none"], "now": [9.0, 21.0, 4.0]})
CHOICES = {"period": "2025-Q1", "calendar": "15-14"}
SET = {"level": "amber", "accidents": 20, "reason": "đã kiểm tra", "who": "Lan", "now": NOON}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "kho")


def test_a_decision_stands_beside_its_row_and_nothing_else_moves(store: Store) -> None:
    set_aside(store, Flag("2025-Q1", "15-14", "087"), **SET)
    table = with_decisions(TABLE, flag_decisions(store), **CHOICES)
    pd.testing.assert_frame_equal(table[list(TABLE.columns)], TABLE)
    assert table["set_aside"].tolist() == [False, True, False]
    assert table.loc[1, ["set_aside_reason", "set_aside_by"]].tolist() == ["đã kiểm tra", "Lan"]
    assert table.loc[1, "set_aside_at"] == pd.Timestamp(NOON)
    assert table["accidents_then"].tolist() == [pd.NA, 20, pd.NA]
    assert table.loc[[0, 2], ["set_aside_reason", "set_aside_by", "set_aside_at"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2024-Q1"},
        {"calendar": "month"},
        {"by": "commune"},
        {"modes": ("road",)},
        {"with_collisions": False},
    ],
)
def test_a_decision_on_another_choice_is_not_shown(store: Store, other: dict[str, object]) -> None:
    set_aside(store, Flag("2025-Q1", "15-14", "087"), **SET)
    assert not with_decisions(TABLE, flag_decisions(store), **{**CHOICES, **other})["set_aside"].any()


def test_a_reopened_flag_stands_as_before(store: Store) -> None:
    flag = Flag("2025-Q1", "15-14", "087")
    set_aside(store, flag, **SET)
    reopen(store, flag, who="Lan", now=NOON)
    assert not with_decisions(TABLE, flag_decisions(store), **CHOICES)["set_aside"].any()
    nobody = with_decisions(TABLE, flag_decisions(open_store(store.folder / "trống")), **CHOICES)
    assert not nobody["set_aside"].any()


def test_only_a_flag_can_be_set_aside(tmp_path: Path, definitions: Definitions) -> None:
    """Bảo Yên has an accident on 1 January of every year, then 12 in January 2025; Sa Pa has nothing."""
    quiet = [accident(f"y{year}", f"01/01/{year}") for year in range(2019, 2025)]
    many = [accident(f"n{day}", f"{day:02d}/01/2025") for day in range(2, 14)]
    store = store_of(tmp_path, definitions, [*quiet, *many], covers=(date(2018, 12, 15), date(2025, 3, 14)))
    found = asked_alerts(store, definitions, "2025-Q1")
    assert found.row("087")["level"] == "red"
    flag = set_flag_aside(store, found, "087", reason="đã kiểm tra", who="Lan", now=NOON)
    assert flag == flag_of(found, "087") == Flag("2025-Q1", "15-14", "087")
    decision = flag_decisions(store).iloc[0]
    assert (decision["level"], decision["accidents"]) == ("red", 12)
    for area in ("088", "không có"):
        with pytest.raises(RequestError, match="không có cờ trong Quý I/2025"):
            set_flag_aside(store, found, area, reason="x", who="Lan", now=NOON)
    assert with_decisions(found.table, flag_decisions(store), **CHOICES).loc[0, "set_aside"]
