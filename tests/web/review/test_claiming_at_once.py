"""The next task is claimed in one statement; whatever is out of the ordinary is decided under the task's lock."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.api.conftest import Calling
from tests.web.pages.world import World, task_record

from assay.domain.task import Candidate
from assay.domain.task import Task as Record
from assay_web.projects.models import Budget, Project
from assay_web.projects.selectors import spending
from assay_web.projects.services.holding import hold
from assay_web.review import services
from assay_web.review.models import Assignment, AssignmentEvent, AssignmentState, Draft  # type: ignore[attr-defined]  # made by pghistory
from assay_web.review.selectors.queue import claimable, open_projects
from assay_web.review.services.claiming_at_once import MOST_CANDIDATES, UNDECIDED, claim_one_of
from assay_web.tasks.models import Task
from assay_web.tasks.services import import_tasks


def taken(world: World, *tasks: Task) -> Assignment:
    """What is claimed out of these by one statement."""
    with CaptureQueriesContext(connection) as captured:
        mine = claim_one_of(world.reviewer, open_projects(world.reviewer), [one.pk for one in tasks])
    assert sum("review_assignment" in one["sql"] for one in captured) == 1
    assert isinstance(mine, Assignment)
    return mine


def many_candidates(count: int) -> Record:
    made = task_record("many", "Many")
    return made.model_copy(
        update={"candidates": tuple(Candidate(id=f"c{n}", files={"app.py": f"{n}\n"}) for n in range(count))}
    )


def undecided(world: World, task: Task) -> bool:
    return claim_one_of(world.reviewer, open_projects(world.reviewer), [task.pk]) is UNDECIDED


def test_all_that_a_claim_leaves_comes_of_one_statement(world: World) -> None:
    mine = taken(world, world.hostile, world.task)
    stored = Assignment.objects.get()
    for name in (field.attname for field in Assignment._meta.concrete_fields):
        assert getattr(mine, name) == getattr(stored, name), name
    assert (stored.task_id, stored.reviewer_id, stored.slot) == (world.hostile.pk, world.reviewer.pk, 1)
    assert stored.price_minor == world.hostile.price_minor
    assert stored.lease_expires_at - stored.claimed_at == timedelta(minutes=world.project.lease_minutes)
    assert sorted(stored.order) == list(range(world.hostile.candidates.count()))
    draft = Draft.objects.get()
    assert (draft.assignment_id, draft.version, draft.body["findings"]) == (stored.pk, 0, [])
    assert not Task.objects.get(pk=world.hostile.pk).filled  # one of two places
    assert spending(world.project).committed_minor == stored.price_minor
    assert not mine.task.project.sealed


def test_every_order_of_the_candidates_is_drawn_alike(world: World) -> None:
    import_tasks(world.project, [task_record(f"three-{n}", "Three", candidates=3) for n in range(180)])
    three = list(Task.objects.filter(title="Three"))
    orders = Counter(tuple(taken(world, one).order) for one in three)
    assert len(orders) == 6
    assert min(orders.values()) >= 10  # of 30 expected: less has a chance below 1 in 10,000


def test_the_history_knows_whose_request_it_was(world: World, calling: Calling) -> None:
    calling(world.reviewer).post("/api/v1/queue/next")
    (event,) = AssignmentEvent.objects.all()
    assert event.pgh_context.metadata == {"user": world.reviewer.pk, "url": "/api/v1/queue/next"}


def test_the_first_free_place_is_taken(world: World) -> None:
    first = world.claim(world.colleague, world.task)
    assert taken(world, world.task).slot == 2
    services.release(world.colleague, first.public_id)
    services.release(world.reviewer, Assignment.objects.get(reviewer=world.reviewer).public_id)
    assert world.claim(world.colleague, world.task).slot == 1


@pytest.mark.parametrize("why", ["held by me", "no place", "no budget", "not a member", "held", "closed", "unread"])
def test_what_is_not_on_offer_is_not_taken(world: World, why: str) -> None:
    projects = open_projects(world.reviewer)
    if why == "held by me":
        world.claim(world.reviewer, world.task)
    elif why == "no place":
        Task.objects.update(overlap=1)
        world.claim(world.colleague, world.task)
    elif why == "no budget":
        Budget.objects.update(total_minor=1)
    elif why == "not a member":
        world.reviewer.memberships.all().delete()
    elif why == "held":
        hold(world.project, world.reviewer.pk, "doubt", "Wait for word.")
    elif why == "closed":
        Project.objects.update(state="paused")
    else:
        Project.objects.update(must_acknowledge=True, guidelines="Read this.", guidelines_version=7)
    before = Assignment.objects.count()
    assert claim_one_of(world.reviewer, projects, [world.task.pk]) is None
    assert Assignment.objects.count() == before


def test_a_task_that_was_given_back_is_decided_under_its_lock_and_keeps_its_draft(world: World) -> None:
    mine = world.claim(world.reviewer, world.task)
    services.release(world.reviewer, mine.public_id)
    assert undecided(world, world.task)
    assert Assignment.objects.get().state == AssignmentState.RELEASED
    assert spending(world.project).committed_minor == 0
    Task.objects.exclude(pk=world.task.pk).update(overlap=1)
    while (given := services.claim_next(world.reviewer)) is not None and given.pk != mine.pk:
        pass
    assert given is not None
    assert given.order == mine.order


def test_a_place_whose_lease_ran_out_is_let_go_under_the_lock(world: World) -> None:
    theirs = world.claim(world.colleague, world.task)
    Assignment.objects.filter(pk=theirs.pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    assert undecided(world, world.task)
    assert not claimable(world.reviewer).exclude(pk=world.task.pk).exclude(pk=world.hostile.pk).exists()
    while services.claim_next(world.reviewer) is not None:
        pass
    theirs.refresh_from_db()
    assert theirs.state == AssignmentState.EXPIRED


def test_what_the_database_refuses_undoes_nothing_else_of_the_transaction(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:  # as if somebody had spent it between look and claim
        cursor.execute(
            "CREATE FUNCTION spend() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " UPDATE projects_budget SET total_minor = 0; RETURN NEW; END $$"
        )
        cursor.execute("CREATE TRIGGER spend BEFORE INSERT ON review_assignment FOR EACH ROW EXECUTE FUNCTION spend()")
    with transaction.atomic():
        Project.objects.update(name="Kept")
        assert undecided(world, world.task)
    assert Project.objects.get().name == "Kept"
    assert not Assignment.objects.exists()


def test_more_candidates_than_are_drawn_at_once_are_decided_elsewhere(world: World) -> None:
    import_tasks(world.project, [many_candidates(MOST_CANDIDATES + 1)])
    many = Task.objects.get(record_id="many")
    assert undecided(world, many)
    assert sorted(world.claim(world.reviewer, many).order) == list(range(MOST_CANDIDATES + 1))
