"""A small world: two reviewers, a lead, a newcomer; one project with an ordinary and a hostile task."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web.pages.world import HOSTILE, Page, World, task_record

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.projects.models import Role
from assay_web.projects.services import add_member, create_project
from assay_web.tasks.services import import_tasks


@pytest.fixture
def world(db: None) -> World:
    lead, reviewer, colleague, newcomer = (
        create_user(f"{name}@example.org", "correct horse battery")
        for name in ("lead", "reviewer", "colleague", "newcomer")
    )
    project = create_project(
        slug="concurrency", name=f"Concurrency {HOSTILE}", lead=lead, price_minor=6400, guidelines="Cite *findings*."
    )
    for person in (reviewer, colleague):
        add_member(project, person, Role.REVIEWER)
    records = [
        task_record("ordinary", "Thread-safe cache"),
        task_record("hostile", HOSTILE, candidates=1, prompt=f"{HOSTILE}\n\n[go](javascript:alert(3))"),
    ]
    import_tasks(project, records)
    task, hostile = project.tasks.order_by("number")
    return World(reviewer, colleague, lead, newcomer, project, task, hostile)


@pytest.fixture
def every_page(world: World) -> dict[str, Page]:
    """Each kind of page with hostile data in it, by a name."""
    review = world.submit(world.reviewer, world.hostile)
    mine = world.claim(world.reviewer, world.task)
    see: Callable[[User | None, str], Page] = world.page
    return {
        "landing": see(None, "/"),
        "sign-in": see(None, "/accounts/login/"),
        "queue": see(world.colleague, "/queue/"),
        "preview": see(world.colleague, f"/queue/{world.hostile.public_id}/"),
        "workbench": see(world.reviewer, f"/review/{mine.public_id}/"),
        "workbench, submitted": see(world.reviewer, f"/review/{review.assignment.public_id}/"),
        "projects": see(world.lead, "/projects/"),
        "project": see(world.lead, "/projects/concurrency/"),
        "review": see(world.lead, f"/projects/concurrency/reviews/{review.public_id}/"),
        "not found": see(world.lead, "/nowhere/"),
    }
