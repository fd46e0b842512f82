"""A task before it is accepted: the prompt, what is asked, the pay. Accepting leads to the workbench."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.refusals import Refusal
from assay_web.review import selectors, services


@require_safe
@signed_in
def preview(request: SignedInRequest, task_id: UUID) -> HttpResponse:
    """Open to reviewers of the task's project; nothing of the candidates is shown but their number."""
    return render(request, "review/preview.html", {"task": selectors.preview(request.user, task_id)})


@require_POST
@signed_in
def accept(request: SignedInRequest, task_id: UUID) -> HttpResponse:
    """Claim the task. When that is refused, say why and lead back to the queue."""
    try:
        assignment = services.claim(request.user, task_id)
    except Refusal as refusal:
        messages.warning(request, f"{refusal}. Your queue shows what is open now.")
        return redirect("queue")
    return redirect("workbench", assignment.public_id)


urlpatterns = [
    path("queue/<uuid:task_id>/", preview, name="preview"),
    path("queue/<uuid:task_id>/accept/", accept, name="accept"),
]
