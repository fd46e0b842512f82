"""A lead builds an assessment from plants; one person passes it and may review, another fails and reads why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import sign_in
from tests.journeys.test_accessible import violations
from tests.support.assessing import EXPLANATION, LINE, TITLE, plant
from tests.support.demo import Demo, eventually

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(900)]

PROJECT = "projects/qualifying/"


def test_from_planted_defects_to_a_reviewer_and_to_a_reason(page: Page, demo: Demo, tmp_path: Path) -> None:
    sign_in(page, demo, "lead")
    build(page, demo, tmp_path)

    switch(page, demo, "reviewer")
    apply(page, demo)
    first_item(page, demo)
    answer_all(page, demo, finds=True)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Passed")
    expect(page.get_by_test_id("found")).to_have_text("5")
    assert violations(page) == []
    page.get_by_role("link", name="To the queue").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()

    switch(page, demo, "adjudicator")
    apply(page, demo)
    page.get_by_role("button", name="Start the clock").click()
    expect(page.get_by_test_id("pane-A")).to_be_visible()
    answer_all(page, demo, finds=False)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Not passed")
    expect(page.get_by_test_id("missed")).not_to_have_text("0")
    expect(page.get_by_text("You can try again here from")).to_be_visible()
    expect(page.get_by_text(TITLE).first).to_be_visible()
    page.get_by_label("What was graded wrongly").fill("I was in a hurry.")
    page.get_by_role("button", name="Appeal").click()
    expect(page.get_by_text("Waits for an answer")).to_be_visible()

    switch(page, demo, "lead")
    look_after(page, demo)


def build(page: Page, demo: Demo, folder: Path) -> None:
    page.goto(f"{demo.url}projects/new/")
    page.get_by_label("Name", exact=True).fill("Qualifying")
    page.get_by_label("Pay for a task").fill("40")
    page.get_by_role("button", name="Make the project").click()
    page.goto(f"{demo.url}{PROJECT}settings/requirements/")
    page.get_by_label("Everybody with an account sees this project").check()
    page.get_by_label("A lead decides on each applicant").uncheck()
    page.get_by_role("button", name="Store the requirements").click()
    page.wait_for_load_state()
    page.goto(f"{demo.url}{PROJECT}assessments/")
    page.get_by_label("Items with a defect, at most").fill("5")
    page.get_by_label("Sound items, at most").fill("3")
    page.get_by_label("Explanations that people read").fill("0")
    page.get_by_label("Who settles doubts").select_option("1")
    page.get_by_role("button", name="Make the assessment").click()
    assert violations(page) == []
    page.get_by_role("link", name="Bring in plants").first.click()
    file = folder / "plants.jsonl"
    file.write_text("\n".join(plant(number).model_dump_json(by_alias=True) for number in range(20)))
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Title of the items").fill("Add up")
    page.get_by_label("What the code was written for").fill("Add all values to a number.")
    page.get_by_role("button", name="Bring in").click()
    expect(page.get_by_text("20 plants came in, as 40 items.")).to_be_visible()
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("People can take it now.")).to_be_visible()


def switch(page: Page, demo: Demo, role: str) -> None:
    page.context.clear_cookies()
    sign_in(page, demo, role)


def apply(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}profile/")
    page.get_by_label("Years of reviewing code").fill("5")
    page.get_by_label("Hours a week").fill("10")
    page.get_by_label("Python").fill("5")
    page.get_by_role("button", name="Store and see what fits").click()
    page.wait_for_url("**/openings/")
    page.goto(f"{demo.url}openings/qualifying/")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**/openings/")
    page.goto(f"{demo.url}assessments/")
    page.get_by_role("row").filter(has_text="Qualifying").get_by_role("link", name="Open").click()
    expect(page.get_by_role("heading", name="How it goes")).to_be_visible()


def first_item(page: Page, demo: Demo) -> None:
    """The clock is in sight, is the server's, and goes on over a reload; a pause closes what is open."""
    assert violations(page) == []
    attempt = page.url
    page.get_by_role("button", name="Start the clock").click()
    expect(page.get_by_test_id("pane-A")).to_be_visible()
    clock = page.get_by_test_id("clock")
    expect(clock).to_contain_text("03:59:")
    item = page.url
    page.reload()
    expect(clock).to_contain_text("03:59:")
    assert violations(page) == []
    page.goto(attempt)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    assert page.request.get(item.replace("/review/", "/api/v1/assignments/").rstrip("/")).status == 410
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Back to the open item").click()
    expect(page.get_by_test_id("pane-A")).to_be_visible()
    assert page.url == item


def answer_all(page: Page, demo: Demo, *, finds: bool) -> None:
    """Through the workbench's own interface: its screen has journeys of its own."""
    for _ in range(12):
        if "/review/" in page.url:
            hand_in(page, demo, finds=finds)
        page.goto(f"{demo.url}assessments/")
        page.get_by_role("row").filter(has_text="Qualifying").get_by_role("link").last.click()
        eventually(lambda: goes_on(page))
        onward = page.get_by_role("button", name="Next item")
        if not onward.count():
            break
        onward.click()
        page.wait_for_load_state()
    expect(page.get_by_role("heading", name="How it was decided")).to_be_visible(timeout=60_000)


def goes_on(page: Page) -> bool:
    """Either the next item can be taken, or the result is there; the worker grades within some seconds."""
    onward, ended = page.get_by_role("button", name="Next item"), page.get_by_role("heading", name="How it was decided")
    if onward.or_(ended).count():
        return True
    page.reload()
    return False


def hand_in(page: Page, demo: Demo, *, finds: bool) -> None:
    payload: dict[str, Any] = json.loads(page.locator("#workbench-data").text_content() or "")
    assignment = page.url.rstrip("/").rpartition("/")[2]
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    wrong = "count - 1" in payload["candidates"][0]["files"][0]["text"]
    claim = {
        "id": str(uuid4()),
        "candidate": "A",
        "path": "summing.py",
        "start_line": LINE,
        "end_line": LINE,
        "severity": "major",
        "category": "logic",
        "cwe": 193,
        "title": TITLE,
        "explanation": EXPLANATION,
    }
    body = {
        "findings": [claim] if wrong and finds else [],
        "ratings": {one["id"]: {"A": 4} for one in payload["rubric"]["criteria"]},
        "verdicts": {"A": "reject" if wrong and finds else "accept"},
    }
    address = f"{demo.url}api/v1/assignments/{assignment}"
    read = page.request.get(address)
    if read.status == 410:  # the answers before this one have been graded meanwhile, and have decided
        return
    answer = page.request.post(
        f"{address}/submit",
        data={"version": read.json()["draft"]["version"], "body": body},
        headers={"X-CSRFToken": token, "Idempotency-Key": f"journey-{assignment}"},
    )
    assert answer.ok or answer.status == 410, answer.text()


def look_after(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}{PROJECT}assessments/")
    page.get_by_role("link", name="Assessment of Qualifying").click()
    page.get_by_role("button", name="Make the figures anew").click()
    expect(page.get_by_text("The figures are made anew")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Attempts").click()
    assert violations(page) == []
    page.get_by_role("link", name="Answer").click()
    page.get_by_label("Reason").fill("The defect is in line 5.")
    page.get_by_role("button", name="Let the decision stand").click()
    expect(page.get_by_text("The appeal is answered")).to_be_visible()
    assert violations(page) == []
