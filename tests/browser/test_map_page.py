"""The map with the network cut off: layers, clicks, zoom kept, hostile texts, and how much the page sends.

Bytes are counted as the browser receives them: every frame of the websocket (UTF-8 or binary length) and every body
over HTTP, without Streamlit's own program (/static/, the same for every page).
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, Response, WebSocket, expect

from tests.browser.app_pages import choose, go_to, open_page, settled, sideways
from tests.browser.conftest import PROJECT
from tests.browser.map_store import write_accidents, write_overlay

Shoot = Callable[[Page, str], None]
ROWS = 20_000
MOST_BYTES = 3_000_000
SAMPLE_SPOTS = 4
"""Planted in the sample: two of the last twelve months, two older; and one place that lacks one accident."""


@pytest.fixture(scope="session")
def large_app(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app on 20.000 accidents with hostile texts, and with marks of junctions, km posts and crossings."""
    folder = tmp_path_factory.mktemp("large")
    overlay = write_overlay(folder / "reference")
    file = write_accidents(folder / "tai_nan.csv", ROWS)
    arguments = ["--store", str(folder / "store"), "--reference", str(overlay), "import", "accidents", str(file)]
    command = (sys.executable, "-m", "analysis", *arguments)
    subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL, timeout=300)
    return serve(folder / "store", ATGT_REFERENCE=str(overlay))


def frame_of(page: Page) -> Frame:
    """The frame of the map, once it has drawn a state."""
    page.wait_for_selector("iframe[title*='st_folium']")
    frame = next(one for one in page.frames if "streamlit_folium" in one.url)
    frame.wait_for_selector("#map_div[data-shown]")
    return frame


def drawn(page: Page) -> str:
    """The tag of the state that the map shows."""
    return str(frame_of(page).evaluate("document.querySelector('#map_div').dataset.shown"))


def changed(page: Page, before: str) -> None:
    """Wait until the map shows another state."""
    frame_of(page).wait_for_function("tag => document.querySelector('#map_div').dataset.shown !== tag", arg=before)
    settled(page)


def look_at(frame: Frame, lat: float, lon: float, zoom: int) -> None:
    """Move the map at once and wait until its clusters take clicks again.

    The function gives nothing back: the map itself, as JSON, takes half a minute.
    """
    moving = "([lat, lon, zoom]) => { window.map.setView([lat, lon], zoom, { animate: false }) }"
    frame.evaluate(moving, [lat, lon, zoom])
    frame.wait_for_selector(".leaflet-cluster-anim", state="detached")


def layer(page: Page, name: str) -> None:
    """Switch a layer on or off."""
    before = drawn(page)
    page.get_by_role("button", name=name, exact=True).click()
    changed(page, before)


def test_outlines_accidents_and_planted_spots_are_drawn(page: Page, sample_app: str, shoot: Shoot) -> None:
    open_page(page, f"{sample_app}/ban_do")
    frame = frame_of(page)
    expect(frame.locator("path.leaflet-interactive[role=button]")).to_have_count(9)
    expect(frame.locator(".at-spot.active")).to_have_count(2)
    expect(frame.locator(".at-spot.historical")).to_have_count(2)
    expect(frame.locator(".at-spot.potential")).to_have_count(1)
    assert frame.locator(".at-cluster").count() > 3
    assert (
        "2 điểm đen trong 12 tháng qua, 2 điểm đen cũ; 1 nơi khác chỉ thiếu một vụ là đủ tiêu chí"
        in page.locator("h1").inner_text()
    )
    expect(page.locator(".at-placed")).to_contain_text(re.compile(r"\d+/92 vụ trong Quý I/2025 có vị trí"))
    assert sideways(page) <= 0
    shoot(page, "ban_do")


def test_the_map_can_be_read_on_a_phone(phone: Page, sample_app: str, shoot: Shoot) -> None:
    open_page(phone, f"{sample_app}/ban_do")
    frame = frame_of(phone)
    expect(frame.locator(".at-spot")).to_have_count(SAMPLE_SPOTS + 1)
    assert sideways(phone) <= 0
    shoot(phone, "ban_do_dien_thoai")


