"""How quickly the built workbench answers: two candidates of 60 and of 5,000 lines, in a real Chromium.

Measured: from the navigation to the code on screen; from a key to the frame after its paint, for ``j``, ``c`` and
typing, and how long ``j`` is handled; the JavaScript heap that is still in use after a session, once its garbage is
collected; the size of what is loaded at first. The same of candidates that are made to hurt, a line of 2 MB and four
hundred files each, where ``]`` goes from file to file. The server is the front end's own, with the policy of production
and candidates made up by it: the platform's share is measured by ``review_api.py``. The peer in the same run is an
empty page with one plain text field: what a key costs the browser itself, and how long it waits for its next frame.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from _report import figure
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
BUILT = ROOT / "src" / "assay_web" / "static" / "workbench"
PORT = 8157
URL = f"http://127.0.0.1:{PORT}/?candidates=2&"
ORDINARY = {f"lines_{lines}": f"lines={lines}" for lines in (60, 5000)}
HOSTILE = {"line_of_2_mb": "kind=wide", "files_400": "kind=crowd"}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
BUDGET = {"interactive_ms": 1000.0, "j_ms": 16.0, "typing_ms": 16.0, "c_ms": 100.0, "bundle_kb": 300.0}
"""Upper bounds: milliseconds, and kB after gzip."""

FOCUSED = ".cm-content:focus"
TYPED = "a reader sees the lock released too early"

PAINT = """() => {
  window.times = [];
  window.handled = [];
  let begun = 0;
  addEventListener("keydown", () => {
    const start = performance.now();
    begun = start;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.times.push(performance.now() - start);
      port2.postMessage(0);
    });
  }, true);
  addEventListener("keydown", () => window.handled.push(performance.now() - begun));
}"""
"""Times of keys: to the frame after their paint, and of what is done in their own event, where it bubbles so far."""

SHOWN = """selector => new Promise(done => {
  const look = () => document.querySelector(selector) ? done(performance.now()) : requestAnimationFrame(look);
  look();
})"""
TIMED = """count => new Promise(done => {
  const look = () => window.times.length >= count ? done(window.times) : requestAnimationFrame(look);
  look();
})"""
"""Waiting is done in the page itself: Playwright's own ways to wait put 0.7 MB of scripts into its heap."""


def main() -> int:
    """Print a line per pair of candidates, and what exceeds its budget: on a busy machine, times do."""
    server = subprocess.Popen(
        [sys.executable, str(ROOT / "tools" / "node.py"), "node", "workbench/dev/server.mjs", "--built"],
        env=os.environ | {"PORT": str(PORT)},
        cwd=ROOT / "web",
        start_new_session=True,
    )
    try:
        wait_for_server()
        peer = bare_typing_ms()
        found = {name: measured(asked) for name, asked in (ORDINARY | HOSTILE).items()}
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(10)
    figure("bare_typing_ms", peer)
    print(f"peer: typing into a plain text field of an empty page {peer:.1f}")
    for candidates, values in found.items():
        values["bundle_kb"] = bundle_kb()
        print(f"{candidates:<12} " + "  ".join(f"{name} {value:.1f}" for name, value in values.items()))
        for name, value in values.items():
            if name != "bundle_kb" or candidates in ORDINARY:
                figure(f"{candidates}_{name}", value)
        over = [f"{name} (budget {limit:g})" for name, limit in BUDGET.items() if values[name] > limit]
        print(f"             over: {', '.join(over) or 'nothing'}")
    return 0


def wait_for_server() -> None:
    """Until it answers; a connection error after 30 seconds."""
    end = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(f"{URL}lines=60", timeout=5).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def measured(asked: str) -> dict[str, float]:
    """Medians in ms, the heap in MB."""
    with opened() as page:
        interactive = []
        for _ in range(5):
            page.goto(f"{URL}{asked}")
            interactive.append(float(page.evaluate(SHOWN, FOCUSED)))
        page.evaluate(PAINT)
        values = {
            "interactive_ms": statistics.median(interactive),
            "j_ms": pressed(page, ["j"] * 40),
            "j_handler_ms": float(statistics.median(page.evaluate("window.handled"))),
            "c_ms": pressed(page, ["c"]),
            "typing_ms": pressed(page, list(TYPED)),
        }
        page.keyboard.press("Control+Enter")
        if asked in HOSTILE.values():
            page.evaluate(SHOWN, FOCUSED)
            values["next_file_ms"] = pressed(page, ["]"] * 20)
        values["heap_mb"] = heap_mb(page)
        return values


def bare_typing_ms() -> float:
    """Median time from a key to the frame after its paint where nothing is to be done for it."""
    with opened() as page:
        page.set_content("<!doctype html><textarea rows=3 cols=60></textarea>")
        page.evaluate("document.querySelector('textarea').focus()")
        page.evaluate(PAINT)
        return pressed(page, list(TYPED))


@contextmanager
def opened() -> Iterator[Page]:
    """An empty page in a browser of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=[*FLAGS, "--enable-precise-memory-info"],
        )
        yield browser.new_context(viewport={"width": 1600, "height": 960}).new_page()
        browser.close()


def pressed(page: Page, keys: list[str]) -> float:
    """Median time from a key to the frame after its paint."""
    page.evaluate("window.times.length = 0")
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(20)
    return float(statistics.median(page.evaluate(TIMED, len(keys))))


def heap_mb(page: Page) -> float:
    """What the page's JavaScript holds on to, after collections that are asked for."""
    tools = page.context.new_cdp_session(page)
    for _ in range(3):
        tools.send("HeapProfiler.collectGarbage")
    return float(page.evaluate("performance.memory.usedJSHeapSize")) / 1e6


def bundle_kb() -> float:
    """The entry, what it imports at once, and its style sheet, each compressed."""
    waiting, seen = [BUILT / "workbench.js"], {BUILT / "workbench.css"}
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        text = file.read_text(encoding="utf-8")
        waiting += [(file.parent / path).resolve() for path in re.findall(r'(?:from|import)\s*"(\.[^"]+)"', text)]
    return sum(len(gzip.compress(file.read_bytes())) for file in seen) / 1000


if __name__ == "__main__":
    sys.exit(main())
