"""Evidence over a whole project: each candidate counts once whatever befalls workers, stopped and resumed whole."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.web.pages.world import World, task_record
from tests.web.review.test_authorization import undone
from tests.web.tasks.working import Died, Examining, do, end, examining, fetch, take_over_at_once, work

from assay.domain.task import Language
from assay.errors import SandboxUnavailable
from assay_web.kit.refusals import Conflict, Refusal
from assay_web.operations.taking_over import MOST_STARTS
from assay_web.projects.models import Project
from assay_web.projects.services import create_project
from assay_web.tasks import collecting, jobs, portions
from assay_web.tasks.collecting import Standing, resume, start, stop
from assay_web.tasks.evidence_queue import INTERACTIVE, URGENT, enqueue_evidence
from assay_web.tasks.models import Candidate, Collection, CollectionState, CollectionWhich, EvidenceState, Portion, Task
from assay_web.tasks.services import import_tasks

TASKS = 60
ALL, MISSING = CollectionWhich.ALL, CollectionWhich.MISSING

__all__ = ["examining"]


@pytest.fixture
def large(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Some dozens of tasks in small portions, of which nothing is examined and nothing is queued."""
    monkeypatch.setattr(portions, "OPEN", 4)
    monkeypatch.setattr(portions, "TASKS", 3)
    import_tasks(world.project, [task_record(f"t{n}", f"Task {n}", prompt=f"Write {n}.") for n in range(TASKS)])
    forget_jobs()
    return world


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def candidates(project: Project) -> set[int]:
    return set(Candidate.objects.filter(task__project=project).values_list("pk", flat=True))


def standing(found: Collection) -> Standing:
    return collecting.standing_of(found.started_by, found.public_id)


def told(found: Collection) -> tuple[str, int, int, int]:
    """State, tasks that are dealt with, candidates examined and not."""
    now = standing(found)
    return now.collection.state, now.passed, now.examined, now.failed


def open_jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name=portions.WORK, status__in=["todo", "doing"]).count()


def test_each_candidate_is_examined_and_counted_once_with_few_jobs_in_the_queue(
    large: World, examining: Examining
) -> None:
    found = start(large.lead, large.project, MISSING)
    assert told(found) == (CollectionState.RUNNING, 0, 0, 0)
    most = 0
    while work(1):
        most = max(most, open_jobs())
    everything = candidates(large.project)
    assert told(found) == (CollectionState.DONE, TASKS + 2, len(everything), 0)
    assert Counter(examining.order) == Counter(everything)
    assert 1 < most <= portions.OPEN
    assert standing(found).collection.finished_at
    assert not Portion.objects.exists()


def test_how_far_it_is_lies_behind_what_is_in_hand(large: World, examining: Examining) -> None:
    found = start(large.lead, large.project, ALL)
    work(2)
    assert open_jobs() == portions.OPEN
    now = standing(found)
    assert (now.passed, now.examined, now.percent) == (portions.TASKS, len(examining.order), 4)


def test_tasks_that_are_not_wanted_are_passed_a_reach_at_a_time(
    large: World, examining: Examining, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "REACH", 7)
    last = Candidate.objects.order_by("-task__number")[0]
    Candidate.objects.exclude(pk=last.pk).update(evidence_state=EvidenceState.READY)
    found = start(large.lead, large.project, MISSING)
    with CaptureQueriesContext(connection) as asked:
        work(1)
    assert 0 < standing(found).passed <= 7
    assert not examining.order
    assert len(asked) < 25
    work()
    assert (told(found), examining.order) == ((CollectionState.DONE, TASKS + 2, 1, 0), [last.pk])


def test_what_is_examined_is_passed_over_unless_all_is_asked_for(large: World, examining: Examining) -> None:
    ready = sorted(candidates(large.project))[:50]
    Candidate.objects.filter(pk__in=ready).update(evidence_state=EvidenceState.READY)
    start(large.lead, large.project, MISSING)
    work()
    assert set(examining.order) == candidates(large.project) - set(ready)
    start(large.lead, large.project, ALL)
    work()
    assert Counter(examining.order[-len(candidates(large.project)) :]) == Counter(candidates(large.project))


