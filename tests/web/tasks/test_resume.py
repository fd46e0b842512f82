"""An import that stops half-way goes on by being run again: nothing double, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.web.pages.world import World, task_record

from assay.domain.task import Task
from assay.errors import InputError, RecordError
from assay_web.projects.models import Project, ProjectState
from assay_web.tasks import services
from assay_web.tasks.models import Candidate
from assay_web.tasks.services import import_tasks, resume_import

MANY = [task_record(f"many-{n}", f"Task {n}", prompt=f"Say {n}") for n in range(7)]


class Killed(BaseException):
    """What stops a process stops at no handler."""


def killed_after(count: int) -> Iterator[Task]:
    yield from MANY[:count]
    raise Killed


@pytest.fixture(autouse=True)
def small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "FEWEST", 2)
    monkeypatch.setattr(services, "MOST", 2)


def test_killed_half_way_and_run_again(world: World) -> None:
    with pytest.raises(Killed):
        resume_import(world.project, killed_after(5))
    stored = world.project.tasks.filter(record_id__startswith="many")
    assert stored.count() == 4
    report = resume_import(world.project, iter(MANY))
    assert (report.tasks, report.passed_over) == (3, 4)
    assert sorted(stored.values_list("record_id", flat=True)) == [one.id for one in MANY]
    numbers = list(world.project.tasks.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))
    ours = set(Candidate.objects.filter(task__in=stored).values_list("pk", flat=True))
    queued = [one for job in ProcrastinateJob.objects.all() for one in job.args.get("candidate_ids", []) if one in ours]
    assert sorted(queued) == sorted(ours)


def test_all_of_it_again_changes_nothing(world: World) -> None:
    resume_import(world.project, MANY)
    report = resume_import(world.project, MANY)
    assert (report.tasks, report.candidates, report.passed_over) == (0, 0, 7)


def test_the_same_content_under_another_id_is_there_already(world: World) -> None:
    resume_import(world.project, MANY)
    report = resume_import(world.project, [task_record("renamed", "Another title", prompt="Say 3")])
    assert (report.tasks, report.passed_over) == (0, 1)


def test_a_candidate_twice_is_another_task_than_once(world: World) -> None:
    once = task_record("once", "Once", prompt="Say it")
    twice = once.model_copy(
        update={
            "id": "twice",
            "candidates": tuple(once.candidates[0].model_copy(update={"id": name}) for name in ("first", "second")),
        }
    )
    single = once.model_copy(update={"candidates": once.candidates[:1]})
    resume_import(world.project, [twice])
    assert resume_import(world.project, [single]).tasks == 1
    assert resume_import(world.project, [single, twice]).passed_over == 2


@pytest.mark.parametrize("how", [import_tasks, resume_import])
def test_a_closed_project_takes_nothing(world: World, how: Callable[..., object]) -> None:
    Project.objects.filter(pk=world.project.pk).update(state=ProjectState.CLOSED)
    with pytest.raises(InputError, match="is closed"):
        how(world.project, MANY)  # which was read while it was open
    assert not world.project.tasks.filter(record_id__startswith="many").exists()


def test_another_content_under_the_same_id_is_refused(world: World) -> None:
    resume_import(world.project, MANY)
    with pytest.raises(InputError, match="has a task 'many-3' already"):
        resume_import(world.project, [task_record("many-3", "Task 3", prompt="Say something else")])


def test_a_wrong_record_stops_it_and_what_came_before_stays(world: World) -> None:
    with pytest.raises(RecordError, match="no such thing"):
        resume_import(world.project, [*MANY[:3], RecordError("no such thing"), *MANY[3:]])
    assert world.project.tasks.filter(record_id__startswith="many").count() == 3
    with pytest.raises(InputError, match="no task to import"):
        resume_import(world.project, [])


def test_the_lots_before_the_end_last_when_it_is_stopped_between_two(world: World) -> None:
    seen: list[int] = []

    def stop_after_two() -> None:
        seen.append(world.project.tasks.filter(record_id__startswith="many").count())
        if len(seen) == 2:
            raise Killed

    with pytest.raises(Killed):
        resume_import(world.project, MANY, after_lot=stop_after_two)
    assert seen == [2, 4]
    assert world.project.tasks.filter(record_id__startswith="many").count() == 4
