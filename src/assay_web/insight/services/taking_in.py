"""Takes in what was said since the last time: readings, consensus, conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import partial

from django.db import connection, transaction
from django.db.models import Count, F, Q

from assay_web.adjudication.services import find_conflicts_of
from assay_web.insight.models import Need, TaskConsensus
from assay_web.insight.services.consensus import update_consensus
from assay_web.insight.services.reading import read_reviews
from assay_web.kit.apart import done_apart
from assay_web.projects.models import Project
from assay_web.review.models import OPEN_STATES, Assignment
from assay_web.tasks.models import Task

MOST_AT_ONCE = 200
"""Tasks that one transaction takes in: some tenths of a second, and some MiB of what was said of them."""

_LOCK = 7_301_967
"""Number of the advisory lock: any that nothing else in this database takes."""

_TAKE = """
    DELETE FROM insight_arrival WHERE task_id IN (SELECT task_id FROM insight_arrival ORDER BY id LIMIT %s)
    RETURNING task_id
"""
"""All that has arrived of the same tasks: each is worked in once, however far the job has fallen behind."""


@transaction.atomic
def take_in(most: int = MOST_AT_ONCE) -> list[int]:
    """Take arrivals out of the database's list and work them in, all in one transaction: a job that dies leaves them.

    News that cannot be worked in is left out, unless none can: then it stays, and what went wrong is raised.

    Whoever comes meanwhile waits: a job may have been taken over from a worker that only seemed to be dead, and there
    may be news of the same task for both.

    Answers the ids of the projects that have changed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_TAKE, [most])
        tasks = {task for (task,) in cursor.fetchall()}
    by_project: dict[int, list[int]] = defaultdict(list)
    for task, owner in (
        Task.objects.filter(pk__in=tasks, project__sealed=False, gold=None).order_by("pk").values_list("pk", "project")
    ):
        by_project[owner].append(task)
    projects = Project.objects.filter(pk__in=by_project).order_by("pk")
    kept_out = [error for one in projects if (error := _work_in_apart(one, by_project[one.pk]))]
    if kept_out and len(kept_out) == len(by_project):
        raise kept_out[0]
    return sorted(by_project)


def _work_in_apart(project: Project, tasks: Collection[int]) -> Exception | None:
    """All of them at once; where that fails, each by itself. Answers what kept all of them out."""
    whole = done_apart(f"news of {len(tasks)} tasks of project {project.pk}", partial(_work_in, project, tasks))
    if whole is None or len(tasks) == 1:
        return whole
    errors = [done_apart(f"news of task {task}", partial(_work_in, project, [task])) for task in tasks]
    return whole if all(errors) else None


def _work_in(project: Project, tasks: Collection[int]) -> None:
    read_reviews(tasks)
    settled = update_consensus(project, tasks)
    widen(project, settled)
    find_conflicts_of(ripe(tasks, settled))


def widen(project: Project, tasks: Collection[int]) -> int:
    """Where the overlap is adaptive, ask for one more review of each of ``tasks`` whose verdicts are not yet certain.

    Only once all that was asked for is there, and never beyond the project's greatest overlap. Answers how many.
    """
    if project.overlap_max is None:
        return 0
    uncertain = TaskConsensus.objects.filter(
        task__in=tasks, need=Need.ANOTHER_REVIEWER, reviews__gte=F("task__overlap")
    )
    return Task.objects.filter(
        pk__in=list(uncertain.values_list("task", flat=True)), overlap__lt=project.overlap_max
    ).update(overlap=F("overlap") + 1)


def ripe(tasks: Collection[int], settled: Mapping[int, Collection[int]]) -> dict[int, Collection[int]]:
    """Those of ``tasks`` on which nobody is at work and no further review is wanted: now a person may settle them."""
    rows = (
        Assignment.objects.filter(task__in=tasks)
        .order_by()
        .values("task", "task__overlap")
        .annotate(
            at_work=Count("pk", filter=Q(state__in=OPEN_STATES)),
            standing=Count("pk", filter=Q(state__in=("submitted", "accepted"))),
        )
        .filter(at_work=0, standing__gte=F("task__overlap"))
        .values_list("task", flat=True)
    )
    return {task: settled.get(task, ()) for task in rows}
