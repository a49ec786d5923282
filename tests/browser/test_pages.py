"""The pages on the embedded example: links, choices kept, nothing too wide, Vietnamese throughout, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app_pages import choose, figures, go_to, open_page, settled, sideways

Shoot = Callable[[Page, str], None]
EVERY_PAGE = {
    "tong_quan": "",
    "so_sanh_ky": "so_sanh_ky?chieu_accidents=cause",
    "so_sanh_vi_pham": "so_sanh_ky?ve=violations&chieu_violations=behaviour",
    "vi_pham": "vi_pham",
    "phan_tich": "phan_tich",
    "dia_ban_tang": "dia_ban_tang",
    "ban_do": "ban_do",
    "bao_cao": "bao_cao",
    "kiem_tra_cau": "kiem_tra_cau",
    "nhap": "du_lieu",
    "dot_nhap": "du_lieu?phan=dot_nhap",
    "dinh_chinh": "du_lieu?phan=dinh_chinh",
    "lich_so_lieu": "du_lieu?phan=lich",
    "ranh_gioi": "du_lieu?phan=ranh_gioi",
    "phuong_phap": "phuong_phap",
}
ENGLISH = re.compile(r"\b(Upload|Browse|Drag and drop|Choose|Select|Search|Limit|per file|Deploy|Rerun|None|nan|NaT)\b")


def test_the_overview_opens_on_the_last_whole_quarter_and_says_it_is_an_illustration(
    page: Page, sample_app: str
) -> None:
    open_page(page, sample_app)
    assert page.locator(".at-headline").inner_text().startswith("Quý I/2025: ")
    expect(page.locator(".at-badge")).to_have_text("số liệu minh họa")
    expect(page.locator(".at-source")).to_contain_text("Nguồn:")
    expect(page.locator(".at-source")).to_contain_text("Số liệu đến")
    assert page.evaluate("document.documentElement.lang") == "vi"


def test_a_link_shows_the_same_view_again(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/?ky=2023-6M&so_voi=2021-6M&lich=month&dia_ban=080,086&loai_hinh=road&va_cham=khong")
    first, link = _view(page), page.url
    assert "6 tháng/2023: 01/01/2023–30/06/2023 (181 ngày)" in first
    assert "6 tháng/2021" in first
    assert "TP Lào Cai, Bảo Thắng" in first
    assert "đường bộ" in first
    assert "không tính va chạm" in first
    choose(page, "Loại hình", "Tất cả")
    assert _view(page) != first
    open_page(page, link)
    assert _view(page) == first


def test_a_link_with_nonsense_shows_the_default_view(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/?ky=hôm-qua&lich=khac&dia_ban=999&loai_hinh=air&theo=giay")
    assert page.locator(".at-headline").inner_text().startswith("Quý I/2025: ")


def test_choices_are_kept_between_pages_and_the_link_follows(page: Page, sample_app: str) -> None:
    open_page(page, sample_app)
    choose(page, "Kỳ báo cáo", "Năm")
    choose(page, "Năm", "2023")
    page.locator(".stCheckbox").get_by_text("Tính cả va chạm").click()
    settled(page)
    expect(page.locator(".at-headline")).to_contain_text("Năm 2023: ")
    without = figures(page)["accidents"]
    go_to(page, "So sánh kỳ")
    expect(page.locator(".at-headline")).to_contain_text(f"Năm 2023: {without} vụ")
    assert "ky=2023" in page.url
    assert "va_cham=khong" in page.url
    go_to(page, "Tổng quan")
    assert figures(page)["accidents"] == without


def test_a_free_period_is_typed_by_hand_and_a_wrong_day_is_said(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/?ky=2024-02-01..2024-02-29")
    expect(page.locator(".at-eyebrow")).to_contain_text("01/02/2024–29/02/2024 (29 ngày)")
    page.get_by_label("Đến ngày").fill("30/02/2024")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.get_by_role("alert")).to_contain_text("«30/02/2024» không phải là một ngày")
    page.get_by_label("Đến ngày").fill("10/02/2024")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator(".at-eyebrow")).to_contain_text("01/02/2024–10/02/2024 (10 ngày)")


def test_any_period_is_set_against_any_other(page: Page, sample_app: str) -> None:
    open_page(page, sample_app)
    choose(page, "So với", "Kỳ khác")
    choose(page, "Kỳ đem so", "Tháng")
    choose(page, "Tháng", "Tháng 5")
    expect(page.locator(".at-eyebrow")).to_contain_text("so với Tháng 5/2024: 15/04/2024–14/05/2024 (30 ngày)")
    assert "so_voi=2024-05" in page.url


def test_a_period_without_data_says_so_and_leads_back(page: Page, sample_app: str, shoot: Shoot) -> None:
    open_page(page, f"{sample_app}/?ky=2031-Q2")
    expect(page.get_by_role("heading", name="Chưa có số liệu của kỳ này")).to_be_visible()
    shoot(page, "ky_khong_co_so_lieu")
    page.get_by_role("button", name="Xem quý gần nhất có số liệu").click()
    expect(page.locator(".at-headline")).to_contain_text("Quý I/2025: ")


def test_parts_add_up_to_the_total_on_the_page(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/so_sanh_ky?ky=2024&chieu_accidents=road")
    rows = page.locator("table[data-name=groups] tbody tr")
    rows.first.wait_for()
    counts = [int(row.locator("td").nth(1).inner_text().replace(".", "")) for row in rows.all()]
    assert len(counts) > 5
    assert sum(counts[:-1]) == counts[-1]


def test_a_click_on_a_heading_sorts_and_leaves_the_total_last(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/so_sanh_ky?ky=2024&chieu_accidents=area")
    table = page.locator("table[data-name=groups]")
    table.get_by_role("button", name="Kỳ này").first.click()
    counts = [int(text.replace(".", "")) for text in table.locator("tbody tr td:nth-child(2)").all_inner_texts()]
    assert counts[:-1] == sorted(counts[:-1], reverse=True)
    assert table.locator("tbody tr").last.inner_text().startswith("Tổng số")


def test_downloads_open_in_excel(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/so_sanh_ky?ky=2024&chieu_accidents=area")
    for button, start in (("Tải CSV", b"\xef\xbb\xbf"), ("Tải Excel", b"PK")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        with open(download.value.path(), "rb") as file:
            assert file.read(3).startswith(start)


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_no_page_scrolls_sideways_or_speaks_english(page: Page, sample_app: str, shoot: Shoot, name: str) -> None:
    open_page(page, f"{sample_app}/{EVERY_PAGE[name]}")
    shoot(page, name)
    assert sideways(page) == 0
    assert ENGLISH.findall(page.inner_text("body")) == []
    assert page.locator("[data-testid=stException]").count() == 0


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_every_page_can_be_read_on_a_phone(phone: Page, sample_app: str, shoot: Shoot, name: str) -> None:
    open_page(phone, f"{sample_app}/{EVERY_PAGE[name]}")
    shoot(phone, f"{name}_390")
    assert sideways(phone) == 0
    assert phone.locator(".at-headline, h1").first.is_visible()


def test_print_leaves_the_sidebar_out(page: Page, sample_app: str) -> None:
    open_page(page, sample_app)
    page.emulate_media(media="print")
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert page.locator(".at-headline").is_visible()


def _view(page: Page) -> str:
    return page.locator(".at-eyebrow").inner_text() + page.locator(".at-headline").inner_text() + str(figures(page))
