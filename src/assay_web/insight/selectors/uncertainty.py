"""What is known of the verdicts on tasks, for handing out the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assay.workflows.conclude import VERDICT_LABELS
from assay_web.kit.prepared import run_prepared
from assay_web.review.choosing import learn_from


@learn_from
def chances_of(tasks: Sequence[int]) -> Mapping[int, Mapping[str, float]]:
    """For each of ``tasks`` that was reviewed, the chances of each label on its least certain candidate."""
    if not tasks:
        return {}
    rows = run_prepared(_LEAST_CERTAIN, {"tasks": list(tasks)})
    return {task: dict(zip(VERDICT_LABELS, chances, strict=True)) for task, chances in rows}


_LEAST_CERTAIN: Final = """
    SELECT DISTINCT ON (task_id) task_id, chances FROM insight_candidateconsensus
    WHERE task_id = ANY (%(tasks)s) ORDER BY task_id, probability
"""
"""One value for any number of tasks."""
