"""How the tests walk through the app: wait until it rests, read figures, choose, drop a file."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def settled(page: Page) -> None:
    """Wait until the script has run and nothing on the page is stale."""
    page.wait_for_selector(".stApp")
    page.wait_for_function(
        """() => {
            const app = document.querySelector('.stApp');
            return app && app.dataset.testScriptState === 'notRunning'
              && app.dataset.testConnectionState === 'CONNECTED'
              && !document.querySelector("[data-stale='true'], [data-testid='stSkeleton'], .stSpinner");
        }"""
    )


def open_page(page: Page, address: str) -> None:
    """Go to an address and wait."""
    page.goto(address)
    settled(page)


def figures(page: Page) -> dict[str, int]:
    """The three figures of Tổng quan as numbers: accidents, deaths, injured."""
    cards = page.locator("[data-figure]")
    expect(cards).to_have_count(3)
    found = {}
    for card in cards.all():
        text = card.locator(".at-now").inner_text()
        found[str(card.get_attribute("data-figure"))] = int(text.replace(".", ""))
    return found


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a selectbox."""
    box = page.get_by_role("combobox", name=label, exact=False).first
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def go_to(page: Page, title: str) -> None:
    """Open a page by its name in the list of pages."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
    settled(page)


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(
        page.evaluate(
            """() => Math.max(...['html', 'body', '.stApp', '.stMain'].map((name) => {
                const element = document.querySelector(name);
                return element ? element.scrollWidth - element.clientWidth : 0;
            }))"""
        )
    )
