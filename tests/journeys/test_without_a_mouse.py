"""A whole review of four candidates by keyboard alone."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import accept, sign_in
from tests.support.demo import Demo

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(300)]

WHY = "Only one rounds half to even: 2.675 becomes 2.67 there and 2.68 in the other three, as C:5 shows. "


def test_a_review_from_first_line_to_submission_without_the_mouse(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer2")
    accept(page, imported, "Round a price half up")
    expect(page.locator(".cm-content:focus")).to_have_count(1)
    page.keyboard.press("3")
    press(page, "j", "j", "j", "j", "Shift+ArrowDown", "c", "Alt+2")
    page.keyboard.type("Money is rounded through binary floating point.")
    press(page, "Control+s")
    expect(page.get_by_test_id("finding-card")).to_contain_text("Money is rounded")
    press(page, "Enter")
    expect(page.get_by_test_id("finding-editor")).to_be_visible()
    press(page, "Escape")
    expect(page.locator(".cm-content:focus")).to_have_count(1)
    prompt_and_back(page)

    reach(page, "lock-first-pass", "g", "e")
    press(page, "Enter")
    expect(page.get_by_test_id("lock-confirm")).to_be_visible()
    reach(page, "lock-confirm")
    press(page, "Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_test_id("evidence-count")).to_be_visible(timeout=120_000)
    expect(page.get_by_test_id("evidence-pending")).to_have_count(0, timeout=120_000)
    judge_all(page)
    rate_all(page)
    rank(page)

    press(page, "Tab", "a")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_test_id("missing")).to_have_count(0)
    reach(page, "submit-confirm")
    press(page, "Enter")
    expect(page.get_by_test_id("submitted")).to_be_visible()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page) -> str:
    """The test id of what has the focus."""
    return str(page.evaluate("document.activeElement?.dataset?.testid ?? ''"))


def reach(page: Page, wanted: str, *keys: str) -> None:
    """Press the keys, then Tab until ``wanted`` has the focus."""
    press(page, *keys)
    passed = []
    for _ in range(60):
        if focused(page) == wanted:
            return
        passed.append(focused(page))
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by Tab from {keys}: {passed}")


def prompt_and_back(page: Page) -> None:
    """The drawer takes the focus, so that arrows scroll it, and gives it back."""
    press(page, "g", "p")
    expect(page.get_by_test_id("drawer-prompt")).to_be_focused()
    press(page, "Escape")
    expect(page.get_by_test_id("drawer-prompt")).to_have_count(0)
    expect(page.locator(".cm-content:focus")).to_have_count(1)


def judge_all(page: Page) -> None:
    """Each piece of evidence is called false, for the first of the reasons."""
    for _ in range(page.get_by_test_id("evidence-item").count()):
        press(page, "Escape", "n", "x")
        expect(page.get_by_test_id("false-form")).to_be_visible()
        press(page, "Space")
        reach(page, "false-confirm")
        press(page, "Enter")
        expect(page.get_by_test_id("false-form")).to_have_count(0)


def rate_all(page: Page) -> None:
    rubric = json.loads(page.locator("#workbench-data").text_content() or "")["rubric"]
    press(page, "g", "r", "Tab")
    for _ in rubric["criteria"]:
        for _ in "ABCD":
            press(page, "Tab", "4")
    for _ in "ABCD":
        press(page, "Tab", "Space")
    expect(page.get_by_role("button", name="Rubric")).to_contain_text("Rubric")


def rank(page: Page) -> None:
    reach(page, "ranking-card-C", "g", "k")
    press(page, "Alt+ArrowUp")
    expect(page.get_by_test_id("ranking-card-C")).to_be_focused()
    press(page, "Alt+ArrowUp", "=", "=")
    reach(page, "ranking-card-A")
    press(page, ">")
    expect(page.get_by_test_id("between-A")).to_have_value("3")
    reach(page, "justification")
    page.keyboard.type(WHY * 2)
