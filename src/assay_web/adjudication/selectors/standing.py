"""What the standing reviews of tasks say, by position of the candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from assay_web.adjudication.opinions import Opinion, opinion
from assay_web.review.models import AssignmentState, Review

STANDING = (AssignmentState.SUBMITTED, AssignmentState.ACCEPTED)
"""A returned review says nothing until its revision comes."""


def opinions_of(tasks: Collection[int]) -> dict[int, list[Opinion]]:
    """The last revisions of the standing reviews of these tasks."""
    rows = (
        Review.objects.filter(assignment__task__in=tasks, assignment__state__in=STANDING)
        .order_by("assignment", "-revision")
        .distinct("assignment")
        .values_list("assignment__task", "assignment", "assignment__order", "body")
    )
    found: dict[int, list[Opinion]] = defaultdict(list)
    for task, assignment, order, body in rows:
        found[task].append(opinion(assignment, order, body))
    return found
