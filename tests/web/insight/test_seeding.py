"""Seeded projects look to everything else like projects in which people worked."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.web.pages.world import World

from assay_web.adjudication.models import Conflict
from assay_web.insight.figures import FIGURES
from assay_web.insight.models import Catch, EvidenceAnswer, Figures, Reading, TaskConsensus
from assay_web.projects.models import Project
from assay_web.review.models import Review, ReviewFinding
from assay_web.tasks.models import Task


def seeded(world: World, slug: str, *arguments: str) -> Project:
    call_command(
        "seed", slug, "--lead", world.lead.email, "--tasks", "12", "--contested", "6", "--reviewers", "4", *arguments,
        stderr=StringIO(),
    )  # fmt: skip
    return Project.objects.get(slug=slug)


@pytest.fixture
def project(world: World) -> Project:
    return seeded(world, "many")


def test_every_review_is_there_and_read(project: Project) -> None:
    assert Task.objects.filter(project=project).count() == 12
    assert Review.objects.count() == Reading.objects.filter(project=project).count() == 36
    assert sum(Reading.objects.values_list("findings", flat=True)) == ReviewFinding.objects.count()
    assert EvidenceAnswer.objects.filter(project=project).count() == 3 * 36
    assert TaskConsensus.objects.filter(project=project, reviews=3).count() == 12
    assert Figures.objects.filter(project=project).count() == len(FIGURES)


def test_conflicts_are_those_of_the_tasks_that_wait_for_nobody(project: Project) -> None:
    numbers = set(Conflict.objects.filter(project=project).values_list("task__number", flat=True))
    assert numbers
    assert max(numbers) <= 6


def test_a_seeded_review_opens_with_its_answers_to_evidence(world: World, project: Project) -> None:
    review = Review.objects.first()
    assert review is not None
    page = world.page(world.lead, f"/projects/many/reviews/{review.public_id}/")
    assert page.status == 200
    assert "looks at line 7" in page.text


def test_the_same_seed_makes_the_same_reviews_and_another_makes_others(world: World) -> None:
    def verdicts(project: Project) -> list[list[int]]:
        return list(
            Reading.objects.filter(project=project)
            .order_by("task__number", "assignment__slot")
            .values_list("verdicts", flat=True)
        )

    first = verdicts(seeded(world, "one"))
    assert verdicts(seeded(world, "two")) != first
    assert not Catch.objects.filter(defect__planted=False).exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--lead", "nobody@example.org"), "nobody has the address"),
        (("--reviews", "5"), "only 4 to draw from"),
        (("--tasks", "0"), "less than 1"),
    ],
)
def test_what_cannot_be_made_is_said(world: World, arguments: tuple[str, ...], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        seeded(world, "none", *arguments)
    assert not Project.objects.filter(slug="none").exists()


def test_a_project_is_made_once(world: World, project: Project) -> None:
    with pytest.raises(CommandError, match="cannot be made"):
        seeded(world, "many")
