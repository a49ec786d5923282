"""A file whose two tables say the same: the page asks, keeps the answer, and takes in one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.app_pages import choose, drop_file, open_page, settled

HEAD = "Kỳ;Huyện;Hành vi;Số trường hợp;Bảng"
ROWS = [
    *("Tháng 1/2025;Sa Pa;Tốc độ;12", "Tháng 1/2025;Bát Xát;Tốc độ;5", "Tháng 2/2025;Sa Pa;Nồng độ cồn;31"),
    *("Tháng 2/2025;Bắc Hà;Tốc độ;8", "Tháng 3/2025;Sa Pa;Tốc độ;9"),
]


def twice() -> bytes:
    """65 cases in five rows, once under each of two names."""
    return "\n".join([HEAD, *(f"{row};Phụ lục {table}" for table in (1, 2) for row in ROWS)]).encode()


def test_repeated_tables_are_asked_about_and_one_is_taken(
    page: Page, serve: Callable[..., str], tmp_path: Path, shoot: Callable[[Page, str], None]
) -> None:
    open_page(page, serve(tmp_path / "kho") + "/du_lieu")
    choose(page, "Loại số liệu", "Vi phạm")
    drop_file(page, "hai bảng.csv", twice())
    page.get_by_role("button", name="Kiểm tra tệp").click()
    question = page.locator("[data-rule=facts_repeated]")
    question.first.wait_for()
    settled(page)
    expect(question).to_have_count(1)
    expect(question).to_contain_text("«Phụ lục 1»: 5 dòng, 65 trường hợp")
    expect(question).to_contain_text("Cộng tất cả sẽ ra 130 trường hợp của 10 dòng")
    expect(page.get_by_role("button", name="Nhập 10 dòng")).to_be_disabled()
    shoot(page, "lap_lai_hoi")
    page.get_by_text("Nhận tất cả").click()
    settled(page)
    expect(page.get_by_role("button", name="Nhập 10 dòng")).to_be_disabled()
    page.get_by_text("Chỉ lấy «Phụ lục 1»").click()
    settled(page)
    page.get_by_role("button", name="Áp dụng và kiểm tra lại").click()
    take_in = page.get_by_role("button", name="Nhập 5 dòng")
    take_in.wait_for()
    settled(page)
    expect(question).to_have_count(0)
    take_in.click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("đọc 5 dòng: nhận 5, bị loại 0; 5 dòng vi phạm")
