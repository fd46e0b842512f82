"""The workbench: a shell with everything it shows as JSON, and the script that shows it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.payload import json_for_script
from assay_web.review import selectors
from assay_web.review.models import GONE_STATES, OPEN_STATES


@require_safe
@signed_in
def workbench(request: SignedInRequest, assignment_id: UUID) -> HttpResponse:
    """Open to the reviewer who claimed the task; a page that is over for them says so."""
    assignment = selectors.get_assignment(request.user, assignment_id)
    if assignment.state not in OPEN_STATES:
        gone = assignment.state in GONE_STATES
        context = {"assignment": assignment, "gone": gone, "sealed": assignment.task.project.sealed}
        return render(request, "review/workbench_closed.html", context)
    shown = selectors.workbench(assignment)
    if shown.previews is not None:
        request.csp_frames = request.build_absolute_uri(shown.previews.root)  # type: ignore[attr-defined]  # read by site.security
    return render(
        request,
        "review/workbench.html",
        {
            "assignment_id": assignment.public_id,
            "code": assignment.task.code,
            "payload": json_for_script(shown.model_dump_json()),
        },
    )


urlpatterns = [path("review/<uuid:assignment_id>/", workbench, name="workbench")]
