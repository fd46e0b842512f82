"""Take the pictures of docs/pictures: a demo of its own, a real Chromium, the states that the guide tells of.

``make pictures`` runs it; the guide shows what it wrote.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect, sync_playwright
from tests.journeys.conftest import FLAGS, accept, import_records, sign_in
from tests.journeys.records import MANY
from tests.support.demo import start

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "samples" / "ttl-cache"
RUN_MS = 600_000


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
            accept(page, demo, tomllib.loads((SAMPLE / "task.toml").read_text(encoding="utf-8"))["title"])
            evidence(page)
            accept(page, demo, "Refuse to overdraw an account")
            drafts(page)
            accept(page, demo, "Survive")
            hidden(page)
            accept(page, demo, "A page with a counter")
            page.keyboard.press("v")
            expect(page.get_by_text("counter ready")).to_have_count(2)
            expect(page.get_by_text("all tried")).to_have_count(1)
            take(page, "preview", "dark")
            browser.close()
        finally:
            demo.stop()
    return 0


def take(page: Page, name: str, theme: str, part: Locator | None = None) -> None:
    """The window as it is, or a part of it, in this theme."""
    page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)
    page.wait_for_timeout(400)
    (part or page).screenshot(path=PICTURES / f"{name}.jpg", type="jpeg", quality=84)


def review(page: Page) -> None:
    """One review, from the first look to the submit dialog."""
    take(page, "side-by-side", "dark")
    for keys, name in ((("g", "p"), "prompt"), (("g", "g"), "guidelines")):
        for key in keys:
            page.keyboard.press(key)
        take(page, name, "light")
        page.keyboard.press("Escape")
    page.keyboard.press("m")
    take(page, "single", "light")
    page.keyboard.press("m")
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
    weakness(page)
    fix(page)
    page.get_by_test_id("finding-save").click()
    expect(page.get_by_test_id("finding-card")).to_be_visible()
    take(page, "finding", "light")
    dialogs(page, {"?": "keys", ",": "preferences", "a": "submit"})
    judge(page, odd)
    page.get_by_test_id("tab-evidence").click()
    take(page, "before-the-lock", "light")
    page.get_by_test_id("lock-first-pass").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    take(page, "lock", "dark")
    page.get_by_test_id("lock-confirm").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_test_id("evidence-pending")).to_have_count(0, timeout=RUN_MS)
    for item in page.get_by_test_id("evidence-item").all():
        item.get_by_test_id("evidence-false").click()
        page.get_by_test_id("reason-style-only").check(force=True)
        page.get_by_test_id("false-confirm").click()
        expect(page.get_by_test_id("false-form")).to_have_count(0)
    page.get_by_test_id("tab-findings").click()
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("submit-confirm")).to_be_enabled()
    take(page, "submit-complete", "light")


def dialogs(page: Page, names: dict[str, str]) -> None:
    """What a key opens over the page."""
    for key, name in names.items():
        page.locator(".cm-content").first.focus()
        page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()
        take(page, name, "light")
        page.keyboard.press("Escape")


def evidence(page: Page) -> None:
    """What machines found in the flagship sample, a piece of it called false, and a correction that passes."""
    page.get_by_test_id("tab-evidence").click()
    page.get_by_test_id("lock-first-pass").click()
    page.get_by_test_id("lock-confirm").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_test_id("evidence-pending")).to_have_count(0, timeout=RUN_MS)
    page.locator(".cm-content").first.focus()
    page.keyboard.press("n")
    take(page, "evidence", "dark")
    page.keyboard.press("x")
    expect(page.get_by_test_id("false-form")).to_be_visible()
    take(page, "false", "light")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press(str(ord(careless(page)) - ord("A") + 1))
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.get_by_test_id("correction-editor").locator(".cm-content[contenteditable=true]").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text((SAMPLE / "reference" / "ttl_cache.py").read_text(encoding="utf-8"))
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_test_id("correction-verdict")).to_contain_text("passed", timeout=RUN_MS)
    take(page, "correction", "light")


def careless(page: Page) -> str:
    """The letter of the candidate that the correction is of: its order is drawn for each reviewer."""
    wanted = (SAMPLE / "candidates" / "b" / "ttl_cache.py").read_text(encoding="utf-8")
    shown: list[dict[str, Any]] = page.evaluate(
        "JSON.parse(document.getElementById('workbench-data').textContent).candidates"
    )
    return next(str(one["letter"]) for one in shown if wanted in [file["text"] for file in one["files"]])


def weakness(page: Page) -> None:
    """A word of its name finds a weakness in the list."""
    page.get_by_test_id("cwe").fill("calculation")
    expect(page.locator("[role=listbox] [role=option]").first).to_be_visible()
    page.get_by_test_id("cwe").scroll_into_view_if_needed()
    take(page, "weakness", "light")
    page.keyboard.press("Enter")


def drafts(page: Page) -> None:
    """Files that change a base, and one draft changed in two tabs, and without network."""
    take(page, "base-files", "light")
    page.keyboard.press("f")
    expect(page.get_by_test_id("drawer-files")).to_be_visible()
    take(page, "files", "light")
    page.keyboard.press("f")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_test_id("pane-A")).to_be_visible()
    note(page, "Whoever withdraws too much is not told that less was taken.")
    expect(page.get_by_test_id("save-state")).to_contain_text("All changes saved")
    note(other, "An amount below zero adds to the account.")
    expect(other.get_by_test_id("conflict-dialog")).to_be_visible()
    take(other, "conflict", "light")
    other.get_by_test_id("take-chosen").click()
    expect(other.get_by_test_id("save-state")).to_contain_text("All changes saved")
    other.close()
    page.reload()
    expect(page.get_by_test_id("finding-item")).to_have_count(2)
    page.context.set_offline(True)
    page.keyboard.press("j")
    note(page, "The list is made only to be summed up.")
    expect(page.get_by_test_id("save-state")).to_contain_text("kept on this device")
    take(page, "offline", "dark")
    page.context.set_offline(False)
    expect(page.get_by_test_id("save-state")).to_contain_text("All changes saved", timeout=RUN_MS)


def note(page: Page, text: str) -> None:
    """A finding that says this."""
    page.keyboard.press("c")
    expect(page.get_by_test_id("finding-editor")).to_be_visible()
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("finding-editor")).to_have_count(0)


def hidden(page: Page) -> None:
    """Characters that nobody sees, in the one pane whose candidate has them."""
    page.get_by_test_id("pane-A").wait_for()
    letter = next(one for one in "AB" if page.get_by_test_id(f"file-{one}").locator("option").count() > MANY)
    pane = page.get_by_test_id(f"pane-{letter}")
    page.get_by_test_id(f"file-{letter}").select_option(label="first.py")
    expect(pane.locator(".cm-content")).to_contain_text("U+202E")
    take(page, "hidden", "dark", pane)


def fix(page: Page) -> None:
    """The suggested fix with its preview."""
    page.get_by_test_id("part-fix").click()
    page.get_by_test_id("fix-add").click()
    text = page.get_by_test_id("fix-text")
    text.fill(f"    # half up, as people round money\n{text.input_value()}")
    page.get_by_test_id("fix-preview").scroll_into_view_if_needed()
    take(page, "fix", "light")


def judge(page: Page, odd: str) -> None:
    """Scores, verdicts and an order, so that the pictures show what they look like filled in."""
    page.get_by_test_id("tab-rubric").click()
    for letter in "ABCD":
        for button in page.locator(
            f"[data-testid^='rating-'][data-testid$='-{letter}-{2 if letter == odd else 4}']"
        ).all():
            button.check(force=True)
        page.get_by_test_id(f"verdict-{letter}-{'reject' if letter == odd else 'accept'}").check(force=True)
    take(page, "rubric", "light")
    page.get_by_test_id("tab-ranking").click()
    card = page.get_by_test_id(f"ranking-card-{odd}")
    for key in ("Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown", ">"):
        card.press(key)
    second = [letter for letter in "ABCD" if letter != odd][1]
    page.get_by_test_id(f"between-{second}").select_option(label="tied with")
    page.get_by_test_id("justification").fill(
        f"Only {odd} rounds half to even: rounded(2.675) gives 2.67 there and 2.68 in the three others, as the finding "
        "with its reproducer shows."
    )
    page.get_by_test_id("cite").first.click()
    take(page, "ranking", "dark")


def tables(page: Page) -> None:
    """What two queries answer."""
    page.keyboard.press("t")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("result-table")).to_have_count(2, timeout=RUN_MS)
    take(page, "sql", "light")


if __name__ == "__main__":
    sys.exit(main())
