"""What the guidelines said in each version, from the rows that the database wrote at every change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Min

from assay_web.accounts.models import User
from assay_web.kit.differences import FileDiff, file_diff
from assay_web.projects.models import Project

PAGE = 100


@dataclass(frozen=True, slots=True)
class GuidelinesVersion:
    """One version, and since when there has been it."""

    version: int
    since: datetime


def version_page(project: Project, before: int = 0) -> tuple[list[GuidelinesVersion], int | None]:
    """A page of the versions, the newest first, and the one before which the next page begins; None at the end."""
    found = _events(project).filter(guidelines_version__lt=before) if before else _events(project)
    dated = found.values("guidelines_version").annotate(since=Min("pgh_created_at")).order_by("-guidelines_version")
    rows = [GuidelinesVersion(one["guidelines_version"], one["since"]) for one in dated[: PAGE + 1]]
    return rows[:PAGE], rows[PAGE - 1].version if len(rows) > PAGE else None


def guideline_versions(project: Project) -> list[int]:
    """The versions there were, the newest first, of a project that the caller may read."""
    versions = _events(project).values_list("guidelines_version", flat=True)
    return sorted(set(versions), reverse=True)


def last_confirmed(user: User, project: Project) -> int | None:
    """The newest version before the present one that this person has confirmed; None for none."""
    earlier = project.acknowledgements.filter(user=user, version__lt=project.guidelines_version)
    return earlier.order_by("-version").values_list("version", flat=True).first()


def changes_since(project: Project, version: int | None) -> FileDiff | None:
    """What changed in the guidelines from that version to the present one; None where there was no such version."""
    if version is None or not version < project.guidelines_version:
        return None
    event = _events(project).filter(guidelines_version=version).order_by("-pgh_id").values_list("guidelines", flat=True)
    before = event.first()
    return None if before is None else file_diff("guidelines.md", before, project.guidelines)


def _events(project: Project):  # type: ignore[no-untyped-def]  # noqa: ANN202 - pghistory makes the model at run time
    return apps.get_model("projects", "ProjectEvent").objects.filter(pgh_obj=project.pk)
