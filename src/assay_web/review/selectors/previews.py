"""What a preview's token opens: files of one candidate, while its review goes on."""

from __future__ import annotations

import json
from uuid import UUID

from django.core import signing

from assay_web.kit.visibility import NotVisible
from assay_web.review.models import OPEN_STATES, Assignment
from assay_web.review.rules import letters
from assay_web.review.selectors.preview_pages import MAX_AGE_S, SALT
from assay_web.review.selectors.workbench import ordered_candidates


def preview_files(token: str, letter: str) -> dict[str, str]:
    """A candidate's files and the base files that it keeps, by path.

    Raises:
        NotVisible: the token is not ours or too old, the review is over, or there is no such candidate.
    """
    try:
        assignment_id = UUID(signing.loads(token, salt=SALT, max_age=MAX_AGE_S))
    except (signing.BadSignature, ValueError):
        raise NotVisible("no such preview") from None
    assignment = (
        Assignment.objects.filter(public_id=assignment_id, state__in=OPEN_STATES)
        .select_related("task")
        .defer("task__tests", "task__reference")
        .first()
    )
    if assignment is None:
        raise NotVisible("no such preview")
    candidates = dict(zip(letters(len(assignment.order)), ordered_candidates(assignment), strict=True))
    if letter not in candidates:
        raise NotVisible("no such candidate")
    return {**json.loads(assignment.task.base_files), **json.loads(candidates[letter].files)}
