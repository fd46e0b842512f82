"""What runs live from the workbench: an input on every candidate, reproducers that prove, refute or never end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.conftest import accept, sign_in
from tests.support.demo import Demo

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(300)]

RUN_MS = 120_000
"""A run may wait for evidence that workers are collecting."""

PROVES = "from leap import is_leap\n\n\ndef test_1900_was_none():\n    assert not is_leap(1900)\n"
REFUTES = "from leap import is_leap\n\n\ndef test_2024_was_one():\n    assert is_leap(2024)\n"
ENDLESS = "def test_waits_for_ever():\n    while True:\n        pass\n"


def test_a_reproducer_refutes_never_ends_and_proves_the_review_of_one_candidate(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer")
    accept(page, imported, "Tell whether a year is a leap year")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.keyboard.press("Alt+2")
    page.keyboard.type("Centuries are no leap years unless 400 divides them.")
    page.get_by_test_id("part-reproducer").click()
    field = page.get_by_test_id("reproducer")
    verdict = page.get_by_test_id("run-verdict")
    for code, told in ((REFUTES, "Not reproduced"), (ENDLESS, "does not end"), (PROVES, "Defect proven")):
        field.fill(code)
        field.press("Control+Shift+Enter")
        expect(verdict).to_contain_text(told, timeout=RUN_MS)
    expect(page.get_by_test_id("run-output")).to_contain_text("test_1900_was_none")
    field.press("Control+Enter")
    expect(page.get_by_test_id("finding-card").get_by_test_id("proof")).to_contain_text("proven", ignore_case=True)
    expect(page.get_by_test_id("tab-ranking")).to_have_count(0)


def test_an_input_tried_on_four_candidates_becomes_a_reproducer(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer")
    page.set_viewport_size({"width": 1280, "height": 860})
    accept(page, imported, "Round a price half up")
    page.keyboard.press("t")
    page.keyboard.type("rounded(None)")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("try-said")).to_have_text("All answer alike", timeout=RUN_MS)
    for letter in "ABCD":
        assert cut_off(page.get_by_test_id(f"tried-{letter}")) == 0
    page.get_by_test_id("try-code").fill("rounded(2.675)")
    page.keyboard.press("Control+Enter")
    for letter in "ABCD":
        expect(page.get_by_test_id(f"tried-{letter}")).to_contain_text("2.6", timeout=RUN_MS)
    expect(page.get_by_test_id("try-said")).to_have_text("2 different answers")
    cards = {letter: page.get_by_test_id(f"tried-{letter}").inner_text() for letter in "ABCD"}
    [odd] = [letter for letter, text in cards.items() if "2.67\n" in f"{text}\n"]

    page.keyboard.press(f"Alt+{'ABCD'.index(odd) + 1}")
    editor = page.get_by_test_id("finding-editor")
    expect(editor).to_be_visible()
    expect(page.get_by_test_id(f"pane-{odd}").get_by_test_id("finding-editor")).to_be_visible()
    expect(page.get_by_test_id("reproducer")).to_have_value(re.compile(r"assert rounded\(2\.675\) == 2\.68"))
    page.get_by_test_id("run-reproducer").click()
    expect(page.get_by_test_id("run-verdict")).to_contain_text("Defect reproduced", timeout=RUN_MS)

    page.get_by_test_id("reproducer").press("Control+Enter")
    card = page.get_by_test_id("finding-card")
    expect(card.get_by_test_id("proof")).to_contain_text("Reproduced in")
    edit, delete = (card.get_by_test_id(f"finding-{name}").bounding_box() for name in ("edit", "delete"))
    assert edit
    assert delete
    assert edit["y"] == delete["y"]


def cut_off(element: Locator) -> int:
    """How many pixels of what stands in it are out of sight to the right."""
    hidden: int = element.evaluate("one => one.scrollWidth - one.clientWidth")
    return hidden


def test_two_queries_are_compared_by_their_rows(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer")
    accept(page, imported, "Total per customer")
    page.keyboard.press("t")
    page.keyboard.press("Control+Enter")
    tables = page.get_by_test_id("result-table")
    expect(tables).to_have_count(2, timeout=RUN_MS)
    expect(tables.filter(has_text="Cleo")).to_have_count(1)
    expect(tables.filter(has_text="Ada")).to_have_count(2)
    expect(page.get_by_test_id("try-said")).to_have_text("2 different answers")
    page.get_by_test_id("tried-A").get_by_text("Plan", exact=True).click()
    expect(page.get_by_label("Plan of A")).to_contain_text("customers")
