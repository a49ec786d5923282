"""The register below the map in a real browser: reviewed, decided with a reason, files kept, a hostile file read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.app_pages import choose, open_page, settled, sideways

Shoot = Callable[[Page, str], None]
HOSTILE = "<img src=x onerror=alert(1)>"
REGISTER = f"Loại;Tên;Tên đường;Lý trình;Địa bàn;Năm;Diễn giải\nĐiểm đen;{HOSTILE};QL4E;Km30;Bảo Thắng;2024;=1+1\n"
REGISTER += "Điểm đen;Sai;QL4E;Km31;Hà Nội;2024;\n"
PLACE = "DM-0001 · QL70 Km126+370 - Km126+430, Bảo Yên"


@pytest.fixture(scope="session")
def register_app(serve: Callable[..., str], sample_copy: Callable[[], Path]) -> str:
    """The app on the embedded example, in a store that these tests may write into."""
    return serve(sample_copy())


def test_a_place_is_reviewed_accepted_and_keeps_its_files(
    page: Page, register_app: str, shoot: Shoot, tmp_path: Path
) -> None:
    open_page(page, f"{register_app}/ban_do")
    page.get_by_role("button", name="Rà soát đến 14/03/2025").click()
    page.get_by_role("button", name="Ghi kết quả rà soát").click()
    expect(page.get_by_text("Rà soát đến ngày 14/03/2025: 2 mới.")).to_be_visible()
    expect(page.locator("table[data-name=register] tbody tr")).to_have_count(2)
    expect(page.locator("[data-testid=stPopoverBody]:visible")).to_have_count(0)
    expect(page.locator("table[data-name=register] tbody tr").first).to_contain_text("từ số liệu minh họa")

    choose(page, "Mở một điểm", PLACE)
    _step(page, "Xác nhận")
    page.get_by_label("Lý do, căn cứ").fill("Biên bản 12/BB")
    _send(page)
    history = page.locator("table[data-name=register_history]")
    expect(history).to_contain_text("Biên bản 12/BB")
    expect(page.locator("[data-place=DM-0001] h2")).to_contain_text("đã xác nhận")

    file = tmp_path / "biên bản.pdf"
    file.write_bytes(b"%PDF " + bytes(range(256)))
    _step(page, "Đính kèm tệp")
    page.locator("form input[type=file], [data-testid=stForm] input[type=file]").set_input_files(file)
    expect(page.get_by_test_id("stForm")).to_contain_text("biên bản.pdf")
    _send(page)
    with page.expect_download() as asked:
        page.get_by_role("button", name="Tải tệp: biên bản.pdf").click()
    assert asked.value.path().read_bytes() == file.read_bytes()
    assert sideways(page) <= 0
    shoot(page, "danh_muc_diem_den")


def test_a_register_file_is_looked_at_taken_in_and_written_again(page: Page, register_app: str, tmp_path: Path) -> None:
    open_page(page, f"{register_app}/ban_do")
    rows = page.locator("table[data-name=register] tbody tr")
    before = rows.count()
    path = tmp_path / "danh mục.csv"
    path.write_text(REGISTER, encoding="utf-8")
    page.get_by_role("button", name="Nhập danh mục có sẵn").click()
    page.get_by_test_id("stPopoverBody").locator("input[type=file]").set_input_files(path)
    looked = page.locator("table[data-name=register_import]")
    expect(looked).to_contain_text("Không nhận ra địa bàn «Hà Nội».")
    expect(looked).to_contain_text(HOSTILE)
    page.get_by_role("button", name="Nhập 1 điểm").click()
    expect(rows).to_have_count(before + 1)
    expect(rows.last).to_contain_text(HOSTILE)
    expect(page.locator("[data-testid=stPopoverBody]:visible")).to_have_count(0)
    with page.expect_download() as asked:
        page.get_by_role("button", name="Danh mục: Excel").click()
    book = CalamineWorkbook.from_filelike(io.BytesIO(asked.value.path().read_bytes()))
    written = [row for row in book.get_sheet_by_index(0).to_python() if str(row[0]).startswith("DM-")]
    assert len(written) == before + 1
    assert written[-1][2] == HOSTILE


def _step(page: Page, name: str) -> None:
    """Press one of the steps of the opened place."""
    page.locator("[data-testid=stButtonGroup] button", has_text=name).last.click()
    expect(page.get_by_test_id("stForm")).to_be_visible()
    settled(page)


def _send(page: Page) -> None:
    """Send the form of the step; it closes when all is written."""
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    expect(page.get_by_test_id("stForm")).to_have_count(0)
    settled(page)