def test_a_language_may_be_chosen(large: World, examining: Examining) -> None:
    chosen = Task.objects.filter(project=large.project, number__in=[5, 40])
    chosen.update(language=Language.GO)
    start(large.lead, large.project, ALL, Language.GO)
    work()
    assert set(examining.order) == set(Candidate.objects.filter(task__in=chosen).values_list("pk", flat=True))


def test_a_stop_takes_effect_at_the_next_candidate_and_what_follows_goes_on_there(
    large: World, examining: Examining
) -> None:
    found = start(large.lead, large.project, MISSING)
    work(3)
    before = len(examining.order)
    job = fetch()
    assert job
    examining.then = lambda: stop(found)
    do(job)
    examining.then = lambda: None
    end(job)
    assert (len(examining.order), open_jobs(), work()) == (before + 1, 0, 0)
    assert told(found)[::2] == (CollectionState.STOPPED, before + 1)

    resume(found)
    work()
    everything = candidates(large.project)
    assert told(found) == (CollectionState.DONE, TASKS + 2, len(everything), 0)
    assert Counter(examining.order) == Counter(everything)


def test_what_could_not_be_examined_is_counted_and_what_was_known_is_kept(large: World, examining: Examining) -> None:
    first, second, third, *others = sorted(candidates(large.project))
    Candidate.objects.filter(pk__in=[first, *others]).update(evidence_state=EvidenceState.READY)
    examining.broken = dict.fromkeys((first, second), SandboxUnavailable("no sandbox"))
    found = start(large.lead, large.project, ALL)
    work()
    assert told(found) == (CollectionState.DONE, TASKS + 2, len(others) + 1, 2)
    states = dict(Candidate.objects.values_list("pk", "evidence_state"))
    assert (states[first], states[second], states[third]) == (
        EvidenceState.READY,
        EvidenceState.FAILED,
        EvidenceState.READY,
    )


def test_an_error_of_ours_costs_one_candidate(large: World, examining: Examining) -> None:
    wrong = sorted(candidates(large.project))[4]
    examining.broken[wrong] = ZeroDivisionError()
    found = start(large.lead, large.project, ALL)
    work(1)
    with pytest.raises(ZeroDivisionError):
        work()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'doing'")
    work()
    assert told(found) == (CollectionState.DONE, TASKS + 2, len(candidates(large.project)) - 1, 1)
    assert "our fault" in Candidate.objects.get(pk=wrong).evidence_problem


def test_a_candidate_that_ends_its_workers_is_given_up_and_the_others_go_on(large: World, examining: Examining) -> None:
    found = start(large.lead, large.project, ALL)
    work(1)
    deadly = 0
    for _ in range(MOST_STARTS):
        job = fetch()
        assert job
        examining.deaths = 3 if not deadly else 1
        with suppress(Died):
            do(job)
        deadly = deadly or examining.order[-1]
        assert examining.order[-1] == deadly
        assert take_over_at_once() == 1
    work()
    assert told(found) == (CollectionState.DONE, TASKS + 2, len(candidates(large.project)) - 1, 1)
    assert f"workers ended {MOST_STARTS} times" in Candidate.objects.get(pk=deadly).evidence_problem


def test_a_worker_that_comes_back_after_another_took_over_counts_nothing(large: World, examining: Examining) -> None:
    found = start(large.lead, large.project, ALL)
    work(1)
    job = fetch()
    assert job
    portion = Portion.objects.get(job_id=job.id).pk
    frozen = portions.take_up(portion, job)
    assert frozen
    take_over_at_once()
    other = fetch()
    assert other
    assert other.id == job.id
    held = portions.take_up(portion, other)
    assert held
    assert not portions.note(frozen, 1, examined=True)
    assert portions.note(held, 1, examined=True)
    portions.hand_on(frozen)
    assert portions.take_up(portion, job) is None
    assert told(found)[2] == 1
    portions.hand_on(held)
    end(other)
    assert portions.take_up(portion, other) is None
    work()
    assert told(found)[2:] == (len(candidates(large.project)), 0)


