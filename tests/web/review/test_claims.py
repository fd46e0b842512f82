"""Claiming under real concurrency: never more than the overlap, nobody twice, no deadlock, the price frozen."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from tests.web.pages.world import World, task_record

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import Budget, Project, Role
from assay_web.projects.services import add_member, create_project
from assay_web.projects.services.holding import hold
from assay_web.review import services
from assay_web.review.models import GONE_STATES, Assignment, AssignmentState
from assay_web.tasks.models import Task
from assay_web.tasks.services import import_tasks

REVIEWERS, TASKS, OVERLAP = 12, 10, 3


@pytest.fixture
def crowd(transactional_db: None) -> tuple[Project, list[User]]:
    lead = create_user("lead@example.org", "correct horse battery")
    project = create_project(slug="crowd", name="Crowd", lead=lead, price_minor=1000, overlap=OVERLAP)
    people = [create_user(f"reviewer{number}@example.org", "correct horse battery") for number in range(REVIEWERS)]
    for person in people:
        add_member(project, person, Role.REVIEWER)
    import_tasks(project, [task_record(f"task-{number}", f"Task {number}") for number in range(TASKS)])
    return project, people


def at_once(works: list[Callable[[], None]]) -> list[BaseException]:
    """Each in a thread with a connection of its own; what went wrong in any of them."""
    wrong: list[BaseException] = []
    ready = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        ready.wait()
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - shown by the test
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads)
    return wrong


def test_the_queue_is_emptied_to_the_last_place_and_no_further(crowd: tuple[Project, list[User]]) -> None:
    _, people = crowd

    def take_all(person: User) -> None:
        while services.claim_next(person) is not None:
            pass

    assert at_once([lambda person=person: take_all(person) for person in people]) == []  # type: ignore[misc]

    held = Assignment.objects.exclude(state__in=GONE_STATES)
    assert Counter(held.values_list("task", flat=True)) == dict.fromkeys(
        Task.objects.values_list("pk", flat=True), OVERLAP
    )
    assert max(Counter(held.values_list("task", "reviewer")).values()) == 1
    assert set(held.values_list("slot", flat=True)) == {1, 2, 3}


def test_the_last_place_goes_to_one_of_many(crowd: tuple[Project, list[User]]) -> None:
    project, people = crowd
    task = project.tasks.order_by("number")[0]
    Task.objects.filter(pk=task.pk).update(overlap=1)
    won: list[int] = []

    def claim(person: User) -> None:
        try:
            services.claim(person, task.public_id)
        except Refusal:
            return
        won.append(person.pk)

    assert at_once([lambda person=person: claim(person) for person in people]) == []  # type: ignore[misc]
    assert len(won) == 1
    assert list(Assignment.objects.values_list("reviewer", flat=True)) == won


def test_taking_and_giving_back_leaves_no_place_lost(crowd: tuple[Project, list[User]]) -> None:
    _, people = crowd

    def come_and_go(person: User) -> None:
        for _ in range(6):
            assignment = services.claim_next(person)
            if assignment is not None:
                services.release(person, assignment.public_id)

    assert at_once([lambda person=person: come_and_go(person) for person in people]) == []  # type: ignore[misc]
    assert not Assignment.objects.exclude(state__in=GONE_STATES).exists()
    assert services.claim_next(people[0]) is not None


def test_thirty_two_people_come_and_go_on_a_hundred_tasks(transactional_db: None) -> None:
    lead = create_user("lead@example.org", None)
    project = create_project(slug="crowd", name="Crowd", lead=lead, price_minor=1000, overlap=OVERLAP)
    people = [create_user(f"reviewer{number}@example.org", None) for number in range(32)]
    for person in people:
        add_member(project, person, Role.REVIEWER)
    import_tasks(project, [task_record(f"task-{number}", f"Task {number}") for number in range(100)])
    Budget.objects.update(total_minor=300 * 1000)
    seen: list[int] = []

    def work(person: User) -> None:
        turn = 0
        while (assignment := services.claim_next(person)) is not None:
            turn += 1
            if turn == 4:  # once each: give one back, which somebody else or the same person takes
                services.release(person, assignment.public_id)
            task = Assignment.objects.filter(task=assignment.task_id).exclude(state__in=GONE_STATES)
            seen.append(task.count())

    assert at_once([lambda person=person: work(person) for person in people]) == []  # type: ignore[misc]

    assert max(seen) <= OVERLAP
    held = Assignment.objects.exclude(state__in=GONE_STATES)
    assert Counter(held.values_list("task", flat=True)) == dict.fromkeys(project.tasks.values_list("pk", flat=True), 3)
    assert max(Counter(held.values_list("task", "reviewer")).values()) == 1
    assert not project.tasks.filter(filled=False).exists()
    project.budget.refresh_from_db()
    assert project.budget.committed_minor == 300 * 1000


def test_the_price_is_frozen_and_a_raise_reaches_who_claims_anew(world: World) -> None:
    assignment = world.claim(world.reviewer, world.task)
    Task.objects.filter(pk=world.task.pk).update(price_minor=100)
    assignment.refresh_from_db()
    assert assignment.price_minor == 6400
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=assignment.pk).update(price_minor=100)


def test_a_run_out_lease_frees_the_place_and_keeps_the_draft_for_its_author(world: World) -> None:
    Task.objects.filter(pk=world.task.pk).update(overlap=1)
    mine = world.claim(world.reviewer, world.task)
    order = mine.order
    Assignment.objects.filter(pk=mine.pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))

    theirs = world.claim(world.colleague, world.task)
    mine.refresh_from_db()
    assert mine.state == AssignmentState.EXPIRED
    with pytest.raises(Refusal, match="Somebody was faster"):
        world.claim(world.reviewer, world.task)

    services.release(world.colleague, theirs.public_id)
    again = world.claim(world.reviewer, world.task)
    assert (again.pk, again.order) == (mine.pk, order)


def test_the_database_refuses_a_place_beyond_the_overlap(world: World) -> None:
    assignment = world.claim(world.reviewer, world.task)
    with pytest.raises(IntegrityError, match="has no slot 3"), transaction.atomic():
        Assignment.objects.filter(pk=assignment.pk).update(slot=3)


def test_nobody_reviews_a_task_twice(world: World) -> None:
    world.submit(world.reviewer, world.hostile)
    with pytest.raises(Refusal, match="reviewed this task already"):
        world.claim(world.reviewer, world.hostile)


def test_a_task_is_filled_while_its_places_are_taken(world: World) -> None:
    def filled() -> bool:
        return Task.objects.get(pk=world.task.pk).filled

    mine = world.claim(world.reviewer, world.task)
    assert not filled()
    theirs = world.claim(world.colleague, world.task)
    assert filled()
    services.release(world.reviewer, mine.public_id)
    assert not filled()
    world.submit(world.reviewer, world.task)
    assert filled()
    Assignment.objects.filter(pk=theirs.pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    assert services.expire_run_out_leases() == 1
    assert not filled()


def test_a_task_is_filled_by_as_many_as_are_wanted(world: World) -> None:
    def filled(overlap: int) -> bool:
        Task.objects.filter(pk=world.task.pk).update(overlap=overlap)
        return Task.objects.get(pk=world.task.pk).filled

    world.claim(world.reviewer, world.task)
    assert filled(1)
    assert not filled(3)
    assert filled(1)


def test_a_place_whose_lease_ran_out_is_let_go_before_there_is_said_to_be_none(world: World) -> None:
    Task.objects.update(overlap=1)
    held = [world.claim(world.colleague, task) for task in (world.task, world.hostile)]
    assert services.claim_next(world.reviewer) is None
    Assignment.objects.filter(pk=held[0].pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    given = services.claim_next(world.reviewer)
    assert given is not None
    assert given.task_id == world.task.pk


def test_an_assignment_belongs_to_the_project_of_its_task(world: World) -> None:
    mine = world.claim(world.reviewer, world.task)
    assert mine.project_id == world.project.pk
    assert Assignment.objects.get(pk=mine.pk).project_id == world.project.pk


def test_a_hold_that_comes_between_look_and_claim_is_a_refusal(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def confirmed(user: User, project: Project) -> bool:
        hold(project, user.pk, "doubt", "Wait for word.")
        return True

    monkeypatch.setattr("assay_web.review.services.claims.has_acknowledged", confirmed)
    with pytest.raises(Refusal, match="gives you no new tasks for now"):
        services.claim(world.reviewer, world.task.public_id)
    assert not Assignment.objects.exists()
