"""The page Báo cáo họp in a real browser: the pack is made, its three documents downloaded, seen, and found again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from analysis.review.pack.preview import office_program
from tests.browser.app_pages import open_page, settled, sideways
from tests.browser.test_register_page import register_app

__all__ = ["register_app"]
Shoot = Callable[[Page, str], None]
BUTTONS = {
    "Tải báo cáo Quý I/2025 (Word)": "bao-cao_2025-Q1.docx",
    "Tải trình chiếu Quý I/2025 (PowerPoint)": "trinh-chieu_2025-Q1.pptx",
    "Tải phụ lục Quý I/2025 (Excel)": "phu-luc_2025-Q1.xlsx",
}


@pytest.fixture
def made(page: Page, register_app: str) -> Page:
    """The page after the pack of Quý I/2025 was made."""
    open_page(page, f"{register_app}/bao_cao?ky=2025-Q1")
    page.get_by_role("button", name="Làm bộ tài liệu").click()
    expect(page.get_by_role("button", name="Tải báo cáo Quý I/2025 (Word)").first).to_be_visible()
    settled(page)
    return page


def test_three_documents_are_made_and_downloaded(made: Page, shoot: Shoot) -> None:
    for button, name in BUTTONS.items():
        with made.expect_download() as asked:
            made.locator(".st-key-pack_downloads").get_by_role("button", name=button).click()
        assert asked.value.suggested_filename == name
        content = asked.value.path().read_bytes()
        assert content.startswith(b"PK")
        assert len(content) < 2_000_000
    expect(made.locator("table[data-name=packs] tbody tr").first).to_contain_text("Quý I/2025")
    assert sideways(made) <= 0
    shoot(made, "bao_cao_da_lam")
    earlier = made.get_by_role("button", name="Làm lại từ bản chốt")
    expect(earlier).to_have_count(0)  # nothing of an earlier pack to take before one is chosen
    made.get_by_role("combobox", name="Lấy lại một bộ").click()
    if not made.get_by_role("option").count():  # scrolled into sight, the first click may only have focused it
        made.keyboard.press("ArrowDown")
    made.get_by_role("option").first.click()
    settled(made)
    expect(made.get_by_role("button", name="Tải báo cáo Quý I/2025, ")).to_be_visible()
    earlier.click()
    expect(made.get_by_text("giống hệt bản đã lưu")).to_be_visible()


@pytest.mark.skipif(not office_program(), reason="LibreOffice (soffice) is not on this machine")
def test_the_report_is_seen_before_it_is_used(made: Page, shoot: Shoot) -> None:
    made.get_by_role("button", name="Xem thành hình").click()
    expect(made.get_by_text("Trang 1/")).to_be_visible()
    expect(made.locator("[data-testid=stImage] img").nth(6)).to_be_visible()
    shoot(made, "bao_cao_xem_truoc")


def test_nothing_chosen_is_said(page: Page, register_app: str) -> None:
    open_page(page, f"{register_app}/bao_cao?ky=2025-Q1")
    for name in ("Báo cáo (Word)", "Trình chiếu (PowerPoint)", "Phụ lục (Excel)"):
        page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name="Làm bộ tài liệu").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn dạng tài liệu nào")
