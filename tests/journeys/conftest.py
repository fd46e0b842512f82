"""A running demo and a real Chromium for the journeys."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from tests.journeys.records import write_all
from tests.support.demo import Demo, environment, start

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OF_A_PREVIEW = "blob:null/"
"""Where modules of a previewed component come from: of an origin that is nobody's."""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    running = start(tmp_path_factory.mktemp("journeys"))
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="session")
def imported(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo, with the tasks of ``records.py`` in its project."""
    import_records(demo, tmp_path_factory.mktemp("records"))
    return demo


def import_records(demo: Demo, folder: Path) -> None:
    """Bring the tasks of ``records.py``, written to ``folder``, into the demo's project."""
    file = folder / "tasks.jsonl"
    write_all(file)
    command = [sys.executable, "-m", "assay_cli", "import", str(file), "--project", "demo"]
    done = subprocess.run(command, env=environment(demo.data), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A fresh browser profile; a script error or a policy violated by our own pages fails the test."""
    context = browser.new_context(
        viewport={"width": 1600, "height": 960},
        accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    wrong: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        where = said.location["url"]
        if "Content Security Policy" in said.text and "/preview/" not in where and not where.startswith(OF_A_PREVIEW):
            wrong.append(f"{page.url}: {said.text} {where}")

    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", hear)
    yield page
    context.close()
    assert not wrong


def sign_in(page: Page, demo: Demo, role: str) -> None:
    """Sign in with the account that the demo printed for this role."""
    page.goto(f"{demo.url}accounts/login/")
    give_password(page, demo, role)


def give_password(page: Page, demo: Demo, role: str) -> None:
    """Fill in the sign-in form that is on screen."""
    email, password = demo.accounts[role]
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.locator("form").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def accept(page: Page, demo: Demo, title: str) -> None:
    """Take the task from the queue, on whichever page of it, and wait for the workbench."""
    page.goto(f"{demo.url}queue/")
    row = page.get_by_role("row").filter(has_text=title)
    while not row.count():
        page.get_by_role("link", name="Next page").click()
        page.wait_for_load_state()
    row.first.get_by_role("button", name="Accept").click()
    expect(page.get_by_test_id("pane-A")).to_be_visible(timeout=30_000)


def export(page: Page, demo: Demo, file: str, folder: Path, project: str = "demo") -> Path:
    """What the page of exports hands out as ``file``, saved in ``folder``."""
    page.goto(f"{demo.url}projects/{project}/exports/")
    page.locator("select[name=file]").select_option(file)
    page.get_by_role("button", name="Export").click()
    link = page.get_by_role("link", name=f"{project}-{file}")
    expect(link).to_be_visible(timeout=60_000)  # the list renews itself until the worker is done
    with page.expect_download() as download:
        link.click()
    target = folder / file
    download.value.save_as(target)
    return target
