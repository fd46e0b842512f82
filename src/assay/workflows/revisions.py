"""Of several revisions of a review the last counts."""

from __future__ import annotations

from collections.abc import Iterable

from assay.domain.review import Review
from assay.errors import InputError

Latest = dict[tuple[str, str], Review]
"""By reviewer and task."""


def keep_latest(latest: Latest, reviews: Iterable[Review]) -> None:
    """Take over what is newer than what is there.

    Raises:
        InputError: two different reviews of one task by one reviewer have the same revision.
    """
    for review in reviews:
        known = latest.get((review.reviewer, review.task))
        if known is None or known.revision < review.revision:
            latest[review.reviewer, review.task] = review
        elif known.revision == review.revision and known != review:
            raise InputError(
                f"reviewer {review.reviewer!r} has two reviews of task {review.task!r}, {known.id!r} and "
                f"{review.id!r}, with the same revision {review.revision}",
                remedy="keep one of them",
            )
