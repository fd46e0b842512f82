"""axe-core finds nothing on any page of the site, light and dark, hostile text in it, and each keeps to its own policy.

Pages are made first, then shown by a real browser that gets them from here instead of from a server.
"""

from __future__ import annotations

import mimetypes
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http.response import HttpResponseBase
from playwright.sync_api import ConsoleMessage, Dialog, Page, Route, sync_playwright
from tests.journeys.conftest import FLAGS
from tests.journeys.test_accessible import AXE_BOTH_THEMES
from tests.journeys.test_reports import AXE
from tests.web.pages.world import HOSTILE
from tests.web.review.test_authorization import TABLE, Things, filled, status_of, things

from assay_web.accounts.models import User
from assay_web.projects.models import Project
from assay_web.tasks.models import Task

pytestmark = pytest.mark.timeout(600)

WORD = "Rechtsschutzversicherungsgesellschaftenverzeichnisnummernprüfung"

HOST = "http://assay.test"
NOT_HERE = {"review/<uuid:assignment_id>/", "healthz", "readyz", "metrics", "api/v1/openapi.json"}
"""The workbench is alive only with a server behind it: the journeys look at it. The others answer to programs."""

OF_ACCOUNTS = {
    "nobody": ("login/", "signup/", "password/reset/"),
    "reviewer": ("logout/", "email/", "password/change/", "reauthenticate/", "sessions/", "2fa/"),
}

__all__ = ["things"]


@dataclass(frozen=True)
class Served:
    """What the site answers."""

    headers: Mapping[str, str]
    body: bytes


@pytest.fixture
def pages(things: Things) -> dict[str, Served]:
    """Every page, as the first role sees it that may, by its address; names have words that no screen is wide for."""
    User.objects.update(name=WORD)
    Project.objects.update(name=f"{WORD} {HOSTILE}")
    Task.objects.filter(pk=things.world.hostile.pk).update(title=f"{WORD} {HOSTILE}")
    found: dict[str, Served] = {}
    for pattern, (request, expected) in TABLE.items():
        method, path = request.split()[:2]
        role = next((name for name, status in expected.items() if status == 200), None)
        if method == "GET" and role and pattern not in NOT_HERE:
            found |= served(things, role, filled(path, things.names))
    for role, paths in OF_ACCOUNTS.items():
        for path in paths:
            found |= served(things, role, f"/accounts/{path}")
    return found | served(things, "lead", "/nowhere/", 404)


def served(things: Things, role: str, path: str, status: int = 200) -> dict[str, Served]:
    """The page at ``path`` under its address; nothing for files and answers to programs."""
    response: HttpResponseBase = things.clients[role].get(path)
    assert status_of(response) == status, (role, path)
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return {}
    body = response.content  # type: ignore[attr-defined]  # pages are not streamed
    return {path: Served(dict(response.headers), body)}


def test_every_page_is_open_to_all_and_keeps_to_its_policy(pages: dict[str, Served]) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    assert len(pages) > 60
    with ThreadPoolExecutor(1) as pool:  # the browser's loop stays away from the database's thread
        found = pool.submit(looked_at, chromium, pages).result()
    assert found == {}


def looked_at(chromium: str, pages: Mapping[str, Served]) -> dict[str, list[str]]:
    """What is wrong, by page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.route("**/*", lambda route: answer(route, pages))
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: answer_dialog(dialog, wrong))
        page.on("console", lambda said: hear(said, wrong))
        found = {}
        for path in pages:
            wrong.clear()
            page.goto(HOST + path)
            problems = [*wrong, *too_wide(page), *violations(page), *out_of_sight_on_a_phone(page)]
            if problems:
                found[path] = problems
        browser.close()
        return found


def answer_dialog(dialog: Dialog, wrong: list[str]) -> None:
    """Some script has run that should not."""
    wrong.append(f"says {dialog.message}")
    dialog.dismiss()


def hear(said: ConsoleMessage, wrong: list[str]) -> None:
    """What a page did against its own policy."""
    if "Content Security Policy" in said.text:
        wrong.append(said.text)


def answer(route: Route, pages: Mapping[str, Served]) -> None:
    """Pages from what was made, static files from where they are, nothing else."""
    path = urlsplit(route.request.url).path
    if path in pages:
        status = 404 if path == "/nowhere/" else 200
        route.fulfill(status=status, headers=dict(pages[path].headers), body=pages[path].body)
        return
    file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if file is None:
        route.fulfill(status=404, body="")
        return
    kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
    route.fulfill(status=200, content_type=kind, body=Path(file).read_bytes())


def violations(page: Page) -> list[str]:
    """What axe-core says of the page, and of its colours in the other theme."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [str(one) for one in page.evaluate(AXE_BOTH_THEMES)]


def out_of_sight_on_a_phone(page: Page) -> list[str]:
    """Whether one must scroll sideways to read it there, the longest word of a name in it."""
    page.set_viewport_size({"width": 400, "height": 800})
    found = too_wide(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    return [f"on a phone: {one}" for one in found]


def too_wide(page: Page) -> list[str]:
    """Whether one must scroll sideways to read it."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wide} pixels wider than the window"] if wide > 0 else []
