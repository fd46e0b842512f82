"""The state of a project at a glance: progress, agreement, defects found, cost, and what needs attention."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.insight.selectors.attention import attention_in
from assay_web.insight.selectors.stored import figures
from assay_web.kit.money import Money
from assay_web.projects.models import Project
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_readable_project

FLOOR = 0.667
"""Agreement from which tentative conclusions may be drawn (Krippendorff, Content Analysis, 2004, §11.4.2)."""


@require_safe
@signed_in
def quality(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads, its clients and operators."""
    project = get_readable_project(request.user, slug)
    stored = figures(project, "progress", "agreement", "defects", "people", "rules")
    progress, agreement = stored["progress"], stored["agreement"]
    context = {
        "project": project,
        "stored": stored,
        "progress": progress,
        "defects": stored["defects"],
        "agreement": agreement,
        "headline": next(iter(agreement["rows"]), None) if agreement else None,
        "cost": _cost(progress),
        "pace": _pace(project, progress),
        "attention": [(one, one.address(project)) for one in attention_in(request.user, project, stored.sets)],
        "floor": FLOOR,
    }
    return render(request, "insight/quality.html", context)


def _cost(progress: dict[str, object] | None) -> list[tuple[Money, int]]:
    """Mean pay of an accepted review, and how many there are, by currency."""
    rows: list[dict[str, int]] = (progress or {}).get("cost", [])  # type: ignore[assignment]  # as it was stored
    return [(Money(round(row["minor"] / row["n"]), str(row["currency"])), row["n"]) for row in rows]


def _pace(project: Project, progress: dict[str, object] | None) -> str:
    """What is left, in words: by the last fortnight's pace and, where there is one, the deadline."""
    if not progress:
        return ""
    left = int(progress["places"]) - int(progress["accepted"])  # type: ignore[call-overload]  # stored numbers
    if left <= 0:
        return "complete"
    today = timezone.now().date()
    days: list[tuple[str, int]] = progress["days"]  # type: ignore[assignment]  # as stored
    recent = sum(n for day, n in days if (today - date.fromisoformat(day)).days < 14)
    needed = f"about {round(left * 14 / recent)} days to go at this pace" if recent else "nothing accepted in two weeks"
    if project.deadline is None:
        return needed
    remaining = (project.deadline - today).days
    if remaining < 0:
        return f"the deadline was {-remaining} days ago"
    on_pace = recent and left * 14 / recent <= remaining
    return f"{'on pace' if on_pace else 'behind'}, {remaining} days to the deadline"


add_project_place(ProjectPlace(Area.QUALITY, "Summary", "insight_quality", order=10, readers=True))
urlpatterns = [path("projects/<slug:slug>/quality/", quality, name="insight_quality")]
