"""Every page is reached by the list of pages, in any order, and keeps the choices of the page before."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from pages._common import PAGES
from tests.browser.app_pages import go_to, open_page, settled

CRASH = "Chương trình gặp lỗi ngoài dự kiến"
TITLES = list(PAGES.values())
FIRST = TITLES[0]
ORDERS = {
    "down": [*TITLES[1:], FIRST],
    "up": TITLES[::-1],
    "from_the_first": [title for other in TITLES[1:] for title in (other, FIRST)],
    "every_third": [TITLES[3 * place % len(TITLES)] for place in range(1, len(TITLES) + 1)],
}


def _whole(page: Page) -> bool:
    return page.get_by_test_id("stException").count() == 0 and CRASH not in page.locator(".stApp").inner_text()


def test_so_sanh_ky_opened_by_the_menu_from_tong_quan_has_its_chart(page: Page, sample_app: str) -> None:
    open_page(page, sample_app)
    go_to(page, "So sánh kỳ")
    expect(page.locator(".js-plotly-plot")).to_have_count(1)
    assert _whole(page)
    assert "tieu_chi=accidents" in page.url


@pytest.mark.parametrize("order", ORDERS)
def test_no_page_opened_by_the_menu_shows_an_error(page: Page, sample_app: str, order: str) -> None:
    open_page(page, sample_app)
    for title in ORDERS[order]:
        go_to(page, title)
        assert _whole(page), f"{order}: {title}"
        assert "None" not in page.url


def test_on_a_narrow_screen_the_side_bar_closes_once_a_page_is_chosen(page: Page, sample_app: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, sample_app)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="So sánh kỳ").click()
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    settled(page)
    expect(page.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport()


def test_a_choice_that_two_pages_have_is_kept_between_them(page: Page, sample_app: str) -> None:
    open_page(page, sample_app)
    page.get_by_role("radio", name="Người chết").click()
    settled(page)
    assert "tieu_chi=deaths" in page.url
    go_to(page, "So sánh kỳ")
    assert "tieu_chi=deaths" in page.url
    page.get_by_role("radio", name="Người bị thương").click()
    settled(page)
    go_to(page, FIRST)
    assert "tieu_chi=injured" in page.url
    assert _whole(page)
