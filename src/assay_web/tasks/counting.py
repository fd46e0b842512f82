"""The counts of a project, from the changes that triggers wrote down; see :class:`assay_web.tasks.models.Tally`."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Count, Sum

from assay_web.projects.models import Project
from assay_web.tasks.models import Tally

MANY = 64
"""Rows of a project from which they are added up: a page reads as many in no time."""

_ADD_UP = """
    WITH gone AS (DELETE FROM tasks_tally WHERE project_id = %s RETURNING project_id, name, change)
    INSERT INTO tasks_tally (project_id, name, change)
    SELECT project_id, name, sum(change) FROM gone GROUP BY 1, 2 HAVING sum(change) <> 0
"""


def counts(project: Project) -> dict[str, int]:
    """Every count of the project by its name, all of the same moment; what is missing is nothing."""
    rows = Tally.objects.filter(project=project).order_by().values_list("name").annotate(total=Sum("change"))
    return {name: int(total) for name, total in rows}


def add_up() -> int:
    """Put one row in the place of many, project by project; answers how many projects that were.

    Whoever counts meanwhile sees the many or the one. Two that add up at once wait for each other at the first row
    and take each row once.
    """
    many = Tally.objects.order_by().values_list("project").annotate(n=Count("pk")).filter(n__gt=MANY)
    projects = [project for project, _ in many]
    for project in projects:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_ADD_UP, [project])
    return len(projects)
