"""Candidates that no machine could examine, such as for want of a sandbox, are examined again."""

from __future__ import annotations

from django.db import transaction

from assay_web.tasks.evidence_queue import enqueue_evidence
from assay_web.tasks.models import Candidate, EvidenceState


@transaction.atomic
def examine_again(project: str | None = None) -> int:
    """Queue them, of the project with this slug or of all; answers how many. What is known of them already is kept."""
    failed = Candidate.objects.filter(evidence_state=EvidenceState.FAILED)
    if project is not None:
        failed = failed.filter(task__project__slug=project)
    ids = list(failed.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    Candidate.objects.filter(pk__in=ids).update(evidence_state=EvidenceState.PENDING, evidence_problem="")
    enqueue_evidence(ids)
    return len(ids)
