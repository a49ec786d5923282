"""Địa bàn tăng in the browser: from the flag to the accidents behind it and to the list; set aside and opened again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.app_pages import choose, open_page, settled, sideways

Shoot = Callable[[Page, str], None]
PAGE = "dia_ban_tang"
ENGLISH = re.compile(r"\b(Upload|Browse|Choose|Select|Search|Submit|Press|Enter|None|nan|NaN|NaT|Error)\b")


def lines(page: Page) -> list[str]:
    return page.locator(".at-ranges [data-opens] .at-place b").all_inner_texts()


def downloaded(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def test_from_the_flag_to_the_accidents_behind_it_and_to_the_downloaded_list(
    page: Page, sample_app: str, shoot: Shoot
) -> None:
    open_page(page, f"{sample_app}/{PAGE}?ky=2025-Q1")
    expect(page.locator(".at-headline")).to_contain_text("Bảo Yên")
    first = page.locator(".at-ranges [data-opens]").first
    expect(first).to_contain_text("▲▲ tăng rõ rệt")
    flagged = int(re.match(r"(\d+) vụ; bình thường", first.locator(".at-reason").inner_text())[1])
    assert flagged == 21  # planted: data/sample/README.md
    first.click()
    settled(page)
    expect(page.locator(".at-opened h2")).to_contain_text("Bảo Yên")
    rows = page.locator("table[data-name=accidents] tbody tr")
    expect(rows).to_have_count(flagged)
    shoot(page, "dia_ban_tang_mo")
    text = downloaded(page, "Tải CSV").decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == 1 + flagged
    book = CalamineWorkbook.from_filelike(io.BytesIO(downloaded(page, "Tải Excel")))
    sheet = book.get_sheet_by_index(0).to_python()
    heading = next(place for place, cells in enumerate(sheet) if "Mã vụ" in cells)
    identities = [cells[sheet[heading].index("Mã vụ")] for cells in sheet[heading + 1 :]]
    assert len([identity for identity in identities if identity]) == flagged


def test_the_brief_of_the_district_is_a_word_file(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/{PAGE}?ky=2025-Q1")
    assert downloaded(page, "Tải bản đánh giá đột xuất (Word)").startswith(b"PK")


def test_a_click_on_a_line_opens_its_district_and_the_link_keeps_it(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/{PAGE}?ky=2025-Q1")
    name = lines(page)[3]
    page.locator(".at-ranges [data-opens]").nth(3).click()
    settled(page)
    expect(page.locator(".at-opened h2")).to_contain_text(name)
    assert "mo_area=" in page.url
    page.reload()
    settled(page)
    expect(page.locator(".at-opened h2")).to_contain_text(name)


def test_the_creeping_district_is_flagged_in_2024_with_its_trend(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/{PAGE}?ky=2024-Q4")
    first = page.locator(".at-ranges [data-opens]").first
    expect(first).to_contain_text("TX Sa Pa")
    expect(first).to_contain_text("xu hướng tăng")
    expect(first).to_contain_text("▲")


def test_the_opened_district_follows_the_evidence_until_another_is_chosen(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/{PAGE}?ky=2025-Q1")
    expect(page.locator(".at-opened h2")).to_contain_text("Bảo Yên")
    choose(page, "Kỳ báo cáo", "Quý IV")
    choose(page, "Năm", "2024")
    expect(page.locator(".at-opened h2")).to_contain_text("TX Sa Pa")


def test_the_choice_of_districts_changes_the_rows_and_never_their_baseline(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/{PAGE}?ky=2025-Q1")
    reason = page.locator(".at-ranges [data-opens]", has_text="Bắc Hà").locator(".at-reason").inner_text()
    open_page(page, f"{sample_app}/{PAGE}?ky=2025-Q1&dia_ban=085")
    assert lines(page) == ["Bắc Hà"]
    assert page.locator(".at-ranges [data-opens] .at-reason").inner_text() == reason


def test_a_month_has_no_flag_and_leads_to_the_quarter_that_holds_it(page: Page, sample_app: str, shoot: Shoot) -> None:
    open_page(page, f"{sample_app}/{PAGE}?ky=2024-02")
    expect(page.get_by_role("heading", name="Kỳ này không xét cờ tăng")).to_be_visible()
    shoot(page, "dia_ban_tang_thang")
    page.get_by_role("button", name="Xem Quý I/2024").click()
    settled(page)
    expect(page.locator(".at-headline")).to_contain_text("Quý I/2024")
    assert "ky=2024-Q1" in page.url


def test_communes_are_too_small_and_the_page_says_so_instead_of_a_figure(
    page: Page, sample_app: str, shoot: Shoot
) -> None:
    open_page(page, f"{sample_app}/{PAGE}?ky=2025-Q1&cap=commune")
    shoot(page, "dia_ban_tang_xa")
    expect(page.locator(".at-headline")).to_contain_text("không xã, phường nào đủ vụ để xét")
    assert page.locator(".at-ranges").count() == 0


def test_a_road_with_enough_accidents_can_be_opened(page: Page, sample_app: str, shoot: Shoot) -> None:
    open_page(page, f"{sample_app}/{PAGE}?ky=2025-Q1&cap=road")
    road = page.locator(".at-ranges [data-opens]").first
    count = int(re.match(r"(\d+) vụ", road.locator(".at-reason").inner_text())[1])
    road.click()
    settled(page)
    shoot(page, "dia_ban_tang_duong")
    expect(page.locator("table[data-name=accidents] tbody tr")).to_have_count(count)


@pytest.fixture(scope="session")
def own_app(serve: Callable[..., str], sample_copy: Callable[[], Path]) -> str:
    """The app on an example of its own, for what writes into the store."""
    return serve(sample_copy())


def test_a_flag_is_set_aside_with_a_reason_kept_and_opened_again(page: Page, own_app: str, shoot: Shoot) -> None:
    open_page(page, f"{own_app}/{PAGE}?ky=2025-Q1")
    page.get_by_role("button", name="Tạm gác cờ…").click()
    page.get_by_role("button", name="Tạm gác", exact=True).click()
    settled(page)
    expect(page.get_by_role("alert")).to_contain_text("lý do")
    page.get_by_label("Lý do").fill("Mưa đá ngày <b>02/02</b>")
    page.get_by_role("button", name="Tạm gác", exact=True).click()
    settled(page)
    first = page.locator(".at-ranges [data-opens]").first
    expect(first).to_contain_text("Mưa đá ngày <b>02/02</b>")
    expect(page.locator("[data-testid=stPopoverBody]:visible")).to_have_count(0)  # it turned into «Mở lại» in place
    expect(page.locator(".at-headline")).to_contain_text("đã tạm gác: Bảo Yên")
    page.reload()
    settled(page)
    expect(page.locator(".at-ranges [data-opens]").first).to_contain_text("Mưa đá")
    shoot(page, "dia_ban_tang_gac")
    choose(page, "Năm", "2024")
    expect(page.locator(".at-ranges")).not_to_contain_text("Mưa đá")
    choose(page, "Năm", "2025")
    page.get_by_role("button", name="Mở lại cờ…").click()
    page.get_by_role("button", name="Mở lại", exact=True).click()
    settled(page)
    expect(page.locator(".at-ranges")).not_to_contain_text("Mưa đá")
    expect(page.get_by_role("button", name="Tạm gác cờ…")).to_be_visible()


VIEWS = {"huyen": "?ky=2025-Q1", "sau_thang": "?ky=2024-6M", "ngan": "?ky=2020-Q1", "duong": "?ky=2025-Q1&cap=road"}


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_is_too_wide_or_english(page: Page, sample_app: str, shoot: Shoot, name: str) -> None:
    open_page(page, f"{sample_app}/{PAGE}{VIEWS[name]}")
    shoot(page, f"dia_ban_tang_{name}")
    assert sideways(page) == 0
    assert ENGLISH.findall(page.inner_text("body")) == []
    assert page.locator("[data-testid=stException]").count() == 0


@pytest.mark.parametrize("name", VIEWS)
def test_it_can_be_read_on_a_phone(phone: Page, sample_app: str, shoot: Shoot, name: str) -> None:
    open_page(phone, f"{sample_app}/{PAGE}{VIEWS[name]}")
    shoot(phone, f"dia_ban_tang_{name}_390")
    assert sideways(phone) == 0
    assert phone.locator(".at-headline").is_visible()
