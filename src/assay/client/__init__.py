"""A client of a running instance: ``from assay.client import Client``. It needs httpx: ``pip install 'assay[client]'``.

    with Client("https://assay.example.org", token) as assay:
        for review in assay.reviews("demo", state="submitted"):
            print(review.task_code, review.finding_count)

Every list is an iterator over all of its pages. What the server asks to wait for is waited for; whatever is sent again
carries the same Idempotency-Key, so that nothing is done twice. What is refused is :class:`assay.errors.Refused`.
"""

from __future__ import annotations

from assay.client.client import Client
from assay.client.shapes import (
    Export,
    ExportFile,
    Finding,
    FindingsIn,
    Import,
    Me,
    Membership,
    Offer,
    Plant,
    PlantsAdded,
    Project,
    Review,
    Task,
)
from assay.client.webhooks import verify_webhook

__all__ = [
    "Client",
    "Export",
    "ExportFile",
    "Finding",
    "FindingsIn",
    "Import",
    "Me",
    "Membership",
    "Offer",
    "Plant",
    "PlantsAdded",
    "Project",
    "Review",
    "Task",
    "verify_webhook",
]
