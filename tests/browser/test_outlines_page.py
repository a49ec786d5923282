"""Ranh giới in the browser: a file with a fault is explained, the good one is checked, used, and kept by the store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app_pages import open_page, settled

Shoot = Callable[[Page, str], None]
HOSTILE = "<img src=x onerror=\"document.title='bi chiem'\">"


@pytest.fixture
def own_store(tmp_path: Path) -> Path:
    return tmp_path / "kho"


def drop(page: Page, name: str, content: bytes) -> None:
    upload = {"name": name, "mimeType": "application/geo+json", "buffer": content}
    page.locator("input[type=file]").set_input_files([upload])
    settled(page)


def test_outlines_are_checked_and_used(
    page: Page, serve: Callable[..., str], own_store: Path, shared: Path, shoot: Shoot
) -> None:
    good = (shared / "geo" / "districts9_2024_detailed.geojson").read_bytes()
    collection = json.loads(good)
    collection["features"][0]["properties"] = {"code": HOSTILE}
    open_page(page, f"{serve(own_store)}/du_lieu?phan=ranh_gioi")
    drop(page, "thiếu.geojson", json.dumps(collection).encode())
    expect(page.get_by_text("Tệp thiếu ranh giới của 1 địa bàn: TP Lào Cai")).to_be_visible()
    expect(page.get_by_text("Không nhận ra địa bàn của 1/9 vùng")).to_contain_text("<img src=x")
    expect(page.get_by_role("button", name="Dùng")).to_have_count(0)
    assert "bi chiem" not in page.title()
    shoot(page, "ranh_gioi_loi")
    drop(page, "huyện.geojson", good)
    expect(page.get_by_text("Không thấy lỗi nào.")).to_be_visible()
    page.get_by_role("button", name="Dùng 9 ranh giới này").click()
    settled(page)
    expect(page.get_by_text("Đã dùng 9 ranh giới từ tệp huyện.geojson.")).to_be_visible()
    assert (own_store / "reference" / "boundaries.geojson").is_file()
    in_use = page.locator("[data-name=in_use_areas]")
    expect(in_use).to_contain_text("ranh giới đã nạp: huyện.geojson")
    shoot(page, "ranh_gioi")
    page.get_by_role("button", name="Dùng lại ranh giới kèm theo").click()
    settled(page)
    expect(in_use).to_contain_text("ranh giới kèm theo chương trình")
    assert not (own_store / "reference" / "boundaries.geojson").exists()
