"""Keeping a reviewer from new work in a project, and letting them have it again."""

from __future__ import annotations

from django.utils import timezone

from assay_web.projects.models import Hold, Project


def hold(project: Project, user_id: int, cause: str, reason: str) -> None:
    """Give ``user_id`` no new work in the project; an open hold of the same cause gets the new reason."""
    current = Hold.objects.select_for_update().filter(project=project, user=user_id, cause=cause, lifted_at=None)
    first = current.first()
    if first is None:
        Hold.objects.create(project=project, user_id=user_id, cause=cause, reason=reason)
    elif first.reason != reason:
        first.reason = reason
        first.save(update_fields=["reason"])


def lift(project: Project, user_id: int, cause: str) -> None:
    """End a hold of this cause; none is left as it is."""
    for one in Hold.objects.filter(project=project, user=user_id, cause=cause, lifted_at=None):
        one.lifted_at = timezone.now()
        one.save(update_fields=["lifted_at"])
