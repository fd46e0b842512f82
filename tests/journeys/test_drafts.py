"""What is typed stays: in two tabs of one draft, and while the network is gone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import accept, sign_in
from tests.support.demo import Demo

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(300)]


def test_many_files_two_tabs_and_a_lost_network(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer2")
    accept(page, imported, "Refuse to overdraw an account")
    files_of_a_change(page)
    note(page, "First said here.")
    expect(page.get_by_test_id("save-state")).to_contain_text("saved")

    two_tabs_conflict_in_sight(page)
    the_network_goes_and_comes_back(page)


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
    expect(other.get_by_test_id("take-theirs")).to_be_visible()
    other.get_by_role("button", name="See both").click()
    dialog = other.get_by_role("dialog")
    expect(dialog).to_contain_text("Said in the first tab.")
    expect(dialog).to_contain_text("Said in the second tab.")
    other.get_by_test_id("take-theirs").click()
    expect(other.get_by_test_id("finding-item").filter(has_text="first tab")).to_have_count(1)
    other.close()


def the_network_goes_and_comes_back(page: Page) -> None:
    page.context.set_offline(True)
    note(page, "Typed into the void.")
    expect(page.get_by_test_id("save-state")).to_contain_text("kept on this device")
    page.context.set_offline(False)
    expect(page.get_by_test_id("save-state")).to_contain_text("All changes saved", timeout=60_000)
    page.reload()
    for text in ("First said here.", "Said in the first tab.", "Typed into the void."):
        expect(page.get_by_test_id("finding-item").filter(has_text=text)).to_have_count(1)
