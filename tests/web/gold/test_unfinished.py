"""A first pass is locked as it stands: what is unfinished in it is no find, and holds up nobody's grade."""

from __future__ import annotations

import pgtrigger
import pytest
from tests.web.gold.gold import hand_in, named, planted_in
from tests.web.pages.world import World

from assay_web.gold.models import GoldResult
from assay_web.gold.services import grade_gold
from assay_web.projects.models import Project
from assay_web.review.models import Assignment, Review


@pytest.fixture
def two(world: World) -> tuple[Assignment, Assignment]:
    """Planted tasks that the reviewer and the colleague have accepted."""
    Project.objects.filter(pk=world.project.pk).update(justification_min=0)
    tasks = [planted_in(world, number).task for number in (1, 2)]
    assert tasks[0] is not None
    assert tasks[1] is not None
    return world.claim(world.reviewer, tasks[0]), world.claim(world.colleague, tasks[1])


@pytest.mark.parametrize(
    "changes", [{"title": " ", "explanation": ""}, {"start_line": 3, "end_line": 2}, {"candidate": "Q"}]
)
def test_what_is_unfinished_counts_for_nothing(
    world: World, two: tuple[Assignment, Assignment], changes: dict[str, object]
) -> None:
    hand_in(world.reviewer, two[0], [named()], first=[named() | changes])
    hand_in(world.colleague, two[1], [named()])
    assert grade_gold() == 2
    assert grade_gold() == 0
    caught = dict(GoldResult.objects.values_list("user", "caught"))
    assert caught == {world.reviewer.pk: False, world.colleague.pk: True}


def test_one_that_cannot_be_graded_holds_up_no_other(world: World, two: tuple[Assignment, Assignment]) -> None:
    review = hand_in(world.reviewer, two[0], [named()])
    hand_in(world.colleague, two[1], [named()])
    with pgtrigger.ignore():
        Review.objects.filter(pk=review.pk).update(body=review.body | {"verdicts": {"Q": "accept"}})
    assert grade_gold() == 1
    assert list(GoldResult.objects.values_list("user", flat=True)) == [world.colleague.pk]
