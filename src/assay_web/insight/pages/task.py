"""One task of a project: what machines found in each candidate, and what reviewers say of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.insight.selectors.task import task_sheet
from assay_web.insight.selectors.task_code import shown_code
from assay_web.kit.markdown import render_markdown
from assay_web.projects.selectors import get_readable_project
from assay_web.review.selectors.tasks import get_task


@require_safe
@signed_in
def project_task(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Open to the project's leads, its clients and operators; origins and planted tasks as these may see them."""
    project = get_readable_project(request.user, slug)
    task = get_task(request.user, project, number=number)
    sheet = task_sheet(request.user, task)
    context = {
        "project": project,
        "task": sheet,
        "prompt": render_markdown(task.prompt),
        "candidates": list(zip(sheet.candidates, shown_code(task), strict=True)),
    }
    return render(request, "insight/task.html", context)


urlpatterns = [path("projects/<slug:slug>/tasks/<int:number>/", project_task, name="project_task")]
