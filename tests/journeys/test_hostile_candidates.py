"""Code that wants to be more than text: script, hidden characters, a line of two megabytes, four hundred files."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import accept, sign_in
from tests.journeys.records import MANY
from tests.support.demo import Demo

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(300)]


def test_hostile_candidates_stay_text_and_the_workbench_usable(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer2")
    accept(page, imported, "Survive")
    crowd, wide = candidates(page)

    page.keyboard.press(str("AB".index(crowd) + 1))
    pane = page.get_by_test_id(f"pane-{crowd}")
    pane.get_by_test_id(f"file-{crowd}").select_option(label="first.py")
    expect(pane.locator(".cm-content")).to_contain_text("</script><script>window.hacked = 1</script>")
    for code in ("U+202E", "U+2066", "U+200B", "U+00AD"):
        expect(pane.locator(".cm-content")).to_contain_text(code)
    page.keyboard.press("f")
    expect(page.get_by_test_id("files-filter")).to_be_focused()
    expect(page.get_by_test_id("drawer-files")).to_contain_text("first[U+200B].py")
    page.keyboard.type("399")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(pane.locator(".cm-content")).to_contain_text("PART = 399")
    expect(pane.locator(".cm-content")).to_be_focused()
    assert pane.get_by_test_id(f"file-{crowd}").locator("option").count() >= MANY

    page.get_by_test_id(f"pane-{wide}").get_by_test_id(f"file-{wide}").select_option(label="wide.py")
    page.keyboard.press(str("AB".index(wide) + 1))
    page.keyboard.press("j")
    page.keyboard.press("c")
    editor = page.get_by_test_id("finding-editor")
    expect(editor).to_be_visible()
    page.keyboard.insert_text("Two megabytes in one line. \u202e")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("finding-card")).to_contain_text("Two megabytes")
    for shown in ("finding-card", "finding-item"):
        expect(page.get_by_test_id(shown)).to_contain_text("U+202E")
    box = page.get_by_test_id("finding-card").bounding_box()
    frame = page.get_by_test_id(f"pane-{wide}").bounding_box()
    assert box
    assert frame
    assert box["width"] <= frame["width"]
    page.keyboard.press("g")
    page.keyboard.press("k")
    expect(page.get_by_test_id("cite")).to_contain_text("U+202E")
    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page.get_by_test_id("drawer-prompt")).to_contain_text("window.hacked")
    assert page.get_by_test_id("drawer-prompt").locator("a[href^='javascript']").count() == 0
    assert page.evaluate("window.hacked") is None


def candidates(page: Page) -> tuple[str, str]:
    """Letters of the one with many files and of the one with the long line."""
    payload = page.evaluate("JSON.parse(document.getElementById('workbench-data').textContent).candidates")
    [wide] = [str(one["letter"]) for one in payload if any(file["path"] == "wide.py" for file in one["files"])]
    return ("B" if wide == "A" else "A"), wide
