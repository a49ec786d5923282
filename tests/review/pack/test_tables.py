"""The tables of the documents: parts add up, what is shortened keeps its total, what is missing stays missing."""

from __future__ import annotations

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.review.pack.facts import gather
from analysis.review.pack.record import Column, Kind, PackFacts, PackTable, cell_text, texts
from analysis.review.pack.tables import OTHERS, pack_tables, selected, shortened
from analysis.store.tables import Store


@pytest.fixture(scope="module")
def tables(pack_facts: PackFacts) -> dict[str, PackTable]:
    return pack_tables(pack_facts)


def small() -> PackTable:
    columns = (
        Column("label", "Nhóm", "text"),
        Column("accidents.now", "Kỳ này", "count", "Số vụ"),
        Column("accidents.before", "Cùng kỳ", "count", "Số vụ"),
        Column("accidents.difference", "Tăng, giảm", "difference", "Số vụ"),
        Column("accidents.percent", "Tỷ lệ", "percent", "Số vụ"),
    )
    rows = (
        ("A", 1, 2, -1, -50.0),
        ("B", 9, 6, 3, 50.0),
        ("Không rõ", 4, 0, 4, None),
        ("C", 5, 5, 0, 0.0),
        ("D", 2, 3, -1, -100 / 3),
    )
    return PackTable("t", "Thử", columns, ("a", "b", "unknown", "c", "d"), rows, ("Tổng số", 21, 16, 5, 31.25))


def test_units_are_those_of_the_columns_shown(tables: dict[str, PackTable]) -> None:
    """Under tables by age stood "vụ, người", under cases and fines also points and vehicles."""
    assert (tables["ages"].unit, tables["sexes"].unit, tables["areas"].unit) == ("người", "người", "vụ, người")
    violations = tables["violations_behaviours"]
    assert violations.unit == "trường hợp, đồng, điểm, phương tiện"
    assert selected(violations, ["label", "cases.now", "fine_vnd.now"]).unit == "trường hợp, đồng"
    assert selected(tables["areas"], ["label", "accidents.now"]).unit == "vụ"


def test_the_table_of_all_districts_is_not_named_after_those_that_rise(tables: dict[str, PackTable]) -> None:
    assert len(tables["alerts"].rows) == 9
    assert tables["alerts"].title == "Số vụ từng địa bàn so với mức bình thường của chính địa bàn"


def test_every_row_has_a_value_for_every_column(tables: dict[str, PackTable]) -> None:
    for table in tables.values():
        assert len(table.keys) == len(table.rows), table.key
        for row in (*table.rows, *([table.total] if table.total else [])):
            assert len(row) == len(table.columns), table.key


def test_parts_add_up_to_the_total(tables: dict[str, PackTable]) -> None:
    checked = 0
    for table in tables.values():
        for key in table.additive:
            values, total = table.column(key), table.total[table.place(key)] if table.total else None
            if None not in values:
                assert sum(values) == total, (table.key, key)
                checked += 1
    assert checked > 60


def test_the_total_is_the_same_in_every_table(tables: dict[str, PackTable]) -> None:
    totals = {
        table.total[table.place("accidents.now")]
        for table in tables.values()
        if table.total and any(column.key == "accidents.now" for column in table.columns)
    }
    assert totals == {tables["criteria"].column("now")[0]}


def test_fines_across_the_new_decree_have_no_difference(tables: dict[str, PackTable]) -> None:
    table = tables["violations_behaviours"]
    assert table.total is not None
    assert table.total[table.place("fine_vnd.now")] > 0
    assert set(table.column("fine_vnd.difference")) == {None}
    assert None not in table.column("cases.difference")


def test_a_quarter_covered_in_part_says_so(sample_store: Store, definitions: Definitions) -> None:
    # the sample ends on 31/03/2025, seventeen days into Quý II/2025
    labels = pack_tables(gather(sample_store, definitions, "2025-6M"))["series"].column("label")
    assert labels[-2:] == ["Quý I/2025", "Quý II/2025 (chưa đủ)"]


def test_people_have_no_accidents_of_their_own(tables: dict[str, PackTable]) -> None:
    assert {column.key.partition(".")[0] for column in tables["ages"].columns[1:]} == {"deaths", "injured"}


def test_a_shortened_table_keeps_its_total_and_what_is_unknown() -> None:
    short = shortened(small(), 2)
    assert short.keys == ("b", "c", OTHERS, "unknown")
    # A and D together: 1 + 2 now, 2 + 3 before, -1 - 1, (3 - 5) / 5 = -40 %
    assert short.rows[2] == ("2 nhóm khác", 3, 5, -2, pytest.approx(-40.0))
    assert sum(short.column("accidents.now")) == 21
    assert short.total == small().total


def test_rows_put_together_where_this_period_has_no_figure() -> None:
    """A file of this period that gives no injured, one of cùng kỳ that does: 3 + 4 + 5 before, now missing."""
    keys = ("now", "before", "difference", "percent")
    kinds: tuple[Kind, ...] = ("count", "count", "difference", "percent")
    columns = [Column(f"injured.{key}", key, kind) for key, kind in zip(keys, kinds, strict=True)]
    rows = tuple((name, None, before, None, None) for name, before in (("A", 9), ("B", 3), ("C", 4), ("D", 5)))
    table = PackTable("t", "Thử", (Column("label", "Nhóm", "text"), *columns), ("a", "b", "c", "d"), rows)
    assert shortened(table, 1).rows == (rows[0], ("3 nhóm khác", None, 12, None, None))


def test_a_table_that_is_short_enough_stays_as_it_is() -> None:
    assert shortened(small(), 4) == small()


def test_columns_are_chosen_by_key() -> None:
    chosen = selected(small(), ["label", "accidents.percent"])
    assert [column.heading for column in chosen.columns] == ["Nhóm", "Tỷ lệ"]
    assert texts(chosen, chosen.rows[2]) == ["Không rõ", "–"]
    with pytest.raises(KeyError):
        selected(small(), ["deaths.now"])


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (1234, "count", "1.234"),
        (None, "count", "–"),
        (9, "difference", "+9"),
        (14.5161, "percent", "+14,52%"),
        (None, "percent", "–"),
        (0.117, "decimal", "0,12"),
        (None, "date", "–"),
        (None, "text", ""),
    ],
)
def test_values_are_printed_as_the_office_writes_them(value: object, kind: str, printed: str) -> None:
    assert cell_text(value, kind) == printed  # type: ignore[arg-type]
