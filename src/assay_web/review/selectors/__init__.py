"""Reads of the review app, always scoped by policy."""

from assay_web.review.selectors.assignments import (
    KeptDraft,
    OpenAssignment,
    Preview,
    kept_drafts,
    open_assignments,
    preview,
)
from assay_web.review.selectors.queue import ORDERS, QueuePage, QueueRow, queue_for, queue_languages
from assay_web.review.selectors.records import (
    Beside,
    beside,
    record_of_review,
    record_of_task,
    review_record,
    task_record,
)
from assay_web.review.selectors.reviews import (
    Progress,
    SubmittedPage,
    SubmittedRow,
    get_review,
    project_progress,
    revisions,
    submitted_reviews,
)
from assay_web.review.selectors.workbench import get_assignment, workbench

__all__ = [
    "ORDERS",
    "Beside",
    "KeptDraft",
    "OpenAssignment",
    "Preview",
    "Progress",
    "QueuePage",
    "QueueRow",
    "SubmittedPage",
    "SubmittedRow",
    "beside",
    "get_assignment",
    "get_review",
    "kept_drafts",
    "open_assignments",
    "preview",
    "project_progress",
    "queue_for",
    "queue_languages",
    "record_of_review",
    "record_of_task",
    "review_record",
    "revisions",
    "submitted_reviews",
    "task_record",
    "workbench",
]
