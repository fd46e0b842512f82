"""An adjudicator settles what reviewers see differently, without touching the mouse."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import sign_in
from tests.support.demo import Demo

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(600)]


@pytest.fixture
def disputed(demo: Demo) -> None:
    """A project in the running demo with three tasks that are reviewed three times each."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    subprocess.run(
        [sys.executable, "-m", "assay_cli", "manage", "seed", "disputed", "--lead", demo.accounts["lead"][0],
         "--tasks", "3", "--contested", "3", "--reviewers", "5"],
        env=environment | {"ASSAY_DATA_DIR": str(demo.data)}, check=True, timeout=120,
    )  # fmt: skip


def test_three_conflicts_by_keyboard(page: Page, demo: Demo, disputed: None) -> None:
    sign_in(page, demo, "operator")
    page.goto(f"{demo.url}adjudication/")
    page.get_by_role("link", name="Seeded task").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Seeded task")
    count = page.locator("[data-open-count]")
    before = int(count.inner_text())
    assert before >= 3
    settled = [settle_one(page) for _ in range(3)]
    expect(count).to_have_text(str(before - 3))
    assert len(set(settled)) == 3, "after each, the next one has the focus"
    for conflict in settled:
        expect(page.locator(f"#{conflict} form")).to_have_count(0)
    page.reload()
    expect(count).to_have_text(str(before - 3))
    assert "seeded.invalid" not in page.content()
    assert "model-0" not in page.content(), "nobody learns who wrote what"


def settle_one(page: Page) -> str:
    """Settle the conflict that has the focus with what one of the reviewers says; answers its id."""
    conflict = page.locator("[data-conflict]:focus")
    name = conflict.get_attribute("id")
    assert name is not None
    says = conflict.locator("input[data-takes]:not([data-takes=''])").first
    who = (says.get_attribute("data-takes") or "").split()[0]
    page.keyboard.press(who.removeprefix("r"))
    expect(page.locator(f"#{name} select[name=reason]")).to_be_focused()
    expect(page.locator(f"#{name} input[name=value]:checked")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#{name} form")).to_have_count(0)
    return name
