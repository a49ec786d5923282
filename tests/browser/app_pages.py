"""How the tests walk through the app: wait until it rests, read figures, choose, drop a file."""

from __future__ import annotations

import re

from playwright.sync_api import Page, TimeoutError, expect


def settled(page: Page) -> None:
    """Wait until the script has run and nothing on the page is stale."""
    page.wait_for_timeout(100)  # the click before this one has to reach the server first
    page.wait_for_selector(".stApp")
    page.wait_for_function(
        """() => {
            const app = document.querySelector('.stApp');
            return app && app.dataset.testScriptState === 'notRunning'
              && app.dataset.testConnectionState === 'CONNECTED'
              && !document.querySelector("[data-stale='true'], [data-testid='stSkeleton'], .stSpinner");
        }""",
        polling=50,
    )


def open_page(page: Page, address: str) -> None:
    """Go to an address and wait."""
    page.goto(address)
    # Streamlit's own placeholder is one element, and a first run that begins anew leaves a moment with none
    page.get_by_test_id("stMain").get_by_test_id("stElementContainer").nth(1).wait_for(state="attached")
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
    """Choose an option of a selectbox; tried again where the end of an earlier run closes the list."""
    for patience in (8_000, 15_000, 30_000):
        try:
            _open_list(page, label, option, patience)
            page.get_by_role("option", name=option, exact=True).click(timeout=patience)
            break
        except TimeoutError:
            page.keyboard.press("Escape")
    else:
        raise AssertionError(f"«{option}» could not be chosen of «{label}»")
    settled(page)


def _open_list(page: Page, label: str, option: str, patience: int) -> None:
    page.get_by_role("combobox", name=label, exact=False).first.click()
    if not page.get_by_role("option").count():  # scrolled into sight, the first click may only have focused it
        page.keyboard.press("ArrowDown")
    page.get_by_role("option").first.wait_for(timeout=patience)
    if not page.get_by_role("option", name=option, exact=True).count():  # a long list draws only what is in sight
        page.keyboard.type(option)


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


def drop_file(page: Page, name: str, content: bytes) -> None:
    """Step 1: give the uploader a file of this name and content, and go on to step 2."""
    upload = page.locator("[data-testid='stFileUploader'] input[type=file]").first
    upload.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
    button = page.get_by_role("button", name="Tiếp tục: ghép cột")
    button.click()
    settled(page)
    expect(page.get_by_role("button", name="Kiểm tra tệp")).to_be_visible()


def check_and_take_in(page: Page) -> str:
    """Steps 3 and 4; the sentence that says what was taken in."""
    page.get_by_role("button", name="Kiểm tra tệp").click()
    take_in = page.get_by_role("button", name=re.compile(r"^Nhập [\d.]+ dòng$"))
    take_in.wait_for()
    settled(page)
    take_in.click()
    done = page.get_by_test_id("stAlert")
    done.wait_for()
    settled(page)
    return done.inner_text()