def test_a_click_does_not_scroll_the_page_away_from_under_the_pointer(page: Page, sample_app: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 700})  # the foot of the map lies below the window
    open_page(page, f"{sample_app}/ban_do")
    frame_of(page).locator(".at-spot", has_text=re.compile(r"^1$")).click()
    expect(page.locator(".st-key-chosen table")).to_contain_text("LC2025-0042")


def test_a_click_on_a_spot_shows_its_accidents_and_again_hides_them(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/ban_do")
    frame_of(page).locator(".at-spot", has_text=re.compile(r"^1$")).click()
    table = page.locator(".st-key-chosen table")
    expect(table).to_contain_text("LC2024-0118")
    expect(table).to_contain_text("LC2025-0042")
    expect(table.locator("tbody tr")).to_have_count(2)
    expect(frame_of(page).locator(".at-spot.here")).to_have_count(1)
    page.get_by_role("button", name="Bỏ chọn").click()
    settled(page)
    expect(table).to_have_count(0)


def test_a_click_on_a_district_shows_as_many_accidents_as_its_label_says(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/ban_do?lop=diem")
    frame = frame_of(page)
    frame.locator("path[aria-label^='Bảo Yên']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-chosen tbody tr")).to_have_count(21)
    expect(frame.locator(".at-name", has_text="Bảo Yên")).to_contain_text("21")


def test_a_place_chosen_in_the_list_is_gone_to(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/ban_do")
    frame = frame_of(page)
    page.get_by_role("button", name="QL4E Km17+260 - Km17+340, Bảo Thắng").click()
    expect(page.locator(".st-key-chosen tbody tr")).to_have_count(4)
    frame.wait_for_function("window.map.getZoom() >= 14")
    middle = frame.evaluate("window.map.getCenter()")
    assert abs(middle["lat"] - 22.32032) < 0.01
    assert abs(middle["lng"] - 104.16552) < 0.01


def test_another_layer_or_period_keeps_the_base_and_the_view(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/ban_do")
    frame = frame_of(page)
    frame.evaluate("window.kept = 1")
    look_at(frame, 22.4, 104.1, 11)
    frame.evaluate("document.querySelector('path[role=button]').dataset.kept = 1")
    layer(page, "Mật độ")
    before = drawn(page)
    choose(page, "Kỳ báo cáo", "Năm")
    changed(page, before)
    frame = frame_of(page)
    assert frame.evaluate("window.kept") == 1
    assert frame.evaluate("window.map.getZoom()") == 11
    assert frame.evaluate("document.querySelectorAll('path[data-kept]').length") == 1
    expect(frame.locator("canvas.leaflet-heatmap-layer")).to_have_count(1)


def test_the_slider_moves_the_period_of_the_sidebar(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/ban_do?ky=2024-Q4")
    before = drawn(page)
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    changed(page, before)
    expect(page.locator(".at-eyebrow")).to_contain_text("Quý III/2024")
    assert "ky=2024-Q3" in page.url
    go_to(page, "Tổng quan")
    expect(page.locator(".at-headline")).to_contain_text("Quý III/2024")


def test_spots_by_km_and_by_point_are_two_lists(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/ban_do?xet=km")
    expect(page.locator("h1")).to_contain_text("2 điểm đen trong 12 tháng qua, 1 điểm đen cũ")  # a street has no km
    expect(page.locator(".at-notes")).to_contain_text("theo lý trình: đoạn đến 100 m")


@pytest.mark.parametrize(
    ("name", "start"),
    [("Excel", b"PK"), ("GeoJSON", b"{"), ("KML", b"<?xml"), ("PNG", b"\x89PNG")],
)
def test_spots_and_map_can_be_taken_away(page: Page, sample_app: str, name: str, start: bytes) -> None:
    open_page(page, f"{sample_app}/ban_do")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(f": {name}$")).click()
    assert Path(download.value.path()).read_bytes().startswith(start)


def test_twenty_thousand_accidents_are_drawn_in_at_most_three_megabytes(
    page: Page, large_app: str, shoot: Shoot
) -> None:
    received, responses = {"websocket": 0}, list[Response]()
    page.on("websocket", lambda socket: _count_frames(socket, received))
    page.on("response", lambda response: responses.append(response))
    open_page(page, f"{large_app}/ban_do?lop=vu,mat_do,diem")
    frame = frame_of(page)
    expect(frame.locator("canvas.leaflet-heatmap-layer")).to_have_count(1)
    counts = frame.locator(".at-cluster").all_inner_texts()
    assert sum(int(text.replace(".", "")) for text in counts) > 15_000  # those in sight
    expect(page.locator(".at-placed")).to_contain_text("19.500/20.000 vụ")
    received["http"] = sum(len(one.body()) for one in responses if _is_ours(one))

    assert sum(received.values()) <= MOST_BYTES, received
    shoot(page, "ban_do_20000")


def _count_frames(socket: WebSocket, received: dict[str, int]) -> None:
    def add(payload: str | bytes) -> None:
        received["websocket"] += len(payload.encode() if isinstance(payload, str) else payload)

    socket.on("framereceived", add)


def _is_ours(response: Response) -> bool:
    return response.ok and not response.url.split("/", 3)[3].startswith("static/")


def test_a_stack_at_one_point_is_opened(page: Page, large_app: str) -> None:
    open_page(page, f"{large_app}/ban_do?lop=vu")
    frame = frame_of(page)
    look_at(frame, 22.33, 103.85, 18)
    frame.locator(".at-cluster", has_text=re.compile(r"^(29|30)$")).click()
    frame.wait_for_function("document.querySelectorAll('.at-acc').length >= 29")
    frame.locator(".at-acc").nth(5).click()
    expect(frame.locator(".at-pop")).to_contain_text("vị trí theo tọa độ")


def test_the_keyboard_opens_clusters_and_accidents(page: Page, sample_app: str) -> None:
    open_page(page, f"{sample_app}/ban_do?lop=vu")
    frame = frame_of(page)
    before = frame.evaluate("window.map.getZoom()")
    frame.locator(".at-cluster").first.focus()
    page.keyboard.press("Enter")
    frame.wait_for_function("zoom => window.map.getZoom() > zoom", arg=before)
    frame.evaluate("() => { window.map.setZoom(13, { animate: false }) }")
    frame.locator(".at-acc").first.focus()
    page.keyboard.press("Enter")
    expect(frame.locator(".at-pop")).to_contain_text("vị trí theo tọa độ")
    expect(frame.get_by_role("button", name="Đóng")).to_have_count(1)


def test_texts_of_files_never_run(page: Page, large_app: str) -> None:
    open_page(page, f"{large_app}/ban_do?lop=vu,diem,nut,cot,ngang")
    frame = frame_of(page)
    look_at(frame, 22.26256, 104.44712, 17)
    frame.locator(".at-spot").first.hover()
    expect(frame.locator(".at-tip", has_text="<img src=x")).not_to_have_count(0)
    frame.locator(".at-spot").first.click()
    expect(page.locator(".st-key-chosen table")).to_contain_text("<img src=x onerror=")
    frame = frame_of(page)
    frame.locator(".at-cluster").first.click(position={"x": 6, "y": 20})  # its corner: the sign of the spot lies above
    frame.locator(".at-acc.k0").first.click()
    expect(frame.locator(".at-pop")).to_contain_text("<img src=x onerror=")
    look_at(frame, 22.41, 104.01, 13)
    for kind in ("junction", "crossing", "km"):
        frame.locator(f".at-mark.{kind}").first.hover()
        expect(frame.locator(".at-tip", has_text="<img src=x")).not_to_have_count(0)
    assert page.evaluate("window.hacked") is None
    for place in (page.main_frame, frame):
        assert place.locator("img[onerror]").count() == 0
