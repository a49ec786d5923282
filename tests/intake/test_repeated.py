"""Facts that stand in a file twice: which are found, what is asked, what an answer takes, and what is no repetition."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from analysis.errors import RequestError
from analysis.intake.profiles import Profile, profile_from, profile_toml
from analysis.intake.repeated import with_choice

HEAD = "Kỳ;Huyện;Hành vi;Số trường hợp"
CASES = {"Sa Pa": (12, 7, 9), "Bát Xát": (5, 30, 4), "Bắc Hà": (8, 2, 21)}
"""Cases of the three months of Quý I/2024; their sums are 28, 39 and 31, together 98."""


def months(bảng: str = "", scale: int = 1, first: int = 1) -> list[str]:
    """One row an area and month from ``first``; with ``bảng`` a last column that names the table."""
    last = f";{bảng}" if bảng else ""
    return [
        f"Tháng {month}/2024;{area};Tốc độ;{cases * scale}{last}"
        for area, counts in CASES.items()
        for month, cases in enumerate(counts, start=1)
        if month >= first
    ]


def dry(take_in: Any, lines: list[str], profile: Profile | None = None) -> Any:
    return take_in(lines, "violations", profile, dry_run=True)


def test_two_tables_that_say_the_same_are_asked_about_with_their_figures(take_in: Any) -> None:
    taken = dry(take_in, [f"{HEAD};Bảng", *months("Phụ lục 1"), *months("Phụ lục 2", first=2)])
    (item,) = taken.intake.repeated
    # 9 rows of 98 cases; without January (12 + 5 + 8 = 25) 6 rows of 73: together 15 rows of 171.
    assert (item.kind, item.heading, item.rows, item.cases) == ("same", "Bảng", 15, 171)
    assert [(choice.texts, choice.rows, choice.cases) for choice in item.choices] == [
        (("Phụ lục 1",), 9, 98),
        (("Phụ lục 2",), 6, 73),
    ]
    said = taken.intake.findings[0]
    assert (said.rule, said.severity, said.rows) == ("facts_repeated", "warning", 15)
    assert "khớp ở 6 trong 6" in said.message
    assert "«Phụ lục 1»: 9 dòng, 98 trường hợp; «Phụ lục 2»: 6 dòng, 73 trường hợp" in said.message


def test_nothing_is_taken_in_before_an_answer(take_in: Any) -> None:
    lines = [f"{HEAD};Bảng", *months("Phụ lục 1"), *months("Phụ lục 2")]
    with pytest.raises(RequestError, match="Chưa nhập gì") as refused:
        take_in(lines, "violations")
    assert 'include = { "Bảng" = ["Phụ lục 1"] }' in refused.value.remedy
    assert "--accept-repeated" in refused.value.remedy


def test_an_answer_is_kept_in_the_profile_and_holds_for_the_next_file(take_in: Any) -> None:
    lines = [f"{HEAD};Bảng", *months("Phụ lục 1"), *months("Phụ lục 2")]
    asked = dry(take_in, lines).intake
    answer = with_choice(asked.profile, asked.repeated[0], asked.repeated[0].choices[0])
    kept = profile_from(tomllib.loads(profile_toml(answer)))
    assert dict(kept.include) == {"Bảng": ("Phụ lục 1",)}
    taken = take_in([*lines, "Tháng 1/2024;Sa Pa;Tốc độ;1;Phụ lục 3"], "violations", kept)
    assert (taken.intake.rows_read, int(taken.rows["cases"].sum()), taken.intake.repeated) == (9, 98, ())
    assert "«Phụ lục 3»" in taken.rule("include_left_out").example, "a new table is not overlooked"


def test_all_are_taken_with_a_reason_that_is_kept(take_in: Any) -> None:
    lines = [f"{HEAD};Ca", *months("Sáng"), *months("Chiều")]
    taken = take_in(lines, "violations", accept_repeated="hai ca khác nhau")
    assert int(taken.rows["cases"].sum()) == 2 * 98
    assert "lý do: hai ca khác nhau" in taken.rule("facts_repeated").message


def test_nearly_the_same_is_the_same_and_like_numbers_are_not(take_in: Any) -> None:
    # Bảng 2 has 40 in place of 39 times ten: within a twentieth; each month a little more than in Bảng 1.
    nearly = [line.rsplit(";", 2)[0] for line in months("x", scale=100)]
    first = [f"{line};{100 * n};Bảng 1" for line, n in zip(nearly, range(3, 12), strict=True)]
    second = [f"{line};{100 * n + 2};Bảng 2" for line, n in zip(nearly, range(3, 12), strict=True)]
    other = [f"{line};{100 * n + 90};Bảng 2" for line, n in zip(nearly, range(3, 12), strict=True)]
    assert [item.kind for item in dry(take_in, [f"{HEAD};Bảng", *first, *second]).intake.repeated] == ["same"]
    assert dry(take_in, [f"{HEAD};Bảng", *first, *other]).intake.repeated == ()


def test_equal_ones_and_zeros_prove_nothing(take_in: Any) -> None:
    lines = [f"Tháng {month}/2024;{area};Tốc độ;{month % 2}" for area in CASES for month in range(1, 13)]
    both = [f"{line};{shift}" for shift in ("Ca 1", "Ca 2") for line in lines]
    assert dry(take_in, [f"{HEAD};Ca", *both]).intake.repeated == ()


def running_total(bảng: str) -> list[str]:
    """Bắc Hà: 8, 2, 21 in the months; 8, 10, 31 since the start of the year."""
    return [
        f"Tháng {month}/2024;{area};Tốc độ;{sum(counts[:month])};{bảng}"
        for area, counts in CASES.items()
        for month in (1, 2, 3)
    ]


def test_a_running_total_beside_its_months(take_in: Any) -> None:
    lines = [f"{HEAD};Loại số liệu", *months("Trong tháng"), *running_total("Lũy kế")]
    (item,) = dry(take_in, lines).intake.repeated
    assert (item.kind, item.heading) == ("running", "Loại số liệu")
    assert [(choice.texts, choice.cases) for choice in item.choices] == [(("Trong tháng",), 98), (("Lũy kế",), 187)]


@pytest.mark.parametrize("name", ["year", "end", "mode"])
def test_a_table_may_be_called_like_a_column_of_ours(take_in: Any, name: str) -> None:
    """The file could not be read at all, or its running total was not found."""
    lines = [f"{HEAD};Loại số liệu", *months("Trong tháng"), *running_total(name)]
    (item,) = dry(take_in, lines).intake.repeated
    assert (item.kind, [choice.texts for choice in item.choices]) == ("running", [("Trong tháng",), (name,)])


def test_months_beside_their_quarter_are_asked_about_by_the_kind_of_period(take_in: Any) -> None:
    quarter = [f"Quý I/2024;{area};Tốc độ;{sum(counts)}" for area, counts in CASES.items()]
    asked = dry(take_in, [HEAD, *months(), *quarter]).intake
    (item,) = asked.repeated
    assert (item.kind, item.heading, item.cases) == ("periods", "@period", 196)
    assert [(choice.texts, choice.rows, choice.cases) for choice in item.choices] == [
        (("month",), 9, 98),
        (("quarter",), 3, 98),
    ]
    for place, (texts, rows) in enumerate([(("month",), 9), (("quarter",), 3)]):
        answer = with_choice(asked.profile, item, item.choices[place])
        kept = profile_from(tomllib.loads(profile_toml(answer)))
        assert dict(kept.include) == {"@period": texts}
        taken = take_in([HEAD, *months(), *quarter, "không phải kỳ;Sa Pa;Tốc độ;5"], "violations", kept)
        assert (taken.intake.rows_accepted, int(taken.rows["cases"].sum())) == (rows, 98)
        assert taken.rule("period_impossible").rows == 1, "what cannot be read is rejected, not left out"


def test_a_longer_period_that_is_not_the_sum_is_said_and_not_asked(take_in: Any) -> None:
    quarter = [f"Quý I/2024;{area};Tốc độ;{3 * sum(counts)}" for area, counts in CASES.items()]
    taken = dry(take_in, [HEAD, *months(), *quarter])
    assert taken.intake.repeated == ()
    assert taken.rule("periods_overlap").severity == "warning"


def test_a_total_beside_its_parts(take_in: Any) -> None:
    head = "Kỳ;Huyện;Loại phương tiện;Số trường hợp"
    rows = [
        f"Quý I/2024;{area};{name};{cases}"
        for area, (one, two, three) in CASES.items()
        for name, cases in (("Mọi phương tiện", one + two + three), ("Mô tô", one), ("Ô tô tải", two), ("Khác", three))
    ]
    (item,) = dry(take_in, [head, *rows]).intake.repeated
    assert (item.kind, item.heading, item.cases) == ("total", "Loại phương tiện", 196)
    parts, whole = item.choices
    assert (parts.texts, parts.rows, parts.cases) == (("Mô tô", "Ô tô tải", "Khác"), 9, 98)
    assert (whole.texts, whole.rows, whole.cases) == (("Mọi phương tiện",), 3, 98)


def test_different_tables_of_one_file_are_no_repetition(take_in: Any) -> None:
    csgt = months("CSGT")
    inspectors = [
        f"Tháng {month}/2024;{area};Tốc độ;{3 + place * month};Thanh tra"
        for place, area in enumerate(CASES, start=1)
        for month in (1, 2, 3)
    ]
    assert dry(take_in, [f"{HEAD};Bảng", *csgt, *inspectors]).intake.repeated == ()


def test_what_identifies_a_person_is_not_even_looked_at(take_in: Any) -> None:
    taken = dry(take_in, [f"{HEAD};Họ và tên", *months("Nguyễn Văn A"), *months("Trần Thị B")])
    assert taken.intake.repeated == ()
    assert "Nguyễn" not in "".join(item.message + item.example for item in taken.intake.findings)


def test_columns_that_nobody_mapped_are_not_kept_with_rejected_rows(take_in: Any) -> None:
    taken = take_in([f"{HEAD};Bảng", *months("Phụ lục"), "Tháng 1/2024;Sa Pảng;Tốc độ;1;Phụ lục"], "violations")
    assert "Phụ lục" not in taken.tables["rejected"]["cells"].iloc[0]
