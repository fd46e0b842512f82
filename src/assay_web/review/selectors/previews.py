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


def preview_file(token: str, letter: str, path: str) -> str:
    """The text of a candidate's file, or of a base file that it keeps.

    Raises:
        NotVisible: the token is not ours or too old, the review is over, or there is no such file.
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
    files = {**json.loads(assignment.task.base_files), **json.loads(candidates[letter].files)}
    if path not in files:
        raise NotVisible("no such file")
    return str(files[path])
