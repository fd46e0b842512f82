"""The workbench page carries what its reviewer may know, no more, as JSON that cannot leave its place."""

from __future__ import annotations

import json
import re

import pytest
from tests.web.pages.world import HOSTILE, SECRETS, Page, World

from assay_web.review import services


def payload(page: Page) -> dict[str, object]:
    (text,) = re.findall(
        r'<script type="application/json" id="workbench-data"[^>]*>(.*?)</script>', page.html, re.DOTALL
    )
    read: dict[str, object] = json.loads(text)
    return read


def test_it_mounts_the_island_with_its_payload(world: World) -> None:
    assignment = world.claim(world.reviewer, world.task)
    page = world.page(world.reviewer, f"/review/{assignment.public_id}/")
    assert page.every("div", id="workbench")[0]["data-assignment"] == str(assignment.public_id)
    assert page.every("script", type="module", src="/static/workbench/workbench.js")
    assert page.every("link", href="/static/workbench/workbench.css")
    task = payload(page)["task"]
    assert isinstance(task, dict)
    assert task["title"] == "Thread-safe cache"


def test_the_nonce_of_the_page_is_that_of_its_policy(world: World) -> None:
    assignment = world.claim(world.reviewer, world.task)
    response = world.client(world.reviewer).get(f"/review/{assignment.public_id}/")
    (nonce,) = re.findall(r'<meta name="csp-nonce" content="([^"]+)">', response.content.decode())
    assert f"'nonce-{nonce}'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"


def test_the_token_of_the_page_is_accepted(world: World) -> None:
    assignment = world.claim(world.reviewer, world.task)
    page = world.page(world.reviewer, f"/review/{assignment.public_id}/")
    (token,) = (one["content"] for one in page.every("meta", name="csrf-token"))
    assert len(token) == 64


def test_hostile_text_stays_in_the_payload(world: World) -> None:
    assignment = world.claim(world.reviewer, world.hostile)
    page = world.page(world.reviewer, f"/review/{assignment.public_id}/")
    assert "alert(1)" not in page.text
    assert len(page.every("script")) == 3
    task = payload(page)["task"]
    assert isinstance(task, dict)
    assert task["title"] == HOSTILE


def test_nothing_hidden_reaches_the_reviewer(world: World) -> None:
    for task in (world.task, world.hostile):
        assignment = world.claim(world.reviewer, task)
        html = world.page(world.reviewer, f"/review/{assignment.public_id}/").html
        assert not [secret for secret in SECRETS if secret in html]


def test_without_script_the_page_says_so(world: World) -> None:
    assignment = world.claim(world.reviewer, world.task)
    page = world.page(world.reviewer, f"/review/{assignment.public_id}/")
    assert page.every("noscript")
    assert "needs JavaScript" in page.text


@pytest.mark.parametrize("person", ["colleague", "lead", "newcomer"])
def test_nobody_else_may_open_it(world: World, person: str) -> None:
    assignment = world.claim(world.reviewer, world.task)
    assert world.page(getattr(world, person), f"/review/{assignment.public_id}/").status == 404


def test_a_submitted_review_is_over(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    page = world.page(world.reviewer, f"/review/{review.assignment.public_id}/")
    assert page.status == 200
    assert "stored as you sent it" in page.text
    assert not page.every("div", id="workbench")


def test_a_task_given_back_can_be_accepted_again(world: World) -> None:
    assignment = world.claim(world.reviewer, world.task)
    services.release(world.reviewer, assignment.public_id)
    page = world.page(world.reviewer, f"/review/{assignment.public_id}/")
    assert "This task is free again" in page.text
    assert f"/queue/{world.task.public_id}/" in page.links()
