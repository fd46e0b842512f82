"""Pages of candidates run live beside each other, and one that tries to get out gets nowhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import accept, sign_in
from tests.support.demo import Demo

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(300)]

ATTEMPTS = ("network", "elsewhere", "parent", "top", "storage", "cookie", "frame")


def test_two_pages_run_and_the_nosy_one_is_refused_everything(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer")
    accept(page, imported, "A page with a counter")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url))
    page.on("requestfailed", lambda one: sent.remove(one.url) if one.failure == "csp" else None)
    page.keyboard.press("v")

    for letter in "AB":
        frame = page.get_by_test_id(f"preview-{letter}").frame_locator("iframe")
        frame.get_by_role("button", name="One more").click()
        expect(frame.locator("#count")).to_have_text("1")
        expect(page.get_by_test_id(f"console-{letter}")).to_contain_text("counter ready")
    nosy = page.get_by_role("list").filter(has_text="all tried")
    expect(nosy).to_have_count(1)
    for attempt in ATTEMPTS:
        expect(nosy).to_contain_text(f"{attempt}: refused")
    assert not [url for url in sent if "127.0.0.1:9/" in url or url.endswith("/api/v1/queue")]

    page.get_by_role("button", name="Close the preview").click()
    page.keyboard.press("j")
    expect(page.locator(".cm-content:focus")).to_have_count(1)


def test_components_are_compiled_in_the_frame_and_reach_nothing_either(page: Page, imported: Demo) -> None:
    sign_in(page, imported, "reviewer")
    accept(page, imported, "A counter as a component")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url))
    page.on("requestfailed", lambda one: sent.remove(one.url) if one.failure == "csp" else None)
    page.keyboard.press("v")

    colours = set()
    for letter in working(page):
        frame = page.get_by_test_id(f"preview-{letter}").frame_locator("iframe")
        button = frame.get_by_role("button", name="One more")
        button.click()
        expect(frame.locator("#count")).to_have_text("1")
        colours.add(button.evaluate("one => getComputedStyle(one).color"))
    assert colours == {"rgb(200, 0, 0)", "rgb(0, 0, 200)"}

    nosy = page.get_by_role("list").filter(has_text="network: refused")
    expect(nosy).to_contain_text(
        ", ".join(f"{one}: refused" for one in ("network", "script", "site", "parent", "storage"))
    )
    assert not [url for url in sent if "127.0.0.1:9/" in url or "htmx" in url]


def working(page: Page) -> list[str]:
    """The letters of the two candidates that say when they are ready; the order is drawn for each reviewer."""
    ready = page.get_by_role("list").filter(has_text="component ready")
    expect(ready).to_have_count(2, timeout=60_000)  # compilers are loaded and run first
    names = [str(one.get_attribute("aria-label")) for one in ready.all()]
    return [name[-1] for name in names]
