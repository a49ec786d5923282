"""What draws charts is on its way before the first chart is asked for, and comes once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.app_pages import open_page


@pytest.mark.parametrize("path", ["", "/phuong_phap"])
def test_the_program_of_charts_is_loaded_once_by_a_page_with_charts_and_by_one_without(
    page: Page, sample_app: str, path: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, sample_app + path)
    assert len([url for url in asked if "/PlotlyChart." in url]) == 1
