"""Links: what they say is what is shown, and nonsense in them harms nobody."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period, parse_period
from analysis.errors import RequestError
from pages._choices import file_key
from pages._links import choices_from, last_whole_quarter, link_of, state_from, typed_day

LINKS = [
    {"ky": "2025-Q1", "so_voi": "last_year", "lich": "15-14", "dia_ban": "", "loai_hinh": "", "va_cham": "co"},
    {
        "ky": "2024",
        "so_voi": "previous",
        "lich": "month",
        "dia_ban": "080,086",
        "loai_hinh": "road",
        "va_cham": "khong",
    },
    {"ky": "2024-6M", "so_voi": "2021-6M", "lich": "15-14", "dia_ban": "089", "loai_hinh": "rail", "va_cham": "co"},
    {"ky": "2024-03", "so_voi": "2023-02", "lich": "month", "dia_ban": "", "loai_hinh": "", "va_cham": "co"},
    {
        "ky": "2024-02-01..2024-02-29",
        "so_voi": "2023-02-01..2023-02-28",
        "lich": "15-14",
        "dia_ban": "",
        "loai_hinh": "water",
        "va_cham": "co",
    },
]


@pytest.fixture
def default(definitions: Definitions) -> Period:
    return parse_period("2025-Q1", definitions.calendars["15-14"])


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link["ky"])
def test_a_link_comes_back_as_it_was(link: dict[str, str], definitions: Definitions, default: Period) -> None:
    choices = choices_from(state_from(link, definitions, default), definitions)
    assert link_of(choices) == link


def test_nothing_in_the_link_is_the_default(definitions: Definitions, default: Period) -> None:
    choices = choices_from(state_from({}, definitions, default), definitions)
    assert choices.now == default
    assert choices.base.key == "2024-Q1"
    assert choices.where == {}
    assert choices.with_collisions


def test_nonsense_in_the_link_is_the_default(definitions: Definitions, default: Period) -> None:
    link = {"ky": "<b>", "lich": "?", "so_voi": "x", "dia_ban": "1,2", "loai_hinh": "air", "va_cham": "?"}
    nonsense = choices_from(state_from(link, definitions, default), definitions)
    assert nonsense == choices_from(state_from({}, definitions, default), definitions)


def test_districts_stand_in_the_official_order(definitions: Definitions, default: Period) -> None:
    choices = choices_from(state_from({"dia_ban": "089,080"}, definitions, default), definitions)
    assert choices.where == {"area": ("080", "089")}


@pytest.mark.parametrize(
    ("first_day_without", "expected"),
    [
        (dt.date(2025, 4, 1), "2025-Q1"),  # data to 31/03: Quý I ended on 14/03
        (dt.date(2025, 3, 15), "2025-Q1"),  # data to its last day
        (dt.date(2025, 3, 14), "2024-Q4"),  # one day short
        (dt.date(2024, 12, 20), "2024-Q4"),
    ],
)
def test_the_last_whole_quarter_of_the_calendar_15_14(
    definitions: Definitions, first_day_without: dt.date, expected: str
) -> None:
    assert last_whole_quarter(first_day_without, definitions.calendars["15-14"]).key == expected


def test_a_day_is_typed_day_first() -> None:
    assert typed_day(" 05/03/2026 ") == dt.date(2026, 3, 5)


@pytest.mark.parametrize("text", ["", "31/02/2025", "2025-03-05", "hôm qua"])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(RequestError):
        typed_day(text)


def test_files_of_different_choices_have_different_names(definitions: Definitions, default: Period) -> None:
    def key(**link: str) -> str:
        return file_key(choices_from(state_from(link, definitions, default), definitions), definitions)

    assert key(ky="2025-Q1") == "2025-Q1"
    assert key(ky="2025-Q1", dia_ban="080", va_cham="khong") == "2025-Q1-tp-lao-cai-khong-va-cham"
    assert key(ky="2025-Q1", dia_ban="080,082,083,085", loai_hinh="road") == "2025-Q1-4-dia-ban-duong-bo"
