"""What is known of the verdicts on tasks, for handing out the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from assay.workflows.conclude import VERDICT_LABELS
from assay_web.insight.models import CandidateConsensus
from assay_web.kit.prepared import prepared
from assay_web.review.choosing import learn_from


@learn_from
def chances_of(tasks: Sequence[int]) -> Mapping[int, Mapping[str, float]]:
    """For each of ``tasks`` that was reviewed, the chances of each label on its least certain candidate."""
    return {task: dict(zip(VERDICT_LABELS, chances, strict=True)) for task, chances in _least_certain(tasks)}


@prepared
def _least_certain(tasks: Sequence[int]) -> QuerySet[CandidateConsensus, tuple[int, list[float]]]:
    return (
        CandidateConsensus.objects.filter(task__in=tasks)
        .order_by("task", "probability")
        .distinct("task")
        .values_list("task", "chances")
    )
