"""Choose: which task to review next, as values that a platform stores."""

from __future__ import annotations

from collections.abc import Sequence

from assay.judgement.selection import Open, order_tasks
from assay.judgement.selection.pairs import FLOOR
from assay.workflows.conclude import VERDICT_LABELS

__all__ = ["FLOOR", "Open", "most_telling_first"]


def most_telling_first(tasks: Sequence[Open]) -> tuple[str, ...]:
    """Tasks by entropy of their verdict per expected minute, the greatest first. The even draw, a share
    :data:`FLOOR` of all, is the caller's: it must reach tasks beyond those given here.

    Raises:
        InputError: minutes that are not above 0.
    """
    return order_tasks(tasks, len(VERDICT_LABELS), seed=0, floor=0.0)
