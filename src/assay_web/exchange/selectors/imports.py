"""Imports as a lead's programs follow them."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django.models import ProcrastinateJob

from assay_web.exchange.models import Import, ImportState
from assay_web.exchange.policies import imports_of
from assay_web.exchange.selectors.exports import ENDED
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person

PAGE = 50


def imports_in(person: Person, project: Project, before: int = 0) -> tuple[list[Import], int | None]:
    """A page of the project's imports, the newest first, and where the next one begins; None at the end."""
    imports = imports_of(person).filter(project=project)
    if before:
        imports = imports.filter(pk__lt=before)
    found = list(imports.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def get_import(person: Person, import_id: UUID) -> Import:
    """One import.

    Raises:
        NotVisible: there is none, or it is not into a project of theirs.
    """
    found = imports_of(person).select_related("project").filter(public_id=import_id).first()
    if found is None:
        raise NotVisible("no such import")
    return found


def given_up(imports: list[Import]) -> set[int]:
    """Keys of those whose job has been given up, whatever they say themselves."""
    waiting = {one.job_id: one.pk for one in imports if one.state in {ImportState.QUEUED, ImportState.RUNNING}}
    ended = ProcrastinateJob.objects.filter(id__in=[job for job in waiting if job], status__in=ENDED)
    return {waiting[job] for job in ended.values_list("id", flat=True)}
