"""What is wrong with a file of tasks for a project: every record that is, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assay.domain.task import Task
from assay.errors import RecordError
from assay_web.projects.models import Project

MOST_SHOWN = 200
MOST_RECORDS = 20_000
"""Records that a page takes; more go through the command line, which shows how far it is."""
MOST_WRONG = 5_000
"""After so many wrong records the file is not what it was taken for, and the rest is not read."""


@dataclass(frozen=True)
class Checked:
    """The records that are right, how many are wrong, and the first of those with what is wrong."""

    good: tuple[Task, ...]
    wrong: int
    problems: tuple[str, ...]

    @property
    def importable(self) -> bool:
        """Whether all of it may come in."""
        return bool(self.good) and not self.wrong


def check_tasks(project: Project, records: Iterable[Task | RecordError]) -> Checked:
    """Read ``records``, at most :data:`MOST_RECORDS` that are right and :data:`MOST_WRONG` that are not."""
    known = set(project.tasks.values_list("record_id", flat=True))
    good: list[Task] = []
    problems: list[str] = []
    wrong = 0
    for record in records:
        problem = _problem(record, known, len(good))
        if problem is None:
            assert isinstance(record, Task)  # noqa: S101 - errors have a problem
            good.append(record)
            continue
        wrong += 1
        if len(problems) < MOST_SHOWN:
            problems.append(problem)
        if len(good) >= MOST_RECORDS or wrong >= MOST_WRONG:
            break
    return Checked(tuple(good), wrong, tuple(problems))


def _problem(record: Task | RecordError, known: set[str], good: int) -> str | None:
    if isinstance(record, RecordError):
        return str(record)
    if record.id in known:
        return f"task {record.id!r}: the project has a task with this id already; give the new one another id"
    if good >= MOST_RECORDS:
        return f"more than {MOST_RECORDS:,} tasks: bring them in with 'assay import', or in several files"
    return None
