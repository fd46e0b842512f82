"""Panes side by side scroll by the lines that belong to each other, when the reviewer says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import accept, sign_in
from tests.support.demo import Demo

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(300)]

TOP_STEPS = """() => [...document.querySelectorAll(".wb-pane")].map((pane) => {
  const top = pane.querySelector(".cm-scroller").getBoundingClientRect().top;
  const lines = [...pane.querySelectorAll(".cm-line")];
  const first = lines.find((line) => line.textContent.startsWith("def") && line.getBoundingClientRect().top >= top);
  return first?.textContent ?? "";
})"""
"""The first function in sight, pane by pane."""


def test_panes_that_are_locked_show_the_lines_that_belong_to_each_other(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer")
    accept(page, imported, "A hundred steps")
    page.get_by_test_id("pane-A").hover()
    page.mouse.wheel(0, 2_000)
    page.wait_for_function(f"() => new Set(({TOP_STEPS})()).size === 2")
    apart = steps_in_sight(page)

    page.get_by_test_id("pane-A").locator(".cm-content").focus()
    page.keyboard.press("s")
    expect(page.get_by_text("Panes scroll together", exact=True).first).to_be_attached()
    for _ in range(6):
        page.keyboard.press("PageDown")
    until_alike(page, other_than=set(apart))
    by_keys = steps_in_sight(page)[0]
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    until_alike(page, other_than={by_keys})
    from_the_right = steps_in_sight(page)[0]
    page.get_by_test_id("pane-A").hover()
    page.mouse.wheel(0, 1_000)
    until_alike(page, other_than={from_the_right})

    page.keyboard.press("s")
    page.get_by_test_id("pane-A").hover()
    page.mouse.wheel(0, 1_000)
    page.wait_for_function(f"() => new Set(({TOP_STEPS})()).size === 2")


def steps_in_sight(page: Page) -> list[str]:
    return [str(one) for one in page.evaluate(TOP_STEPS)]


def until_alike(page: Page, *, other_than: set[str]) -> None:
    """Wait until both panes begin with one and the same function, which is none of these."""
    page.wait_for_function(
        f"before => {{ const now = ({TOP_STEPS})(); "
        "return now[0] === now[1] && now[0] !== '' && !before.includes(now[0]); }",
        arg=sorted(other_than),
    )
