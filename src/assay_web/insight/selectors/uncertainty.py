"""What is known of the verdicts on tasks, for handing out the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assay.workflows.conclude import VERDICT_LABELS
from assay_web.insight.models import CandidateConsensus
from assay_web.review.choosing import learn_from


@learn_from
def chances_of(tasks: Sequence[int]) -> Mapping[int, Mapping[str, float]]:
    """For each of ``tasks`` that was reviewed, the chances of each label on its least certain candidate."""
    rows = (
        CandidateConsensus.objects.filter(task__in=tasks)
        .order_by("task", "probability")
        .distinct("task")
        .values_list("task", "chances")
    )
    return {task: dict(zip(VERDICT_LABELS, chances, strict=True)) for task, chances in rows}
