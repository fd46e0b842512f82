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

from playwright.sync_api import Page, expect, sync_playwright
from tests.journeys.conftest import FLAGS, accept, import_records, sign_in
from tests.support.demo import start

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "samples" / "ttl-cache"
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
            accept(page, demo, tomllib.loads((SAMPLE / "task.toml").read_text(encoding="utf-8"))["title"])
            evidence(page)
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
    other = next(letter for letter in "BCD" if letter != odd)
    page.get_by_test_id(f"between-{other}").select_option(label="tied with")
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
