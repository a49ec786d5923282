"""Snapshots in the browser: pinned on the page Dữ liệu, looked at on every page, left again, and what changed since."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from analysis.store.snapshots import list_snapshots
from analysis.store.tables import open_store
from tests.browser.app_pages import choose, figures, go_to, open_page, settled, sideways
from tests.browser.conftest import PROJECT

Shoot = Callable[[Page, str], None]
NAME = "Sơ kết Quý I/2025"
LINK = f"ky=2025-Q1&chot={quote(NAME)}"
BEFORE = {"accidents": 92, "deaths": 21, "injured": 47}
"""Quý I/2025 of the sample (data/sample/README.md)."""


def command(store: Path, *arguments: str) -> str:
    asked = (sys.executable, "-m", "analysis", "--store", str(store), *arguments)
    done = subprocess.run(asked, cwd=PROJECT, check=True, capture_output=True, timeout=300, encoding="utf-8")
    return done.stdout


@pytest.fixture(scope="module")
def store(sample_copy: Callable[[], Path]) -> Path:
    return sample_copy()


@pytest.fixture(scope="module")
def app(serve: Callable[..., str], store: Path) -> str:
    return serve(store)


@pytest.fixture(scope="module")
def changed(store: Path, app: str, browser: Browser) -> str:
    """Pinned through the page by a person, then one death more and one accident less: the address of the app."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    open_page(page, f"{app}/du_lieu?ky=2025-Q1&phan=ban_chot")
    expect(page.get_by_text("Chưa có bản chốt nào.")).to_be_visible()
    page.get_by_role("button", name="Chốt số liệu hiện nay").click()
    expect(page.get_by_label("Tên bản chốt")).to_have_value(NAME)
    page.get_by_label("Người chốt").fill("Chị Lan")
    page.get_by_role("button", name="Chốt số liệu", exact=True).click()
    expect(page.get_by_test_id("stAlert")).to_contain_text(f"Đã chốt số liệu «{NAME}»")
    context.close()
    command(store, "correct", "LC2025-0042", "--set", "deaths=2", "--reason", "=chết sau 9 ngày")
    command(store, "correct", "LC2025-0041", "--set", "occurred_on=2025-03-20", "--reason", "ghi nhầm ngày")
    return app


def test_what_was_pinned_is_listed_with_who_and_how_much(page: Page, changed: str, store: Path, shoot: Shoot) -> None:
    open_page(page, f"{changed}/du_lieu?ky=2025-Q1&phan=ban_chot")
    row = page.locator("table[data-name=snapshots] tbody tr")
    expect(row).to_have_count(1)
    for text in (NAME, "Chị Lan", "2.089", "11"):
        expect(row).to_contain_text(text)
    assert [record["who"] for record in list_snapshots(open_store(store))] == ["Chị Lan"]
    expect(page.get_by_role("combobox", name="Số liệu")).to_be_visible()
    assert sideways(page) <= 0
    shoot(page, "ban_chot")


def test_what_changed_since_is_told_accident_by_accident(page: Page, changed: str, shoot: Shoot) -> None:
    open_page(page, f"{changed}/du_lieu?ky=2025-Q1&phan=ban_chot")
    said = "đến nay: sửa số liệu 02 vụ, thống kê bổ sung 01 người chết."
    expect(page.locator(".at-answer")).to_contain_text(said)
    rows = page.locator("table[data-name=changes] tbody tr")
    expect(rows).to_have_count(2)
    for text in ("Thống kê bổ sung", "LC2025-0042", "Bảo Yên", "số người chết", "=chết sau 9 ngày"):
        expect(rows.first).to_contain_text(text)
    expect(rows.nth(1)).to_contain_text("20/03/2025")
    quarters = page.locator("table[data-name=quarters_changed] tbody tr")
    expect(quarters.first).to_have_text(re.compile(r"Quý I/2025\s*92\s*91\s*-1\s*21\s*22\s*\+1"))
    page.locator("table[data-name=changes]").scroll_into_view_if_needed()
    shoot(page, "ban_chot_thay_doi")
    table = list(csv.reader(io.StringIO(downloaded(page, "Tải CSV").decode("utf-8-sig")), delimiter=";"))
    assert (len(table), table[1][1], table[1][7]) == (3, "LC2025-0042", "'=chết sau 9 ngày")
    book = CalamineWorkbook.from_filelike(io.BytesIO(downloaded(page, "Tải Excel")))
    assert said[:-1] in str(book.get_sheet_by_index(0).to_python()[0][0])


