"""Page Vi phạm on the embedded example, and where there is nothing: answer, five figures, sums, parts, links, files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analysis.__main__ import run
from tests.browser.app_pages import choose, go_to, open_page, settled, sideways

Shoot = Callable[[Page, str], None]
PARTS = {"ket_qua": "Kết quả xử lý", "cao_diem": "Đợt cao điểm", "tai_nan": "Bên cạnh tai nạn"}


def column(page: Page, table: int, place: int) -> list[int]:
    """The whole numbers of a column of one of the tables ``groups``, the sum last."""
    rows = page.locator("table[data-name=groups]").nth(table).locator("tbody tr")
    texts = [row.locator("td").nth(place).inner_text() for row in rows.all()]
    return [int(text.replace(".", "").replace("–", "0")) for text in texts]


def test_the_answer_the_five_figures_and_sums_that_add_up(page: Page, sample_app: str, shoot: Shoot) -> None:
    open_page(page, sample_app)
    go_to(page, "Vi phạm")
    page.locator(".at-five").wait_for()
    settled(page)
    said = page.locator(".at-headline").inner_text()
    assert said == "Quý I/2025: 8.171 trường hợp, giảm 3.021 trường hợp (-26,99%) so với cùng kỳ (11.192 trường hợp)"
    cards = {card.get_attribute("data-figure"): card.inner_text() for card in page.locator("[data-figure]").all()}
    assert set(cards) == {"cases", "fine_vnd", "licences_revoked", "points_deducted", "vehicles_held"}
    assert "không so sánh" in cards["fine_vnd"]
    assert "%" not in cards["fine_vnd"]
    direct, rest, whole = (column(page, table, 1) for table in range(3))
    assert direct[-1] == sum(direct[:-1])
    assert rest[-1] == sum(rest[:-1])
    assert direct[-1] + rest[-1] == whole[-1] == 8171
    shoot(page, "vi_pham_ket_qua")
    page.get_by_role("radio", name="Địa bàn").click()
    settled(page)
    districts = column(page, 0, 1)
    assert districts[-1] == sum(districts[:-1]) == 8171
    assert "chieu_vp=area" in page.url


@pytest.mark.parametrize("part", PARTS)
def test_every_part_fits_both_screens_and_stands_in_the_link(
    page: Page, phone: Page, sample_app: str, shoot: Shoot, part: str
) -> None:
    for window, name in ((page, "may_ban"), (phone, "dien_thoai")):
        open_page(window, f"{sample_app}/vi_pham?ky=2025-Q1&phan_vp={part}")
        window.locator(".at-headline").wait_for()
        settled(window)
        assert sideways(window) <= 0
        expect(window.get_by_role("radio", name=PARTS[part])).to_be_checked()
        expect(window.locator(".at-badge").first).to_have_text("số liệu minh họa")
        expect(window.locator(".at-source").first).to_contain_text("Nguồn")
        shoot(window, f"vi_pham_{part}_{name}")


def test_a_campaign_and_what_it_does_not_prove(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/vi_pham?ky=2025-Q1&phan_vp=cao_diem&dot=tet-2024")
    page.get_by_text("Cao điểm Tết Giáp Thìn").first.wait_for()
    settled(page)
    expect(page.locator(".at-notes")).to_contain_text("chưa đối chiếu")
    expect(page.locator(".at-notes")).to_contain_text("không phải vi phạm tăng")
    choose(page, "Đợt cao điểm", "Cao điểm Tết Ất Tỵ và lễ hội đầu xuân 2025")
    expect(page.locator(".at-headline")).to_contain_text("97,63 trường hợp một ngày trong đợt")
    page.locator(".st-key-take_dot-cao-diem-tet-2025").get_by_role("button", name="Tải về").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Bảng CSV").click()
    assert "toàn tỉnh" in download.value.path().read_text(encoding="utf-8-sig").splitlines()[1]
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "Nồng độ cồn;1491;" in text


def test_beside_accidents_says_first_what_it_does_not_prove(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/vi_pham?ky=2025-Q1&phan_vp=tai_nan")
    page.get_by_text("trường hợp xử lý trên một vụ tai nạn").first.wait_for()
    settled(page)
    expect(page.locator(".at-aside").first).to_contain_text("không có nghĩa là cái này gây ra cái kia")
    assert not re.search("tương quan|hệ số", page.locator(".stMain").inner_text())


def test_a_store_without_violations_says_what_to_do(
    page: Page, serve: Callable[..., str], tmp_path: Path, shoot: Shoot
) -> None:
    path = tmp_path / "tai nạn.csv"
    path.write_text("Mã vụ;Ngày;Huyện;Chết;Bị thương\nA;5/1/2025;Sa Pa;0;1\n", encoding="utf-8")
    assert run(["--store", str(tmp_path / "kho"), "import", "accidents", str(path)]) == 0
    open_page(page, serve(tmp_path / "kho") + "/vi_pham")
    expect(page.get_by_role("heading", name="Chưa có số liệu vi phạm")).to_be_visible()
    shoot(page, "vi_pham_trong")
    page.get_by_role("button", name="Đến trang Dữ liệu").click()
    expect(page.get_by_role("heading", name="Dữ liệu")).to_be_visible()


def test_violations_alone_open_on_their_own_quarter_and_an_empty_period_says_so(
    page: Page, serve: Callable[..., str], tmp_path: Path
) -> None:
    path = tmp_path / "vi phạm.csv"
    rows = "\n".join(f"15/{month}/2023;Sa Pa;Tốc độ;2.000" for month in range(1, 7))
    path.write_text(f"Ngày;Huyện;Hành vi;Tiền phạt (nghìn đồng)\n{rows}\n", encoding="utf-8")
    assert run(["--store", str(tmp_path / "kho"), "import", "violations", str(path)]) == 0
    address = serve(tmp_path / "kho")
    open_page(page, address + "/vi_pham")
    expect(page.locator(".at-headline")).to_contain_text("/2023: 3 trường hợp")
    open_page(page, address + "/vi_pham?ky=2021-Q1")
    expect(page.get_by_role("heading", name="Chưa có số liệu của kỳ này")).to_be_visible()
    open_page(page, address + "/vi_pham?ky=2023-Q2&phan_vp=tai_nan")
    expect(page.locator(".at-headline")).to_contain_text("chưa đủ số liệu tai nạn và vi phạm")


@pytest.mark.parametrize(
    ("part", "name", "first"),
    [
        ("ket_qua", "vi-pham-theo-hanh-vi-vi-pham-truong-hop", "Hành vi vi phạm;"),
        ("cao_diem", "dot-cao-diem-tet-2025", "Hành vi;"),
        ("tai_nan", "nguyen-nhan-va-hanh-vi", "Hành vi, nguyên nhân cùng loại;"),
    ],
)
def test_charts_and_tables_can_be_taken_away_as_picture_and_rows(
    page: Page, sample_app: str, part: str, name: str, first: str
) -> None:
    open_page(page, f"{sample_app}/vi_pham?ky=2025-Q1&phan_vp={part}")
    take = page.locator(f".st-key-take_{name}")
    take.wait_for()
    settled(page)
    for said in page.locator(".at-caption").all_inner_texts():
        assert "nguồn: " in said
        assert re.search(r"\d\d/\d\d/\d{4}–\d\d/\d\d/\d{4}", said), said
    take.get_by_role("button", name="Tải về").click()
    taken = {}
    for label in ("Ảnh PNG", "Ảnh SVG", "Bảng CSV"):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        taken[label] = Path(download.value.path())
    assert taken["Ảnh PNG"].read_bytes().startswith(b"\x89PNG")
    assert "Nồng độ cồn" in taken["Ảnh SVG"].read_text(encoding="utf-8") or part == "cao_diem"
    assert taken["Bảng CSV"].read_text(encoding="utf-8-sig").startswith(first)
