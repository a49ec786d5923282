"""Kiểm tra câu số liệu in a browser: a slip found, marked in words, put right; a file; hostile text; a phone."""

from __future__ import annotations

import io
import re

from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.app_pages import choose, open_page, settled, sideways

SLIP = "Bị thương 20 người, tăng 03 người (15,0%). Tăng 13 vụ (38/51)."
HOSTILE = "<img src=x onerror=alert(1)> Xảy ra 196 vụ, giảm 45 vụ (-18,76%) <b>x</b>"


def check(page: Page, text: str) -> None:
    page.get_by_label("Câu, đoạn văn hoặc cả báo cáo cần kiểm tra").fill(text)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    page.locator(".at-typed").wait_for()
    settled(page)


def test_the_page_says_what_to_do_and_shows_an_example(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/kiem_tra_cau")
    expect(page.locator(".at-headline")).to_contain_text("Dán câu, đoạn văn hoặc cả báo cáo")
    page.get_by_role("button", name="Xem ví dụ").click()
    settled(page)
    expect(page.locator(".at-headline")).to_contain_text("2 số sai trong")
    page.get_by_role("button", name="Xóa ô").click()
    settled(page)
    expect(page.locator(".at-typed")).to_have_count(0)


def test_a_slip_is_marked_in_words_and_put_right(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/kiem_tra_cau?ky=2012-Q1")
    check(page, SLIP)
    expect(page.locator(".at-headline")).to_contain_text("2 số sai trong 6 số đã kiểm tra")
    mark = page.locator(".at-typed mark.k-wrong").first
    expect(mark).to_have_text(re.compile(r"^15,0%✗\d+ sai$"))
    expect(page.locator(".at-found").first).to_contain_text("3 / 17 = 17,65%")
    expect(page.get_by_test_id("stCode").first).to_contain_text("Bị thương 20 người, tăng 03 người (17,65%).")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải kết quả (CSV)").click()
    with open(download.value.path(), encoding="utf-8-sig") as file:
        assert "17,65%" in file.read()


def test_figures_are_held_against_the_data_of_the_chosen_period(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/kiem_tra_cau?ky=2025-Q1")
    check(page, "Toàn tỉnh xảy ra 92 vụ, làm chết 20 người.")  # the sample has 92 and 21
    expect(page.locator(".at-headline")).to_contain_text("1 số khác số liệu đã nhập trong 2 số đã kiểm tra")
    expect(page.locator(".at-found")).to_contain_text("21 người chết (toàn tỉnh, Quý I/2025")
    choose(page, "Năm", "2024")
    settled(page)
    expect(page.locator(".at-eyebrow")).to_contain_text("Quý I/2024")
    expect(page.locator(".at-headline")).to_contain_text("2 số khác")


def test_a_word_file_is_checked_in_place_of_the_box(page: Page, sample_app: str) -> None:
    document, memory = Document(), io.BytesIO()
    document.add_paragraph(SLIP)
    document.save(memory)
    open_page(page, f"{sample_app}/kiem_tra_cau?ky=2012-Q1")
    upload = page.locator("[data-testid='stFileUploader'] input[type=file]").first
    upload.set_input_files(
        {"name": "báo cáo.docx", "mimeType": "application/octet-stream", "buffer": memory.getvalue()}
    )
    page.locator(".at-typed").wait_for()
    settled(page)
    expect(page.locator(".at-headline")).to_contain_text("2 số sai")
    upload.set_input_files({"name": "hỏng.docx", "mimeType": "application/octet-stream", "buffer": b"no"})
    expect(page.get_by_role("alert")).to_contain_text("Không mở được tệp")


def test_a_hostile_text_stays_text(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/kiem_tra_cau?ky=2012-Q1")
    check(page, HOSTILE)
    typed = page.locator(".at-typed")
    expect(typed).to_contain_text("<img src=x onerror=alert(1)>")
    assert typed.locator("img, b").count() == 0


def test_on_a_phone(phone: Page, sample_app: str) -> None:
    open_page(phone, f"{sample_app}/kiem_tra_cau?ky=2012-Q1")
    check(phone, SLIP)
    assert sideways(phone) == 0
    expect(phone.locator(".at-typed mark").first).to_be_visible()