def downloaded(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def test_the_sidebar_moves_between_then_and_now_and_the_link_keeps_it(page: Page, changed: str, shoot: Shoot) -> None:
    open_page(page, f"{changed}/?ky=2025-Q1")
    now = {"accidents": 91, "deaths": 22, "injured": 46}
    assert figures(page) == now | {"injured": figures(page)["injured"]}
    choose(page, "Số liệu", NAME)
    expect(page.get_by_role("status").filter(has_text="Đang xem bản chốt")).to_contain_text("của Chị Lan")
    assert figures(page) == BEFORE
    assert f"chot={quote(NAME, safe='')}" in page.url.replace("+", "%20")
    shoot(page, "as_of")
    page.reload()
    settled(page)
    assert figures(page) == BEFORE
    for title in ("So sánh kỳ", "Địa bàn tăng", "Bản đồ và điểm đen", "Phương pháp", "Tổng quan"):
        go_to(page, title)
        expect(page.get_by_text(f"Đang xem bản chốt «{NAME}»")).to_be_visible()
    assert figures(page) == BEFORE
    page.get_by_role("button", name="Về số liệu hiện nay").click()
    settled(page)
    expect(page.get_by_text("Đang xem bản chốt")).to_have_count(0)
    assert figures(page)["accidents"] == now["accidents"]
    assert "chot=" not in page.url


@pytest.mark.parametrize("part", ["nhap", "dot_nhap", "dinh_chinh", "ranh_gioi", "ban_chot"])
def test_nothing_is_written_while_a_snapshot_is_looked_at(page: Page, changed: str, part: str) -> None:
    open_page(page, f"{changed}/du_lieu?{LINK}&phan={part}")
    expect(page.get_by_text("Bản chốt số liệu không sửa được.")).to_be_visible()
    for name in ("Rút đợt này", "Ghi đính chính", "Hủy một đính chính", "Chốt số liệu hiện nay", "Chọn tệp"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.get_by_role("button", name="Về số liệu hiện nay").last.click()
    settled(page)
    expect(page.get_by_text("Bản chốt số liệu không sửa được.")).to_have_count(0)


def test_flags_and_the_register_are_only_to_be_read(page: Page, changed: str) -> None:
    open_page(page, f"{changed}/dia_ban_tang?{LINK}")
    page.locator(".at-ranges [data-opens]").first.click()
    settled(page)
    expect(page.get_by_text("Bản chốt số liệu không sửa được.")).to_be_visible()
    expect(page.get_by_role("button", name="Tạm gác cờ")).to_have_count(0)
    open_page(page, f"{changed}/ban_do?{LINK}")
    expect(page.get_by_text("Bản chốt số liệu không sửa được.")).to_be_visible()
    expect(page.get_by_role("button", name="Nhập danh mục có sẵn")).to_have_count(0)


def test_the_brief_made_from_the_page_names_the_snapshot_and_counts_by_it(page: Page, changed: str) -> None:
    """The file is made outside of the session when the button is pressed: it must not fall back to today's data."""
    open_page(page, f"{changed}/dia_ban_tang?{LINK}")
    text = docx_text(downloaded(page, "Tải bản đánh giá đột xuất (Word)"))
    assert NAME in text
    page.get_by_role("button", name="Về số liệu hiện nay").first.click()
    settled(page)
    assert NAME not in docx_text(downloaded(page, "Tải bản đánh giá đột xuất (Word)"))


def docx_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode())


def test_a_comparison_taken_away_names_its_snapshot(page: Page, changed: str) -> None:
    open_page(page, f"{changed}/so_sanh_ky?{LINK}")
    assert f"bản chốt «{NAME}»" in downloaded(page, "Tải CSV").decode("utf-8-sig")


def test_a_link_to_a_snapshot_that_is_not_there(page: Page, changed: str) -> None:
    open_page(page, f"{changed}/?ky=2025-Q1&chot=kh%C3%B4ng%20c%C3%B3")
    expect(page.get_by_role("alert")).to_contain_text("Đang xem số liệu hiện nay.")
    assert figures(page)["accidents"] == 91
    choose(page, "Số liệu", NAME)
    expect(page.get_by_text("Không mở được bản chốt")).to_have_count(0)


def test_it_can_be_read_on_a_phone(phone: Page, changed: str, shoot: Shoot) -> None:
    open_page(phone, f"{changed}/?{LINK}")
    expect(phone.get_by_text(f"Đang xem bản chốt «{NAME}»")).to_be_visible()
    assert sideways(phone) <= 0
    shoot(phone, "as_of_phone")
    open_page(phone, f"{changed}/du_lieu?ky=2025-Q1&phan=ban_chot")
    expect(phone.locator("table[data-name=changes]")).to_be_visible()
    assert sideways(phone) <= 0
    shoot(phone, "ban_chot_phone")
