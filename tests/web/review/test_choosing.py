"""The next task is the one that teaches most per minute; an even share is drawn from all."""

from __future__ import annotations

import random
from collections import Counter
from itertools import chain

import pytest
from tests.web.opinions import say
from tests.web.pages.world import World, task_record

from assay.workflows.choose import Open, most_telling_first
from assay_web.insight.services import take_in
from assay_web.review import choosing
from assay_web.review.choosing import next_tasks
from assay_web.review.selectors.queue import claimable, open_projects
from assay_web.tasks.models import Task
from assay_web.tasks.services import import_tasks


class Even(random.Random):
    """Draws as told, for the share that is drawn evenly."""

    def __init__(self, share: float) -> None:
        super().__init__(7)
        self.share = share

    def random(self) -> float:
        return self.share

    def getrandbits(self, k: int, /) -> int:
        """Even otherwise: without this method, whole numbers would be drawn from the share."""
        return super().getrandbits(k)


def test_the_least_certain_verdict_per_minute_comes_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    import_tasks(world.project, [task_record("third", "Third"), task_record("long", "Long")])
    minutes = {"ordinary": 20, "hostile": 20, "third": 20, "long": 90}
    ids = {}
    for name, value in minutes.items():
        Task.objects.filter(record_id=name).update(expected_minutes=value)
        ids[name] = Task.objects.get(record_id=name).pk
    chances = {
        ids["ordinary"]: {"reject": 0.98, "accept": 0.02},
        ids["hostile"]: {"reject": 0.5, "accept": 0.5},
    }
    monkeypatch.setattr(choosing, "_sources", [lambda tasks: {one: chances[one] for one in tasks if one in chances}])
    order = [*chain.from_iterable(next_tasks(world.reviewer, open_projects(world.reviewer), Even(0.9)))]
    assert order == [ids[name] for name in ("third", "hostile", "long", "ordinary")]


def test_an_even_draw_reaches_every_task(world: World) -> None:
    import_tasks(world.project, [task_record(f"t{number}", "T") for number in range(6)])
    source = Even(0.1)
    first = Counter(next(next_tasks(world.reviewer, open_projects(world.reviewer), source))[0] for _ in range(200))
    assert set(first) == set(world.project.tasks.values_list("pk", flat=True))


def test_an_even_draw_gives_each_task_the_same_chance_however_many_before_it_are_gone(world: World) -> None:
    import_tasks(world.project, [task_record(f"t{number}", "T") for number in range(40)])
    Task.objects.filter(number__lte=30).update(filled=True)
    source = Even(0.1)
    first = Counter(next(next_tasks(world.reviewer, open_projects(world.reviewer), source))[0] for _ in range(600))
    left = world.project.tasks.filter(number__gt=30).count()
    assert len(first) == left
    assert max(first.values()) < 2 * 600 / left


def test_the_last_task_is_drawn_however_many_are_gone(world: World) -> None:
    import_tasks(world.project, [task_record(f"t{number}", "T") for number in range(400)])
    Task.objects.exclude(number=200).update(filled=True)
    source = Even(0.1)
    for _ in range(20):
        drawn = next(next_tasks(world.reviewer, open_projects(world.reviewer), source))
        assert list(drawn) == [Task.objects.get(number=200).pk]


def test_what_reviewers_said_decides(world: World) -> None:
    """The consensus is plugged in: a task that was reviewed once is worth less than one that nobody has seen."""
    Task.objects.update(expected_minutes=30)
    say(world, world.colleague, world.task)
    take_in()
    order = [*chain.from_iterable(next_tasks(world.reviewer, open_projects(world.reviewer), Even(0.9)))]
    assert order == [world.hostile.pk, world.task.pk]


def test_what_a_person_has_is_looked_up_and_not_gone_through(world: World) -> None:
    """However few rows there were when it was planned: a plan for an empty table lives as long as its session."""
    plan = claimable(world.reviewer).order_by("expected_minutes", "id")[:64].explain()
    assert plan.count("hashed SubPlan") >= 2  # what they have, and what is planted


@pytest.mark.parametrize("seed", range(20))
def test_of_tasks_that_nobody_has_reviewed_the_order_is_that_of_the_engine(seed: int) -> None:
    source = random.Random(seed)  # noqa: S311 - not for secrets
    rows = [(number, source.randint(1, 4)) for number in source.sample(range(200), 40)]
    told = most_telling_first([Open(str(pk), {}, minutes) for pk, minutes in rows])
    assert [str(pk) for pk in choosing._most_telling_first(rows, {})] == list(told)
