"""A small world: two reviewers, a lead, a newcomer; one project with an ordinary and a hostile task."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web.pages.world import Page, World, make_world

from assay_web.accounts.models import User


@pytest.fixture
def world(db: None) -> World:
    return make_world()


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
        "exports": see(world.lead, "/projects/concurrency/exports/"),
        "not found": see(world.lead, "/nowhere/"),
    }