STEPS = ("work", "work", "die at once", "die later", "die at the end", "stop", "resume", "discard", "look after")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS), min_size=5, max_size=25))
def test_whatever_befalls_workers_and_queue_each_candidate_counts_once(world: World, steps: list[str]) -> None:
    with undone(), pytest.MonkeyPatch.context() as patch:
        seen = Examining()
        patch.setattr(jobs, "examine_candidate", seen)
        for name, value in (("OPEN", 3), ("TASKS", 1), ("REACH", 4)):
            patch.setattr(portions, name, value)
        import_tasks(world.project, [task_record(f"t{n}", f"Task {n}") for n in range(8)])
        forget_jobs()
        found = start(world.lead, world.project, ALL)
        for step in steps:
            befall(step, found, seen)
        befall("resume", found, seen)
        for _ in range(100):
            take_over_at_once()
            portions.look_after()
            if not work():
                break
        everything = candidates(world.project)
        assert told(found) == (CollectionState.DONE, 10, len(everything), 0)
        assert set(seen.order) == everything


def befall(step: str, found: Collection, seen: Examining) -> None:
    """One step; ends that would give a candidate up are left out, as they have a test of their own."""
    if step in {"stop", "resume"}:
        try:
            {"stop": stop, "resume": resume}[step](found)
        except Conflict:
            return
    elif step == "look after":
        portions.look_after()
    elif step == "discard":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = (SELECT min(id) FROM procrastinate_jobs)")
    elif (job := fetch()) is not None:
        seen.deaths = {"die at once": 1, "die later": 2}.get(step, 0) if job.attempts < MOST_STARTS - 2 else 0
        with suppress(Died):
            do(job)
            if step != "die at the end" or job.attempts >= MOST_STARTS - 2:
                end(job)
        seen.deaths = 0
        take_over_at_once()


def test_a_collection_whose_jobs_are_gone_goes_on(large: World, examining: Examining) -> None:
    found = start(large.lead, large.project, ALL)
    work(2)
    forget_jobs()
    assert (work(), portions.look_after(), portions.look_after()) == (0, portions.OPEN, 0)
    work()
    assert told(found)[2] == len(candidates(large.project))


def test_whatever_somebody_waits_for_comes_first(large: World, examining: Examining) -> None:
    start(large.lead, large.project, ALL)
    work(1)
    enqueue_evidence(sorted(candidates(large.project))[:1])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority) VALUES (%s, 'assay.run', %s)",
            [INTERACTIVE, URGENT],
        )
    given_out = [fetch(("interactive", "bulk")) for _ in range(3)]
    assert [one and one.task_name for one in given_out] == ["assay.run", "assay.collect_evidence", portions.WORK]


def test_one_at_a_time_in_a_project_that_has_tasks(world: World) -> None:
    empty = create_project(slug="empty", name="Empty", lead=world.lead, price_minor=100)
    with pytest.raises(Refusal, match="no tasks"):
        start(world.lead, empty, ALL)
    first = start(world.lead, world.project, MISSING)
    with pytest.raises(Conflict):
        start(world.lead, world.project, ALL)
    with pytest.raises(Conflict):
        resume(first)
    stop(first)
    with pytest.raises(Conflict):
        stop(first)
    second = start(world.lead, world.project, ALL)
    with pytest.raises(Conflict):
        resume(first)
    stop(second)
    resume(first)
    assert [told(one)[0] for one in (first, second)] == [CollectionState.RUNNING, CollectionState.STOPPED]
