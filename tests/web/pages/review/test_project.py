"""A project's page tells its lead real counts, what waits for a decision, and the state of every task."""

from __future__ import annotations

import pytest
from tests.web.pages.world import Page, World, task_record

from assay_web.projects.services import create_project
from assay_web.review import services
from assay_web.review.draft import DraftBody
from assay_web.review.models import Draft
from assay_web.tasks.models import Candidate, EvidenceState
from assay_web.tasks.services import import_tasks

ADDRESS = "/projects/concurrency/"


def figures(page: Page) -> str:
    """The text of the cards."""
    return page.text[: page.text.index("Submitted reviews")]


def test_the_counts_are_those_of_the_database(world: World) -> None:
    page = world.page(world.lead, ADDRESS)
    assert page.status == 200
    assert "2 tasks · 2 reviews each" in page.text
    assert "Reviews accepted 0 / 4" in figures(page)
    assert "Candidates examined 0 / 3" in figures(page)
    assert "None yet. A review appears here" in page.text


def test_the_counts_follow_the_work(world: World) -> None:
    accepted = world.submit(world.reviewer, world.task)
    services.accept_review(world.lead, world.project, accepted.public_id)
    returned = world.submit(world.reviewer, world.hostile)
    services.return_review(world.lead, world.project, returned.public_id, "why")
    world.submit(world.colleague, world.task)
    world.claim(world.colleague, world.hostile)
    cards = figures(world.page(world.lead, ADDRESS))
    for expected in ("Reviews accepted 1 / 4", "Waiting for a decision 1", "1 returned", "In progress 1"):
        assert expected in cards


def test_evidence_is_waiting_ready_or_failed_with_its_reason(world: World) -> None:
    ready, failed, _ = Candidate.objects.order_by("pk")
    Candidate.objects.filter(pk=ready.pk).update(evidence_state=EvidenceState.READY)
    Candidate.objects.filter(pk=failed.pk).update(
        evidence_state=EvidenceState.FAILED, evidence_problem="no sandbox <works> here"
    )
    page = world.page(world.lead, ADDRESS)
    assert "1 failed, 1 waiting" in figures(page)
    assert "1 of 2 failed" in page.text
    assert "no sandbox <works> here" in page.text


def test_a_submitted_review_is_listed_under_the_reviewers_pseudonym(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    page = world.page(world.lead, ADDRESS)
    assert f"{ADDRESS}reviews/{review.public_id}/" in page.links()
    assert world.reviewer.pseudonym in page.text
    assert world.reviewer.email not in page.html


@pytest.mark.parametrize("person", ["reviewer", "newcomer"])
def test_others_find_nothing(world: World, person: str) -> None:
    assert world.page(getattr(world, person), ADDRESS).status == 404


def test_the_lead_of_another_project_finds_nothing(world: World) -> None:
    create_project(slug="other", name="Other", lead=world.newcomer, price_minor=100)
    assert world.page(world.newcomer, ADDRESS).status == 404


def test_a_project_without_tasks_says_how_to_import(world: World) -> None:
    create_project(slug="empty", name="Empty", lead=world.lead, price_minor=100)
    page = world.page(world.lead, "/projects/empty/")
    assert "assay import tasks.jsonl --project empty" in page.text
    assert not page.every("a", **{"class": "btn btn-primary", "href": "/projects/empty/exports/"})


def test_many_tasks_have_pages(world: World) -> None:
    import_tasks(world.project, [task_record(f"task-{n}", f"Task number {n}", candidates=1) for n in range(40)])
    first = world.page(world.lead, ADDRESS)
    (following,) = (one["href"] for one in first.every("a", rel="next") if "tasks=" in one["href"])
    assert "Task number 39" not in first.text
    assert "Task number 39" in world.page(world.lead, following).text


@pytest.mark.parametrize("query", ["tasks=x", "tasks=-1", "tasks=99999999999999999999", "reviews=%27", "tasks=%00"])
def test_what_the_address_cannot_mean_is_ignored(world: World, query: str) -> None:
    page = world.page(world.lead, f"{ADDRESS}?{query}")
    assert page.status == 200
    assert "Thread-safe cache" in page.text


def test_the_lists_show_the_rows_behind_a_figure(world: World) -> None:
    accepted = world.submit(world.reviewer, world.task)
    services.accept_review(world.lead, world.project, accepted.public_id)
    waiting = world.submit(world.colleague, world.task)
    world.claim(world.colleague, world.hostile)
    page = world.page(world.lead, f"{ADDRESS}?state=submitted&which=in_progress")
    assert f"{ADDRESS}reviews/{waiting.public_id}/" in page.links()
    assert f"{ADDRESS}reviews/{accepted.public_id}/" not in page.links()
    tasks = page.text[page.text.index("Machine evidence") :]
    assert "T-0002" in tasks
    assert "T-0001" not in tasks
    assert {"?state=accepted#reviews", "?state=submitted#reviews", "?which=in_progress#tasks"} <= set(page.links())


def test_a_revision_takes_the_place_of_the_one_before_which_stays_readable(world: World) -> None:
    first = world.submit(world.reviewer, world.task)
    services.return_review(world.lead, world.project, first.public_id, "why")
    version = Draft.objects.get(pk=first.assignment_id).version
    body = DraftBody.model_validate(first.body)
    second = services.submit(world.reviewer, first.assignment.public_id, version, body, "again")
    page = world.page(world.lead, ADDRESS)
    assert f"{ADDRESS}reviews/{second.public_id}/" in page.links()
    assert f"{ADDRESS}reviews/{first.public_id}/" not in page.links()
    assert (
        f"{ADDRESS}reviews/{first.public_id}/"
        in world.page(world.lead, f"{ADDRESS}reviews/{second.public_id}/").links()
    )


def test_more_tasks_and_reviews_cost_no_more_queries(world: World) -> None:
    counts = []
    for round_ in range(2):
        import_tasks(world.project, [task_record(f"round-{round_}-{n}", "T", candidates=1) for n in range(5)])
        for task in world.project.tasks.filter(record_id__startswith=f"round-{round_}"):
            world.submit(world.reviewer, task)
        counts.append(world.queries(world.lead, ADDRESS))
    assert counts[0] == counts[1]
    assert counts[1] <= 22
