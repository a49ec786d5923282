"""A stranger's Excel file from the upload to the three figures of Tổng quan, and what it tries on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app_pages import check_and_take_in, drop_file, figures, go_to, open_page, settled
from tests.browser.ugly_file import ACCEPTED, HOSTILE, HOSTILE_NAME, NOW, REJECTED, ugly_workbook


@pytest.fixture
def empty_app(serve: Callable[..., str], tmp_path: Path) -> str:
    return serve(tmp_path / "store")


def test_an_ugly_workbook_is_taken_in_and_read_on_the_overview(
    page: Page, empty_app: str, shoot: Callable[[Page, str], None]
) -> None:
    open_page(page, empty_app)
    expect(page.get_by_role("heading", name="Chưa có số liệu")).to_be_visible()
    shoot(page, "kho_trong")
    page.get_by_role("button", name="Đến trang Dữ liệu").click()
    settled(page)
    drop_file(page, HOSTILE_NAME, ugly_workbook())
    shoot(page, "ghep_cot")
    said = check_and_take_in(page)
    shoot(page, "da_nhap")
    assert f"đọc {ACCEPTED + REJECTED} dòng: nhận {ACCEPTED}, bị loại {REJECTED}; {ACCEPTED} vụ tai nạn" in said
    with page.expect_download() as download:
        page.get_by_role("button", name="dòng bị loại").click()
    rejected = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "31/02/2025" in rejected
    assert "Hoàng Su Phì" in rejected

    page.get_by_role("button", name="Xem Tổng quan").click()
    settled(page)
    assert figures(page) == NOW
    assert "Cùng kỳ 4 vụ: tăng 2 vụ (+50,00%" in page.locator("[data-figure=accidents]").inner_text()
    assert "Quý I/2025: 6 vụ, tăng 2 vụ" in page.locator(".at-headline").inner_text()
    _hostile_words_stay_words(page)


def _hostile_words_stay_words(page: Page) -> None:
    go_to(page, "So sánh kỳ")
    page.goto(page.url.split("?")[0] + "?ky=2025-Q1&chieu_accidents=cause")
    settled(page)
    expect(page.locator("table[data-name=groups]")).to_contain_text(HOSTILE)
    go_to(page, "Dữ liệu")
    page.get_by_role("radio", name="Các đợt nhập").click()
    settled(page)
    expect(page.locator("table[data-name=batches]")).to_contain_text(HOSTILE_NAME)
    assert page.locator("img[src=x]").count() == 0
    assert "bi chiem" not in page.title()


def test_the_same_file_twice_a_withdrawal_and_a_late_death(page: Page, empty_app: str) -> None:
    open_page(page, f"{empty_app}/du_lieu")
    drop_file(page, "quy1.xlsx", ugly_workbook())
    check_and_take_in(page)
    page.get_by_role("button", name="Nhập tệp khác").click()
    settled(page)
    drop_file(page, "quy1-lan-hai.xlsx", ugly_workbook())
    page.get_by_role("button", name="Kiểm tra tệp").click()
    settled(page)
    expect(page.get_by_text("đã được nhập trước đó")).to_be_visible()

    page.get_by_role("radio", name="Đính chính").click()
    settled(page)
    page.get_by_label("Mã vụ (hoặc một phần)").fill("V08")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("spinbutton", name="Số người chết").fill("1")
    page.get_by_label("Lý do đính chính").fill("Thống kê bổ sung: chết ngày 25/01/2025")
    page.get_by_role("button", name="Ghi đính chính").click()
    table = page.locator("table[data-name=corrections]")
    expect(table).to_contain_text("Thống kê bổ sung")
    expect(table.locator("tbody tr").filter(has_text="người chết").locator("td").nth(3)).to_have_text("0")
    go_to(page, "Tổng quan")
    assert figures(page) == {**NOW, "deaths": NOW["deaths"] + 1}

    go_to(page, "Dữ liệu")
    page.get_by_role("radio", name="Các đợt nhập").click()
    settled(page)
    page.get_by_role("button", name="Rút đợt này").click()
    page.get_by_role("button", name="Đồng ý rút").click()
    expect(page.locator("table[data-name=batches]")).to_contain_text("đã rút")
    page.get_by_role("button", name="Lấy lại đợt này").click()
    expect(page.locator("table[data-name=batches]")).to_contain_text("đang dùng")


def test_a_file_that_is_no_table_says_what_to_do(page: Page, empty_app: str) -> None:
    open_page(page, f"{empty_app}/du_lieu")
    upload = page.locator("[data-testid='stFileUploader'] input[type=file]").first
    upload.set_input_files({"name": "hong.xlsx", "mimeType": "x", "buffer": b"PK\x03\x04 not a workbook"})
    alert = page.get_by_role("alert").filter(has_text="hong.xlsx")
    expect(alert).to_be_visible()
    assert "Traceback" not in page.inner_text("body")


def test_the_example_is_loaded_by_a_button_and_leaves_when_real_data_come(page: Page, empty_app: str) -> None:
    open_page(page, empty_app)
    page.get_by_role("button", name="Nạp số liệu minh họa").click()
    expect(page.locator(".at-badge")).to_have_text("số liệu minh họa")
    go_to(page, "Dữ liệu")
    drop_file(page, "quy1.xlsx", ugly_workbook())
    check_and_take_in(page)
    page.get_by_role("radio", name="Các đợt nhập").click()
    settled(page)
    page.get_by_role("button", name="Bỏ số liệu minh họa").click()
    expect(page.locator(".at-headline")).to_contain_text("Quý I/2025: 6 vụ")
    expect(page.locator(".at-badge")).to_have_count(0)
    assert figures(page) == NOW


def test_the_days_that_a_file_covers_can_be_written(page: Page, empty_app: str) -> None:
    open_page(page, f"{empty_app}/du_lieu")
    drop_file(page, "quy1.xlsx", ugly_workbook())
    page.get_by_role("button", name="Kiểm tra tệp").click()
    settled(page)
    page.get_by_label("Phủ đến ngày").fill("10/03/2025")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("button", name="Nhập 12 dòng").click()
    page.get_by_role("button", name="Xem Tổng quan").click()
    settled(page)
    expect(page.locator(".at-headline")).to_contain_text("Quý IV/2024: ")
    open_page(page, f"{empty_app}/?ky=2025-Q1")
    expect(page.locator(".at-headline")).to_contain_text("số liệu mới đến 10/03/2025")
