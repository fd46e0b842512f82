"""What is spoken for of a budget: kept where there is a limit, worked out where there is none, and right in between."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from tests.web.pages.world import World, task_record

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.kit.refusals import Refusal
from assay_web.ledger.services import adjust
from assay_web.projects.models import Budget, Project, Role
from assay_web.projects.selectors import spending
from assay_web.projects.services import add_member, create_project
from assay_web.review import services
from assay_web.tasks.services import import_tasks

PRICE = 1000
_WAITING = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def test_without_a_limit_nothing_is_kept_and_the_sum_is_known(world: World) -> None:
    mine = world.claim(world.reviewer, world.task)
    world.claim(world.reviewer, world.hostile)
    assert Budget.objects.get().committed_minor == 0
    assert spending(world.project).committed_minor == mine.price_minor + world.hostile.price_minor
    services.release(world.reviewer, mine.public_id)
    assert spending(world.project).committed_minor == world.hostile.price_minor


def test_what_was_granted_counts_with_and_without_a_limit(world: World) -> None:
    adjust(world.lead, world.project, world.reviewer, 500, "thorough", key="a")
    assert spending(world.project).committed_minor == 500
    Budget.objects.update(total_minor=10_000)
    adjust(world.lead, world.project, world.reviewer, 700, "thorough", key="b")
    adjust(world.lead, world.project, world.reviewer, -200, "twice", key="c")
    assert Budget.objects.get().committed_minor == spending(world.project).committed_minor == 1000
    Budget.objects.update(total_minor=None)
    assert spending(world.project).committed_minor == 1000


def test_a_limit_counts_what_was_claimed_before_it_or_while_there_was_none(world: World) -> None:
    price = world.task.price_minor + world.hostile.price_minor
    world.claim(world.reviewer, world.task)
    Budget.objects.update(total_minor=price)
    assert Budget.objects.get().committed_minor == world.task.price_minor
    Budget.objects.update(total_minor=None)
    world.claim(world.reviewer, world.hostile)
    with pytest.raises(IntegrityError, match="budget_not_exceeded"), transaction.atomic():
        Budget.objects.update(total_minor=price - 1)
    Budget.objects.update(total_minor=price)
    assert Budget.objects.get().committed_minor == price
    with pytest.raises(Refusal, match="is used up"):
        world.claim(world.colleague, world.task)


@pytest.fixture
def crowd(transactional_db: None) -> tuple[Project, list[User]]:
    lead = create_user("lead@example.org", None)
    project = create_project(slug="crowd", name="Crowd", lead=lead, price_minor=PRICE, overlap=2)
    people = [create_user(f"reviewer{number}@example.org", None) for number in range(2)]
    for person in people:
        add_member(project, person, Role.REVIEWER)
    import_tasks(project, [task_record("one", "One")])
    return project, people


def while_open(first: Callable[[], object], then: Callable[[], object]) -> Future[object]:
    """Do ``then`` on a connection of its own while ``first`` is done and not stored, until it waits for that."""
    ended = threading.Event()

    def apart() -> object:
        try:
            return then()
        finally:
            connection.close()
            ended.set()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        first()
        work = pool.submit(apart)
        with connection.cursor() as cursor:
            waiting = 0
            while not waiting and not ended.wait(0.01):
                cursor.execute(_WAITING)
                ((waiting,),) = cursor.fetchall()
        assert waiting, "it did not wait"
    return work


def limit(to_minor: int) -> Callable[[], object]:
    return lambda: Budget.objects.update(total_minor=to_minor)


def test_a_limit_waits_for_what_is_being_claimed(crowd: tuple[Project, list[User]]) -> None:
    _, (first, second) = crowd
    while_open(lambda: services.claim_next(first), limit(PRICE)).result()
    assert Budget.objects.get().committed_minor == PRICE
    assert services.claim_next(second) is None


def test_a_limit_that_is_too_low_for_what_is_being_claimed_is_refused(crowd: tuple[Project, list[User]]) -> None:
    _, (first, _) = crowd
    limited = while_open(lambda: services.claim_next(first), limit(PRICE - 1))
    assert isinstance(limited.exception(), IntegrityError)
    assert Budget.objects.get().total_minor is None


@pytest.mark.parametrize(("limit_minor", "had"), [(PRICE, True), (PRICE - 1, False)])
def test_a_claim_waits_for_a_limit_that_is_being_set(
    crowd: tuple[Project, list[User]],
    limit_minor: int,
    had: bool,  # noqa: FBT001 - a case
) -> None:
    project, (first, _) = crowd
    claimed = while_open(limit(limit_minor), lambda: services.claim_next(first))
    assert (claimed.result() is not None) is had
    assert Budget.objects.get().committed_minor == spending(project).committed_minor == (PRICE if had else 0)


def test_claims_without_a_limit_do_not_wait_for_each_other(crowd: tuple[Project, list[User]]) -> None:
    project, (first, second) = crowd
    import_tasks(project, [task_record("two", "Two")])
    with pytest.raises(AssertionError, match="did not wait"):
        while_open(lambda: services.claim_next(first), lambda: services.claim_next(second))
