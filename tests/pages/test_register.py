"""The register's part of the map page without a browser: filters, the opened place, its forms, files, hostile texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.places.register import history, place_of, register
from analysis.places.register_changes import attach, merge, rename, set_status
from analysis.places.register_review import propose
from analysis.store.tables import Store, open_store
from tests.places.spots import NAMES, TOLD, spot

PROJECT = Path(__file__).resolve().parents[2]
SCRIPT = "from pages._register import register_section\nregister_section(None)\n"
WHY = "biên bản khảo sát"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two proposed places."""
    monkeypatch.setenv("ATGT_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(PROJECT)
    store = open_store()
    for place, start in enumerate((0, 5_000)):
        found = spot("S", f"A{place}", from_m=start, to_m=start + 50)
        propose(store, found, reason=WHY, told=TOLD, names=NAMES)
    return store


@pytest.fixture
def page(store: Store) -> AppTest:  # noqa: ARG001
    return drawn(AppTest.from_string(SCRIPT, default_timeout=60).run())


def drawn(page: AppTest) -> AppTest:
    assert not page.exception
    return page


def opened(page: AppTest, register_id: str = "DM-0001") -> AppTest:
    return drawn(page.selectbox(key="register_open").select(register_id).run())


def doing(page: AppTest, what: str, register_id: str = "DM-0001") -> AppTest:
    return drawn(opened(page, register_id).button_group(key=f"register_do_{register_id}_0").select(what).run())


def shown(page: AppTest) -> str:
    return " ".join(html.body for html in page.get("html"))


def test_an_empty_register_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATGT_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(PROJECT)
    page = drawn(AppTest.from_string(SCRIPT, default_timeout=60).run())
    assert "chưa có điểm nào" in shown(page)
    assert "nhập danh mục" in shown(page)
    assert not (tmp_path / "store").exists()


def test_the_register_is_a_table_and_the_downloads_are_there(page: AppTest) -> None:
    assert "2 đề nghị rà soát" in shown(page)
    assert "QL70 Km5+000 - Km5+050, Bảo Yên" in shown(page)
    labels = [button.label for button in page.get("download_button")]
    assert labels == ["Danh mục: Excel", "Danh mục: GeoJSON", "Danh mục: KML"]


def test_filters_narrow_the_table_and_closed_places_show_only_when_asked(store: Store, page: AppTest) -> None:
    merge(store, "DM-0002", "DM-0001", reason=WHY, told=TOLD)
    assert "DM-0002" not in shown(drawn(page.run()))
    merged = drawn(page.selectbox(key="register_status").select("merged").run())
    assert "đã gộp vào DM-0001" in shown(merged)
    page.selectbox(key="register_status").select("").run()
    found = drawn(page.text_input(key="register_text").input("km9").run())
    assert "Không có điểm nào như vậy" in shown(found)


def test_accepting_in_the_page_is_kept_with_its_reason(store: Store, page: AppTest) -> None:
    page = doing(page, "accept")
    page.text_input[1].input(WHY)
    page = drawn(page.button[0].click().run())
    assert "Đã ghi: xác nhận, DM-0001." in page.success[0].value
    assert place_of(register(store), "DM-0001")["status"] == "confirmed"
    assert history(store, "DM-0001")["reason"].iloc[-1] == WHY
    assert WHY in shown(page)
    assert page.button_group(key="register_do_DM-0001_1").value is None


def test_a_mistake_is_a_sentence_and_nothing_is_written(store: Store, page: AppTest) -> None:
    page = doing(page, "accept")
    page = drawn(page.button[0].click().run())
    assert "Cần ghi lý do" in shown(page)
    assert place_of(register(store), "DM-0001")["status"] == "proposed"
    page.text_input[1].input(WHY)
    page.text_input[2].input("32/1/2025")
    assert "không phải là một ngày" in shown(drawn(page.button[0].click().run()))


def test_only_the_steps_that_may_follow_are_offered(store: Store, page: AppTest) -> None:
    steps = opened(page).button_group(key="register_do_DM-0001_0").options
    assert steps[:2] == ["Xác nhận", "Không đưa vào danh mục"]
    assert "Mở lại" not in steps
    set_status(store, "DM-0001", "confirmed", reason=WHY, told=TOLD)
    page = doing(page, "status")
    assert page.selectbox[-1].options == ["đang xử lý", "đã xóa", "đề nghị rà soát"]
    merge(store, "DM-0002", "DM-0001", reason=WHY, told=TOLD)
    page.selectbox(key="register_status").select("merged").run()
    assert opened(page, "DM-0002").button_group(key="register_do_DM-0002_0").options == [
        "Mở lại",
        "Ghi chú",
        "Đính kèm tệp",
    ]


def test_a_treated_place_without_a_search_has_no_comparison(store: Store, page: AppTest) -> None:
    for status in ("confirmed", "in_work", "done"):
        set_status(store, "DM-0001", status, reason=WHY, told=TOLD)
    assert "Trước và sau xử lý" not in shown(opened(page))


@pytest.mark.usefixtures("store")
def test_a_place_can_be_opened_from_elsewhere_on_the_page() -> None:
    page = AppTest.from_string(SCRIPT, default_timeout=60)
    page.session_state["register_open"] = "DM-0002"
    assert 'data-place="DM-0002"' in shown(drawn(page.run()))


@pytest.mark.usefixtures("store")
def test_a_place_that_is_not_there_is_not_opened() -> None:
    page = AppTest.from_string(SCRIPT, default_timeout=60)
    page.session_state["register_open"] = "DM-0099"
    assert "data-place" not in shown(drawn(page.run()))


def test_hostile_texts_are_shown_as_text(store: Store, page: AppTest) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    rename(store, "DM-0001", hostile, reason=hostile, told=TOLD)
    attach(store, "DM-0001", f"{hostile}.pdf", b"pdf", told=TOLD, reason=hostile)
    said = shown(opened(page))
    assert "<img" not in said
    assert said.count("&lt;img") >= 4
    label = page.get("download_button")[-1].label
    assert label.startswith("Tải tệp: \\<img src=x")
