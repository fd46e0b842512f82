"""The counts of a project are those of its rows at every moment, whether or not they were added up."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Sum
from tests.web.pages.world import World, task_record

from assay_web.projects.services import create_project
from assay_web.review import services
from assay_web.review.models import Assignment
from assay_web.tasks import counting
from assay_web.tasks.counting import add_up, counts
from assay_web.tasks.models import Candidate, EvidenceState, Tally, Task
from assay_web.tasks.services import import_tasks


def counted(world: World) -> Counter[str]:
    """The same from the rows themselves."""
    tasks = Task.objects.filter(project=world.project)
    found = Counter(task=tasks.count(), place=tasks.aggregate(n=Sum("overlap"))["n"] or 0)
    for state in Candidate.objects.filter(task__in=tasks).values_list("evidence_state", flat=True):
        found[f"candidate {state}"] += 1
    for state in Assignment.objects.filter(task__in=tasks).values_list("state", flat=True):
        found[f"assignment {state}"] += 1
    return +found


def agree(world: World) -> bool:
    """Whether both say the same."""
    return +Counter(counts(world.project)) == counted(world)


def test_counts_follow_every_change(world: World) -> None:
    assert agree(world)
    import_tasks(world.project, [task_record(f"t{number}", "T") for number in range(5)])
    assert agree(world)
    mine = world.claim(world.reviewer, world.task)
    services.release(world.reviewer, mine.public_id)
    review = world.submit(world.reviewer, world.task)
    assert agree(world)
    services.return_review(world.lead, world.project, review.public_id, "why")
    Candidate.objects.filter(task=world.task).update(evidence_state=EvidenceState.FAILED)
    Task.objects.filter(pk=world.hostile.pk).update(overlap=5)
    assert agree(world)
    Task.objects.filter(project=world.project, record_id="t3").delete()
    assert agree(world)


def test_other_projects_do_not_count(world: World) -> None:
    other = create_project(slug="other", name="Other", lead=world.lead, price_minor=100)
    assert counts(other) == {}
    import_tasks(other, [task_record("only", "T", candidates=1)])
    assert counts(other) == {"task": 1, "place": 2, "candidate pending": 1}
    assert agree(world)


def test_adding_up_leaves_one_row_for_each_count(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MANY", 0)
    world.submit(world.reviewer, world.task)
    before = counts(world.project)
    assert add_up() == 1
    assert counts(world.project) == {name: n for name, n in before.items() if n}
    assert Tally.objects.filter(project=world.project).count() == len(counts(world.project))
    assert agree(world)


def test_few_rows_are_left_alone(world: World) -> None:
    assert Tally.objects.filter(project=world.project).exists()
    assert add_up() == 0
