"""What is typed stays: in two tabs of one draft, in a page reloaded at once, signed out, and without a network."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import accept, give_password, sign_in
from tests.support.demo import Demo

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(300)]


def test_many_files_two_tabs_and_a_lost_network(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer2")
    accept(page, imported, "Refuse to overdraw an account")
    files_of_a_change(page)
    note(page, "First said here.")
    expect(page.get_by_test_id("save-state")).to_contain_text("saved")

    two_tabs_conflict_in_sight(page)
    a_part_that_does_not_come(page)
    a_page_reloaded_at_once(page)
    a_session_that_ends(page, imported)
    a_minute_without_network(page)


def files_of_a_change(page: Page) -> None:
    """Base files as a difference, the file list, read marks."""
    expect(page.locator(".wb-pane del").first).to_contain_text("self.cents -= cents")
    page.keyboard.press("f")
    drawer = page.get_by_test_id("drawer-files")
    expect(drawer).to_contain_text("report.py")
    page.keyboard.press("f")
    expect(drawer).to_have_count(0)
    page.keyboard.press("1")
    page.keyboard.press("Shift+M")
    expect(page.get_by_test_id("file-A")).not_to_have_value("ledger/accounts.py")


def note(page: Page, text: str) -> None:
    page.keyboard.press("c")
    expect(page.get_by_test_id("finding-editor")).to_be_visible()
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("finding-editor")).to_have_count(0)


def two_tabs_conflict_in_sight(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_test_id("finding-item")).to_have_count(1)
    note(page, "Said in the first tab.")
    expect(page.get_by_test_id("save-state")).to_contain_text("saved")
    note(other, "Said in the second tab.")
    dialog = other.get_by_role("dialog")
    expect(dialog).to_contain_text("Said in the first tab.")
    expect(dialog).to_contain_text("Said in the second tab.")
    other.get_by_test_id("take-chosen").click()
    for text in ("First said here.", "Said in the first tab.", "Said in the second tab."):
        expect(other.get_by_test_id("finding-item").filter(has_text=text)).to_have_count(1)
    expect(other.get_by_test_id("save-state")).to_contain_text("All changes saved")
    other.close()


def a_part_that_does_not_come(page: Page) -> None:
    """A dialog whose script cannot be fetched says so, and opens once the server answers again."""
    page.route("**/chunks/parts-*", lambda route: route.abort())
    page.reload()
    expect(page.get_by_test_id("finding-item")).to_have_count(3)
    page.keyboard.press("a")
    expect(page.get_by_test_id("part-missing")).to_contain_text("could not be loaded")
    page.unroute("**/chunks/parts-*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_test_id("submit-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("submit-dialog")).to_have_count(0)


def a_page_reloaded_at_once(page: Page) -> None:
    """Shows what was typed last, and does not take its own save for that of another tab."""
    note(page, "Said just before.")
    page.reload()
    expect(page.get_by_test_id("finding-item").filter(has_text="Said just before.")).to_have_count(1)
    note(page, "Said right after.")
    expect(page.get_by_test_id("save-state")).to_contain_text("All changes saved")
    expect(page.get_by_role("dialog")).to_have_count(0)


def a_session_that_ends(page: Page, demo: Demo) -> None:
    """Says so, and signing in leads back to what was typed."""
    review = page.url
    page.context.clear_cookies()
    note(page, "Said while signed out.")
    expect(page.get_by_test_id("save-state")).to_contain_text("You are signed out")
    page.get_by_test_id("sign-in").click()
    give_password(page, demo, "reviewer2")
    page.wait_for_url(review)
    expect(page.get_by_test_id("finding-item").filter(has_text="Said while signed out.")).to_have_count(1)
    expect(page.get_by_test_id("save-state")).to_contain_text("All changes saved")


def a_minute_without_network(page: Page) -> None:
    """Sixty seconds of the page's own clock, in which it tries again and again to save what is being typed."""
    page.clock.install()
    page.reload()
    expect(page.get_by_test_id("finding-item")).to_have_count(6)
    failed: list[str] = []
    page.on("requestfailed", lambda one: failed.append(one.url) if one.url.endswith("/draft") else None)
    page.context.set_offline(True)
    page.keyboard.press("c")
    expect(page.get_by_test_id("finding-editor")).to_be_visible()
    written = ""
    for second in range(0, 60, 10):
        written += f"Typed after {second} s. "
        page.keyboard.type(f"Typed after {second} s. ")
        page.clock.run_for(10_000)
        expect(page.get_by_test_id("save-state")).to_contain_text("kept on this device")
    assert len(failed) >= 6
    page.keyboard.press("Control+Enter")
    page.context.set_offline(False)
    expect(page.get_by_test_id("save-state")).to_contain_text("All changes saved", timeout=60_000)
    page.reload()
    for text in ("First said here.", "Said in the first tab.", "Said in the second tab.", written.strip()):
        expect(page.get_by_test_id("finding-item").filter(has_text=text)).to_have_count(1)
