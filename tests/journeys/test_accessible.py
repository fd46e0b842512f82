"""axe-core finds nothing in any state of the workbench, dark and light. Pages: ``tests/web/pages``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import accept, sign_in
from tests.journeys.test_reports import AXE
from tests.support.demo import Demo

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(600)]

AXE_BOTH_THEMES = """async () => {
  const root = document.documentElement, before = root.dataset.bsTheme;
  const told = ({violations}) => violations.flatMap((one) =>
    one.nodes.map((node) => `${root.dataset.bsTheme} ${one.id}: ${node.html.slice(0, 160)}`));
  const found = told(await axe.run(document, {resultTypes: ["violations"]}));
  root.dataset.bsTheme = before === "dark" ? "light" : "dark";
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const moving = () => document.getAnimations().filter((one) => one instanceof CSSTransition);
  for (let some = moving(); some.length; some = moving()) await Promise.allSettled(some.map(({finished}) => finished));
  found.push(...told(await axe.run(document, {runOnly: ["color-contrast"]})));
  root.dataset.bsTheme = before;
  return found;
}"""


def violations(page: Page) -> list[str]:
    """All rules in the theme that is on; contrast, the only rule that a theme can break, in the other one too."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return [str(one) for one in page.evaluate(AXE_BOTH_THEMES)]


def states(page: Page) -> Iterator[str]:
    """The workbench, one state after another."""
    yield "side by side"
    for keys, name in ((("g", "p"), "prompt"), (("g", "g"), "guidelines"), (("f",), "files")):
        for key in keys:
            page.keyboard.press(key)
        yield name
        for key in keys:
            page.keyboard.press(key)
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Find")).to_be_focused()
    page.keyboard.type("count")
    yield "find"
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.keyboard.type("Said by the journey.")
    page.get_by_test_id("cwe").fill("script")
    expect(page.locator("[role=listbox] [role=option]").first).to_be_visible()
    yield "list of weaknesses"
    page.keyboard.press("Enter")
    for part in ("impact", "fix", "reproducer"):
        page.get_by_test_id(f"part-{part}").click()
        if part == "fix":
            page.get_by_test_id("fix-add").click()
            page.get_by_test_id("fix-text").fill("<main>")
            expect(page.get_by_test_id("fix-preview")).to_contain_text("<main>")
        yield f"finding editor, {part}"
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("finding-card")).to_be_visible()
    for tab in ("findings", "evidence", "rubric", "ranking"):
        page.get_by_test_id(f"tab-{tab}").click()
        yield tab
    page.get_by_test_id("pane-A").locator(".cm-content").focus()
    for key, name in (("t", "try"), ("v", "preview")):
        page.keyboard.press(key)
        yield name
        page.get_by_role("button", name="Close").last.click()
    for key, name in (("?", "keys"), (",", "preferences"), ("a", "submit")):
        page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()
        yield name
        page.keyboard.press("Escape")
    yield from states_of_evidence(page)
    another_tab_saves(page)
    page.get_by_test_id("read-A").click()
    expect(page.get_by_test_id("conflict-dialog")).to_be_visible()
    yield "conflict"
    page.get_by_test_id("take-chosen").click()
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_test_id("correction-editor")).to_be_visible()
    yield "correction"


def states_of_evidence(page: Page) -> Iterator[str]:
    """From the lock to a judgement with its reason."""
    page.get_by_test_id("tab-evidence").click()
    page.get_by_test_id("lock-first-pass").click()
    expect(page.get_by_test_id("lock-confirm")).to_be_visible()
    yield "lock"
    page.get_by_test_id("lock-confirm").click()
    expect(page.get_by_test_id("evidence-pending")).to_have_count(0, timeout=120_000)
    page.get_by_test_id("evidence-false").first.click()
    expect(page.get_by_test_id("false-form")).to_be_visible()
    yield "judged false, and why"
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("false-form")).to_have_count(0)
    yield "judged evidence"


def another_tab_saves(page: Page) -> None:
    """So that a newer draft stands on the server than the one on screen."""
    expect(page.get_by_test_id("save-state")).to_contain_text("All changes saved")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_test_id("tab-rubric").click()
    other.get_by_test_id("verdict-A-reject").check(force=True)
    expect(other.get_by_test_id("save-state")).to_contain_text("All changes saved")
    other.close()


def test_every_state_of_the_workbench_is_open_to_all(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer2")
    accept(page, imported, "A page with a counter")
    found = {state: problems for state in states(page) if (problems := violations(page))}
    assert found == {}
