"""A quarter with a cover sheet is taken in, then its mended file takes its place; the example beside it is left out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from analysis.__main__ import run
from tests.browser.app_pages import check_and_take_in, drop_file, figures, go_to, open_page, settled

HEAD = ("STT", "Ngày xảy ra", "Địa bàn", "Tuyến đường", "Lý trình", "Số người chết", "Số người bị thương")
SPAN = "(Từ ngày 15/12/2024 đến ngày 14/3/2025)"


def workbook(*, injured: int, wrong: str = "Sa Pa") -> bytes:
    """Ten accidents of Quý I/2025 below a cover, a title and a group heading; the first hurts ``injured``."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as book:
        cover = book.add_worksheet("Bìa")
        cover.write(0, 0, "CÔNG AN TỈNH LÀO CAI")
        cover.write(5, 1, "Báo cáo quý I năm 2025")
        sheet = book.add_worksheet("TNGT")
        sheet.write(0, 0, SPAN)
        sheet.write_row(2, 0, HEAD)
        sheet.write_row(3, 0, ("I", "Đường bộ"))
        for day in range(1, 11):
            area, hurt = (wrong if day == 10 else "Sa Pa"), (injured if day == 1 else 1)
            sheet.write_row(3 + day, 0, (day, f"{day:02d}/01/2025", area, "QL4D", f"Km{day}", 0, hurt))
    return memory.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_a_mended_file_takes_the_place_of_its_batch(
    page: Page, serve: Callable[..., str], store: Path, shoot: Callable[[Page, str], None]
) -> None:
    open_page(page, serve(store) + "/du_lieu")
    drop_file(page, "quý I.xlsx", workbook(injured=1))
    expect(page.locator("[data-name=preview] caption")).to_contain_text("trang «TNGT»; không đọc trang «Bìa»")
    shoot(page, "nhap_lai_ghep_cot")
    said = check_and_take_in(page)
    assert "đọc 10 dòng: nhận 10, bị loại 0; 10 vụ tai nạn" in said
    page.get_by_role("button", name="Xem Tổng quan").click()
    settled(page)
    assert figures(page) == {"accidents": 10, "deaths": 0, "injured": 10}
    shoot(page, "nhap_lai_tong_quan")

    go_to(page, "Dữ liệu")
    drop_file(page, "quý I sửa.xlsx", workbook(injured=3, wrong="Tam Đường"))
    page.get_by_role("button", name="Kiểm tra tệp").click()
    replace = page.get_by_role("button", name="Thay đợt đó bằng tệp này")
    replace.wait_for()
    settled(page)
    expect(page.locator("[data-rule]").first).to_contain_text("8 trong 10 dòng trùng với đợt")
    expect(page.get_by_role("button", name="Vẫn nhập cả hai")).to_be_visible()
    expect(page.get_by_role("button", name="Tải 1 dòng bị loại")).to_be_visible()
    expect(page.get_by_text(SPAN).first).to_be_visible()
    shoot(page, "nhap_lai_trung")
    replace.click()
    settled(page)
    page.get_by_role("button", name="Xem Tổng quan").click()
    settled(page)
    assert figures(page) == {"accidents": 9, "deaths": 0, "injured": 11}


def test_real_and_sample_together_are_parted_from_any_page(
    page: Page,
    serve: Callable[..., str],
    sample_copy: Callable[[], Path],
    tmp_path: Path,
    shoot: Callable[[Page, str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "quý I.xlsx"
    path.write_bytes(workbook(injured=1))
    store = sample_copy()
    assert run(["--store", str(store), "import", "accidents", str(path)]) == 0
    open_page(page, serve(store))
    expect(page.get_by_text("Số liệu thật và số liệu minh họa đang tính chung.")).to_be_visible()
    expect(page.get_by_text("LẪN số liệu minh họa").first).to_be_visible()
    shoot(page, "tinh_chung_tong_quan")
    go_to(page, "So sánh kỳ")
    page.get_by_role("button", name="Bỏ số liệu minh họa").click()
    settled(page)
    assert figures(page) == {"accidents": 10, "deaths": 0, "injured": 10}
    expect(page.get_by_text("đang tính chung")).to_have_count(0)
    capsys.readouterr()
    assert run(["--store", str(store), "batches", "--json"]) == 0
    states = [(row["illustrative"], row["status"]) for row in json.loads(capsys.readouterr().out)]
    assert set(states) == {(True, "withdrawn"), (False, "active")}
