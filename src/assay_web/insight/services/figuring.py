"""Makes the figures of a project and stores them; none of them takes more than a small share of a worker's time."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from assay_web.insight.figures import FIGURES
from assay_web.insight.models import Figures, Fit
from assay_web.projects.models import Project
from assay_web.tasks.models import CriticRun

REST = 20
"""After a set of figures was made, it rests for so many times as long as that took, and at least :data:`LEAST_REST`."""

LEAST_REST = timedelta(seconds=4)


def make_figures(project: Project, names: Collection[str] = tuple(FIGURES)) -> None:
    """Work out these sets of figures from the database and store them, each by itself."""
    for name in names:
        begin = time.perf_counter()
        body = FIGURES[name](project)
        Figures.objects.update_or_create(
            project=project, name=name, defaults={"body": body, "seconds": time.perf_counter() - begin, "stale": False}
        )


def due_figures(project: Project) -> list[str]:
    """Names of the sets that have rested long enough."""
    now = timezone.now()
    resting = {
        name
        for name, seconds, made_at in Figures.objects.filter(project=project).values_list("name", "seconds", "made_at")
        if now - made_at < max(LEAST_REST, timedelta(seconds=REST * seconds))
    }
    return [name for name in FIGURES if name not in resting]


def mark_stale_by_critics() -> None:
    """Figures of sources are out of date where a critic was heard after they were made."""
    newer = CriticRun.objects.filter(project=OuterRef("project"), asked_at__gt=OuterRef("made_at"))
    Figures.objects.filter(Exists(newer), name="sources", stale=False).update(stale=True)


def make_due(slice_s: float) -> int:
    """Make sets of figures that something was said of since and that have rested, until so many seconds are over;
    answers how many. Those that were made longest ago come first, whichever project they are of.
    """
    end = time.monotonic() + slice_s
    made = 0
    for project, name in _stale():
        make_figures(project, [name])
        made += 1
        if time.monotonic() > end:
            break
    return made


def _stale() -> list[tuple[Project, str]]:
    kept = {(one.project_id, one.name): one for one in Figures.objects.defer("body")}
    found = []
    for project in Project.objects.filter(pk__in=Fit.objects.values("project")).order_by("pk"):
        for name in due_figures(project):
            before = kept.get((project.pk, name))
            if before is None or before.stale:
                found.append((before.made_at.timestamp() if before else 0.0, project, name))
    return [(project, name) for _, project, name in sorted(found, key=lambda one: one[0])]
