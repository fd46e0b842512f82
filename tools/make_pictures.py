"""Take the pictures of docs/pictures: a demo of its own, a real Chromium, the states that the guide tells of.

``make pictures`` runs it; the guide shows what it wrote.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright
from tests.journeys.conftest import FLAGS, accept, import_records, sign_in
from tests.support.demo import start

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
RUN_MS = 180_000


def main() -> int:
    """Write them all, over those that are there."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="assay-pictures-") as folder, sync_playwright() as playwright:
        demo = start(Path(folder))
        try:
            import_records(demo, Path(folder))
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=FLAGS
            )
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            page.set_default_timeout(30_000)
            sign_in(page, demo, "reviewer")
            page.goto(f"{demo.url}queue/")
            take(page, "queue", "light")
            accept(page, demo, "Round a price half up")
            review(page)
            accept(page, demo, "Total per customer")
            tables(page)
            accept(page, demo, "Refuse to overdraw an account")
            take(page, "base-files", "light")
            accept(page, demo, "A page with a counter")
            page.keyboard.press("v")
            expect(page.get_by_text("counter ready")).to_have_count(2)
            expect(page.get_by_text("all tried")).to_have_count(1)
            take(page, "preview", "dark")
            browser.close()
        finally:
            demo.stop()
    return 0


def take(page: Page, name: str, theme: str) -> None:
    """The window as it is, in this theme."""
    page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)
    page.wait_for_timeout(400)
    page.screenshot(path=PICTURES / f"{name}.jpg", type="jpeg", quality=84)


def review(page: Page) -> None:
    """One review, from the first look to the submit dialog."""
    take(page, "side-by-side", "dark")
    page.keyboard.press("t")
    page.keyboard.type("rounded(2.675)")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("try-said")).to_have_text("2 different answers", timeout=RUN_MS)
    take(page, "try", "light")
    odd = next(letter for letter in "ABCD" if "2.67\n" in f"{page.get_by_test_id(f'tried-{letter}').inner_text()}\n")
    page.keyboard.press(f"Alt+{'ABCD'.index(odd) + 1}")
    page.get_by_test_id("run-reproducer").click()
    expect(page.get_by_test_id("run-verdict")).to_contain_text("reproduced", timeout=RUN_MS)
    page.get_by_role("button", name="Close Try").click()
    page.get_by_test_id("run-output").scroll_into_view_if_needed()
    take(page, "reproducer", "dark")
    page.get_by_test_id("finding-save").click()
    for tab, theme in (("rubric", "light"), ("ranking", "dark")):
        page.get_by_test_id(f"tab-{tab}").click()
        take(page, tab, theme)
    page.get_by_test_id("tab-evidence").click()
    page.get_by_test_id("lock-first-pass").click()
    page.get_by_test_id("lock-confirm").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_test_id("evidence-pending")).to_have_count(0, timeout=RUN_MS)
    take(page, "evidence", "dark")
    for key, name in (("?", "keys"), ("a", "submit")):
        page.locator(".cm-content").first.focus()
        page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()
        take(page, name, "light")
        page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_test_id("correction-editor")).to_be_visible()
    take(page, "correction", "light")


def tables(page: Page) -> None:
    """What two queries answer."""
    page.keyboard.press("t")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("result-table")).to_have_count(2, timeout=RUN_MS)
    take(page, "sql", "light")


if __name__ == "__main__":
    sys.exit(main())
