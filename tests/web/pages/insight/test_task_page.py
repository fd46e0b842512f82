"""The page of one task: what was asked, who reviews it, what they say together, what machines found."""

from __future__ import annotations

import json

import pytest
from tests.web.pages.world import World

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.insight.selectors.task_code import MOST_CODE
from assay_web.projects.models import Project, ProjectState, Role
from assay_web.projects.services import add_member
from assay_web.tasks.models import Candidate, EvidenceFinding, Examination, GoldItem, Task

PAGE = "/projects/concurrency/tasks/1/"


@pytest.fixture
def client_of(told: World) -> User:
    person = create_user("client@example.org", "correct horse battery")
    add_member(told.project, person, Role.CLIENT)
    return person


def test_it_tells_reviews_verdicts_order_and_ratings_with_intervals(told: World) -> None:
    page = told.page(told.lead, PAGE)
    assert f"/projects/concurrency/reviews/{_review_of(told)}/" in page.links()
    assert told.colleague.pseudonym in page.text
    labels = [one.get("aria-label", "") for one in page.every("svg", role="img")]
    assert any(label.startswith("Candidate 1: accept ") for label in labels)
    assert any("interval" in label for label in labels)
    assert "Order, best first" in page.text
    assert "Ratings" in page.text
    assert "Seen differently" in page.text


def test_a_task_without_reviews_says_how_many_are_wanted(told: World) -> None:
    page = told.page(told.lead, "/projects/concurrency/tasks/2/")
    assert "Nobody has taken it yet; 2 reviews are wanted." in page.text


def test_machine_evidence_stands_with_its_candidate(told: World) -> None:
    candidate = told.task.candidates.get(position=0)
    examined = Examination.objects.create(content_key=candidate.content_key, examiner="analyzers", version="1")
    record = {
        "path": "app.py", "start_line": 3, "end_line": 3, "aspect": "security", "category": "security",
        "severity": "major", "title": "Shell from a string", "source": {"kind": "analyzer", "name": "bandit"},
    }  # fmt: skip
    EvidenceFinding.objects.create(examination=examined, position=0, source="bandit", severity="major", record=record)
    Candidate.objects.filter(task=told.task).update(evidence_state="ready")
    text = told.page(told.lead, PAGE).text
    assert "Shell from a string" in text
    assert "app.py:3" in text


def test_leads_read_origins_at_once_and_clients_when_the_project_is_closed(told: World, client_of: User) -> None:
    assert "secret-model-9000" in told.page(told.lead, PAGE).text
    assert "secret-model-9000" not in told.page(client_of, PAGE).html
    Project.objects.update(state=ProjectState.CLOSED)
    assert "secret-model-9000" in told.page(client_of, PAGE).text


def test_a_planted_task_is_there_for_leads_only(told: World, client_of: User) -> None:
    GoldItem.objects.create(
        project=told.project, plant="p", digest="d", record="{}", title="t", prompt="p", task=told.task,
        known=[], added_by=told.lead,
    )  # fmt: skip
    assert "planted, and no reviewer knows" in told.page(told.lead, PAGE).text
    assert told.page(client_of, PAGE).status == 404


def test_hidden_tests_are_a_number(told: World) -> None:
    html = told.page(told.lead, PAGE).html
    assert "test_hidden_corner" not in html


def test_code_beyond_the_limit_is_named_and_left_out(told: World) -> None:
    Candidate.objects.filter(task=told.task, position=0).update(
        files=json.dumps({"short.py": "a = 1\n", "long.py": "x" * (MOST_CODE + 1)})
    )
    page = told.page(told.lead, PAGE)
    assert "long.py is too long to be shown here" in page.text
    assert page.every("details")
    assert len(page.html) < MOST_CODE


@pytest.mark.parametrize("number", [0, 99, 2**31, 10**18])
def test_a_number_without_a_task_leads_nowhere(told: World, number: int) -> None:
    assert told.page(told.lead, f"/projects/concurrency/tasks/{number}/").status == 404


def _review_of(told: World) -> object:
    return Task.objects.get(pk=told.task.pk).readings.get(reviewer=told.reviewer).review.public_id
