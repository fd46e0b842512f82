"""Reads of conflicts, always scoped by policy."""

from assay_web.adjudication.selectors.feedback import FeedbackPage, feedback
from assay_web.adjudication.selectors.queue import QueuePage, QueueRow, tasks_in_conflict
from assay_web.adjudication.selectors.settled import settled_verdicts
from assay_web.adjudication.selectors.sheet import Sheet, sheet

__all__ = [
    "FeedbackPage",
    "QueuePage",
    "QueueRow",
    "Sheet",
    "feedback",
    "settled_verdicts",
    "sheet",
    "tasks_in_conflict",
]
