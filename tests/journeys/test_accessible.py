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
  await new Promise((done) => setTimeout(done, 250));
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
    page.keyboard.press("c")
    page.keyboard.type("Said by the journey.")
    for part in ("impact", "fix", "reproducer"):
        page.get_by_test_id(f"part-{part}").click()
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
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_test_id("correction-editor")).to_be_visible()
    yield "correction"


def test_every_state_of_the_workbench_is_open_to_all(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer2")
    accept(page, imported, "A page with a counter")
    found = {state: problems for state in states(page) if (problems := violations(page))}
    assert found == {}
