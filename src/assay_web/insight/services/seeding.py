"""A project full of reviews that nobody wrote, through COPY: to try pages, and to measure them, on many rows."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import pgtrigger
from django.db import connection, transaction
from django.utils import timezone

from assay import load_rubric
from assay.errors import InputError
from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.adjudication.services import find_conflicts_of
from assay_web.insight.services.consensus import update_consensus
from assay_web.insight.services.figuring import make_figures
from assay_web.insight.services.reading import read_reviews
from assay_web.insight.services.seeded_rows import Author, Batch, Plan
from assay_web.insight.services.taking_in import ripe
from assay_web.insight.synthetic import strengths
from assay_web.projects.models import Project, Role
from assay_web.projects.services import add_member, create_project
from assay_web.tasks.copying import copy_rows, reserve_ids
from assay_web.tasks.models import Tally, Task
from assay_web.tasks.rubrics import keep_rubrics

BATCH = 1_000
"""Tasks that go in at a time."""

Told = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Seeded:
    """What was made."""

    project: Project
    tasks: int
    reviews: int
    findings: int


def seed(lead: User, plan: Plan, told: Told) -> Seeded:
    """Make the project, its people and rows, then everything that is worked out from them.

    Tasks go in :data:`BATCH` at a time, each batch whole or not at all.

    Raises:
        InputError: there is a project of that name, its people exist already, or the sizes do not fit each other.
    """
    for most, name in ((plan.reviewers, "reviews"), (plan.models, "candidates")):
        if getattr(plan, name) > most:
            raise InputError(
                f"{name} = {getattr(plan, name)}, but only {most} to draw from",
                remedy="give more reviewers than reviews of a task, and more models than candidates",
            )
    with transaction.atomic():
        project = create_project(
            slug=plan.slug, name=f"Seeded {plan.slug}", lead=lead, price_minor=4_000, overlap=plan.reviews
        )
        people = [_person(project, plan, number) for number in range(plan.reviewers)]
    draw = random.Random(f"{plan.slug}:{plan.seed}")  # noqa: S311 - the same seed makes the same project
    authors = [Author(user.pk, draw.uniform(0.6, 0.95)) for user in people]
    findings = 0
    for first in range(0, plan.tasks, BATCH):
        batch = _copy(project, plan, draw, authors, lead, range(first, min(first + BATCH, plan.tasks)))
        findings += len(batch.findings)
        told("tasks with their reviews", min(first + BATCH, plan.tasks), plan.tasks)
    _work_out(project, plan, told)
    return Seeded(project, plan.tasks, plan.tasks * plan.reviews, findings)


def _person(project: Project, plan: Plan, number: int) -> User:
    person = create_user(f"{plan.slug}-{number}@seeded.invalid", None)
    add_member(project, person, Role.REVIEWER)
    return person


@transaction.atomic
def _copy(
    project: Project, plan: Plan, draw: random.Random, authors: list[Author], lead: User, numbers: range
) -> Batch:
    """The triggers rest meanwhile: their work, one row at a time, is done once for all rows at the end."""
    rubric = load_rubric("default")
    content = rubric.model_dump_json()
    batch = Batch(
        plan,
        draw,
        strengths(plan.models),
        rubric,
        keep_rubrics([content])[content],
        now=timezone.now(),
        project=project.pk,
        currency=project.currency,
        lead=lead.pk,
        reserve=reserve_ids,
    )
    for number in numbers:
        batch.add(number, authors)
    with pgtrigger.ignore():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")  # tells the database, for this transaction
        for model, columns, rows in batch.tables():
            copy_rows(model, columns, rows)
        Tally.objects.bulk_create(Tally(project=project, name=name, change=n) for name, n in batch.tallies.items())
    return batch


def _work_out(project: Project, plan: Plan, told: Told) -> None:
    tasks = list(Task.objects.filter(project=project).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(tasks), BATCH):
        read_reviews(tasks[start : start + BATCH])
        told("reviews read", min(start + BATCH, len(tasks)), len(tasks))
    settled = update_consensus(project, tasks)
    told("consensus", len(tasks), len(tasks))
    contested = tasks[: plan.contested]
    for start in range(0, len(contested), BATCH):
        find_conflicts_of(ripe(contested[start : start + BATCH], settled))
        told("conflicts of tasks", min(start + BATCH, len(contested)), len(contested))
    make_figures(project)
    told("figures", 1, 1)
