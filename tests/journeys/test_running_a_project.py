"""A lead makes a project from nothing, an invited reviewer follows their money, an operator pays it out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import export, sign_in
from tests.support.demo import Demo

from assay.domain.task import Aspect, Candidate, Language, Task
from assay.interchange import read_reviews, write_tasks

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(600)]

EMAIL, PASSWORD = "expert@example.org", "a sentence nobody guesses"
PROJECT = "projects/from-nothing/"


def test_from_nothing_to_the_first_payout(page: Page, demo: Demo, tmp_path: Path) -> None:
    sign_in(page, demo, "lead")
    make(page, demo)
    bring_in(page, demo, tmp_path)
    link = invite(page, demo)

    page.context.clear_cookies()
    join(page, link)
    page.goto(f"{demo.url}queue/")
    page.get_by_role("row").filter(has_text="Absolute value").get_by_role("button", name="Accept").click()
    expect(page.get_by_test_id("pane-A")).to_be_visible()
    earnings(page, demo, reserved="$12.50 reserved")
    review(page, demo)
    earnings(page, demo, reserved="$0.00 reserved", pending="$12.50")

    switch(page, demo, "lead")
    accept_and_export(page, demo, tmp_path)

    switch(page, demo)
    earnings(page, demo, pending="$0.00", payable="$12.50")

    switch(page, demo, "operator")
    pay_out(page, demo)

    switch(page, demo)
    earnings(page, demo, payable="$0.00", paid="$12.50 paid in all")


def make(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}projects/")
    page.get_by_role("link", name="New project").click()
    page.get_by_label("Name", exact=True).fill("From nothing")
    page.get_by_label("Pay for a task").fill("40")
    page.get_by_label("Reviews of each task").fill("1")
    page.get_by_role("button", name="Make the project").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Reviewers see machine evidence").select_option("never")
    page.get_by_label("Budget").fill("100")
    page.get_by_label("Tier").first.fill("short")
    page.get_by_label("Up to minutes").first.fill("60")
    page.get_by_label("Pays").first.fill("12.50")
    page.get_by_role("button", name="Store the settings").click()
    expect(page.get_by_text("The settings are stored.")).to_be_visible()
    page.get_by_role("link", name="Rubric").click()
    page.get_by_role("button", name="Store the rubric").click()
    expect(page.get_by_text("this is version 1")).to_be_visible()
    page.get_by_role("link", name="Guidelines").click()
    page.get_by_label("Guidelines").fill("Run it **in your head** first.")
    page.get_by_label("Reviewers confirm them").check()
    page.get_by_role("button", name="Store the guidelines").click()
    expect(page.get_by_text("Version 2, as reviewers read it")).to_be_visible()


def bring_in(page: Page, demo: Demo, folder: Path) -> None:
    task = Task(
        id="absolute",
        title="Absolute value",
        prompt="Write `absolute(number)`.",
        language=Language.PYTHON,
        aspects=(Aspect.CORRECTNESS,),
        candidates=(Candidate(id="a", files={"absolute.py": "def absolute(number):\n    return abs(number)\n"}),),
    )
    good, bad = folder / "tasks.jsonl", folder / "bad.jsonl"
    write_tasks([task], good)
    bad.write_text(good.read_text() + '{"id": "half"\n{}\n')
    page.goto(f"{demo.url}{PROJECT}import/")
    page.get_by_label("File").set_input_files(bad)
    page.get_by_role("button", name="Check only").click()
    expect(page.get_by_text("2 records cannot come in, 1 could.")).to_be_visible()
    page.get_by_label("File").set_input_files(good)
    page.get_by_role("button", name="Check and import").click()
    expect(page.get_by_text("1 task with 1 candidates came in")).to_be_visible()


def invite(page: Page, demo: Demo) -> str:
    page.goto(f"{demo.url}{PROJECT}people/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_role("button", name="Make the invitation").click()
    return page.get_by_test_id("invitation-link").inner_text()


def join(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill("Eve Expert")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account and join").click()
    page.get_by_role("link", name="Read and confirm").click()
    page.get_by_role("button", name="I have read them").click()
    expect(page.get_by_text("You have confirmed version 2.")).to_be_visible()


def switch(page: Page, demo: Demo, role: str = "") -> None:
    """Sign in as this role of the demo, or as the reviewer who was invited."""
    page.context.clear_cookies()
    if not role:
        demo.accounts["invited"] = (EMAIL, PASSWORD)
    sign_in(page, demo, role or "invited")


def review(page: Page, demo: Demo) -> None:
    """Through the workbench's own interface: its screen has a journey of its own."""
    page.go_back()
    payload: dict[str, Any] = json.loads(page.locator("#workbench-data").text_content() or "")
    assignment = page.url.rstrip("/").rpartition("/")[2]
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    body = {
        "findings": [],
        "ratings": {one["id"]: {"A": 4} for one in payload["rubric"]["criteria"]},
        "verdicts": {"A": "accept"},
    }
    for verb in ("lock", "submit"):
        version = page.request.get(f"{demo.url}api/v1/assignments/{assignment}").json()["draft"]["version"]
        answer = page.request.post(
            f"{demo.url}api/v1/assignments/{assignment}/{verb}",
            data={"version": version, "body": body},
            headers={"X-CSRFToken": token, "Idempotency-Key": f"{verb}-of-this-journey"},
        )
        assert answer.ok, answer.text()


def earnings(page: Page, demo: Demo, **shown: str) -> None:
    page.goto(f"{demo.url}earnings/")
    titles = {"payable": "Due with the next payout", "pending": "In review", "reserved": "In review"}
    for name, text in shown.items():
        figure = page.locator(".as-figure").filter(has_text=titles.get(name, "Earned this year"))
        expect(figure).to_contain_text(text)


def accept_and_export(page: Page, demo: Demo, folder: Path) -> None:
    page.goto(f"{demo.url}{PROJECT}")
    page.get_by_role("link", name="Absolute value").first.click()
    page.get_by_role("button", name="Accept the review").click()
    [exported] = read_reviews(export(page, demo, "reviews.jsonl", folder, "from-nothing"))
    assert not isinstance(exported, Exception)
    assert (exported.task, list(exported.presented)) == ("absolute", ["a"])
    page.goto(f"{demo.url}{PROJECT}settings/history/")
    expect(page.get_by_role("main")).to_contain_text("Project changed")


def pay_out(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}payouts/")
    page.get_by_role("button", name="Prepare a payout in USD").click()
    row = page.get_by_role("row").filter(has_text=EMAIL)
    expect(row).to_contain_text("$12.50")
    page.get_by_role("button", name="Mark as sent").click()
    page.get_by_role("button", name="All that wait were paid").click()
    expect(row).to_contain_text("Paid")
    page.goto(f"{demo.url}payouts/")
    expect(page.get_by_role("main")).not_to_contain_text("Differs")
