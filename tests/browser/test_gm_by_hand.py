"""A foreign casualty file mapped by hand in the page, without a written profile.

Expected figures: README of the folder of real files.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.app_pages import check_and_take_in, choose, drop_file, figures, open_page, settled

MEANINGS = {"Serious": "Bị thương", "Slight": "Bị thương"}
"""The words that no list of ours knows ("Fatal" it does)."""


def test_stats19_by_hand_gives_the_known_counts(
    page: Page, serve: Callable[..., str], shared: Path, tmp_path: Path, shoot: Callable[[Page, str], None]
) -> None:
    address = serve(tmp_path / "store", ATGT_REFERENCE=str(_boroughs(shared, tmp_path)))
    open_page(page, f"{address}/du_lieu")
    drop_file(page, "casualties.csv", (shared / "real" / "gm_casualties.csv").read_bytes())
    for label, theirs in {
        "Mỗi dòng là gì?": "Mỗi dòng là một người bị nạn",
        "Ngày viết theo": "năm-tháng-ngày",
        "Mã vụ": "AREFNO",
        "Ngày xảy ra": "date",
        "Địa bàn (huyện)": "area_name",
        "Hậu quả với người": "casualty_severity",
    }.items():
        choose(page, label, theirs)
    page.get_by_label("Chữ nghĩa là “không có số liệu”").fill("-1")
    page.keyboard.press("Enter")
    settled(page)
    for text, meaning in MEANINGS.items():
        choose(page, f"«{text}»", meaning)
    shoot(page, "ghep_cot_gm")
    said = check_and_take_in(page)
    assert "đọc 20.435 dòng: nhận 20.435, bị loại 0; 15.645 vụ tai nạn" in said
    open_page(page, f"{address}/?ky=2019&lich=month")
    found = figures(page)
    assert found["accidents"] == 3622
    assert found["deaths"] == 63


def _boroughs(shared: Path, folder: Path) -> Path:
    """A reference folder whose areas are the ten boroughs of the file."""
    boroughs = json.loads((shared / "real" / "gm_boroughs.geojson").read_text(encoding="utf-8"))
    lines = ["code,name"]
    for feature in boroughs["features"]:
        code, name = feature["properties"]["area_code"], feature["properties"]["area_name"]
        feature["properties"] = {"code": code}
        lines.append(f"{code},{name}")
    reference = folder / "reference"
    reference.mkdir()
    (reference / "areas.csv").write_text("\n".join(lines), encoding="utf-8")
    (reference / "boundaries.geojson").write_text(json.dumps(boroughs), encoding="utf-8")
    return reference
