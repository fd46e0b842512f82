"""Expert review of AI-generated code: evidence in, judgement out.

The public face. Each name is imported from its place when it is first used, so that ``import assay`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.domain.finding import Finding
    from assay.domain.review import Review
    from assay.domain.rubric import Rubric
    from assay.domain.run import Run
    from assay.domain.task import Candidate, Language, Task
    from assay.errors import AssayError
    from assay.export.format import Options
    from assay.export.judged import Reviewed
    from assay.interchange import read_reviews, read_tasks, schema, schema_names, write_task_folder, write_tasks
    from assay.judgement.rubric import load_rubric
    from assay.workflows.check import check
    from assay.workflows.collect import collect_findings
    from assay.workflows.deliver import deliver
    from assay.workflows.execute import judge_reproducer, run_candidate, run_reproducer, run_tests

_PLACES = {
    "AssayError": "assay.errors",
    "Candidate": "assay.domain.task",
    "Finding": "assay.domain.finding",
    "Language": "assay.domain.task",
    "Options": "assay.export.format",
    "Review": "assay.domain.review",
    "Reviewed": "assay.export.judged",
    "Rubric": "assay.domain.rubric",
    "Run": "assay.domain.run",
    "Task": "assay.domain.task",
    "check": "assay.workflows.check",
    "collect_findings": "assay.workflows.collect",
    "deliver": "assay.workflows.deliver",
    "judge_reproducer": "assay.workflows.execute",
    "load_rubric": "assay.judgement.rubric",
    "read_reviews": "assay.interchange",
    "read_tasks": "assay.interchange",
    "run_candidate": "assay.workflows.execute",
    "run_reproducer": "assay.workflows.execute",
    "run_tests": "assay.workflows.execute",
    "schema": "assay.interchange",
    "schema_names": "assay.interchange",
    "write_task_folder": "assay.interchange",
    "write_tasks": "assay.interchange",
}

__all__ = [
    "AssayError",
    "Candidate",
    "Finding",
    "Language",
    "Options",
    "Review",
    "Reviewed",
    "Rubric",
    "Run",
    "Task",
    "check",
    "collect_findings",
    "deliver",
    "judge_reproducer",
    "load_rubric",
    "read_reviews",
    "read_tasks",
    "run_candidate",
    "run_reproducer",
    "run_tests",
    "schema",
    "schema_names",
    "write_task_folder",
    "write_tasks",
]


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        msg = f"module 'assay' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_PLACES})
