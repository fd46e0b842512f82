"""Who took an assessment, what became of it, what looks like cheating, and the answers to appeals."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.assessments import services
from assay_web.assessments.selectors.lead import attempts_at, flags_of, get_assessment, get_attempt, open_appeals
from assay_web.assessments.selectors.result import result
from assay_web.kit.refusals import Refusal


@require_safe
@signed_in
def attempts(request: SignedInRequest, slug: str, assessment_id: UUID) -> HttpResponse:
    """Open to the project's leads and to operators."""
    found = get_assessment(request.user, slug, assessment_id)
    context = {
        "assessment": found,
        "project": found.project,
        "attempts": attempts_at(found),
        "flags": flags_of(found),
        "appeals": open_appeals(found),
    }
    return render(request, "assessments/attempts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def attempt_of(request: SignedInRequest, slug: str, assessment_id: UUID, attempt_id: UUID) -> HttpResponse:
    """The result as the person reads it; a POST answers their appeal. Open to the project's leads and to operators."""
    found = get_assessment(request.user, slug, assessment_id)
    attempt = get_attempt(found, attempt_id)
    if request.method == "POST":
        upheld, reason = request.POST.get("answer") == "upheld", str(request.POST.get("reason", ""))
        try:
            services.answer_appeal(request.user, found, attempt_id, upheld=upheld, reason=reason)
        except Refusal as refusal:
            messages.warning(request, f"{refusal}.")
        else:
            messages.success(request, "The appeal is answered; the person reads your reason.")
        return redirect("attempt_of", slug, assessment_id, attempt_id)
    context = {"result": result(attempt), "own": False, "assessment": found, "project": found.project}
    return render(request, "assessments/attempt_of.html", context)


urlpatterns = [
    path("projects/<slug:slug>/assessments/<uuid:assessment_id>/attempts/", attempts, name="assessment_attempts"),
    path(
        "projects/<slug:slug>/assessments/<uuid:assessment_id>/attempts/<uuid:attempt_id>/",
        attempt_of,
        name="attempt_of",
    ),
]
