"""A person's attempts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.assessments.policies import has_attempts
from assay_web.assessments.selectors.own import own_attempts
from assay_web.kit.places import Place, add_place


@require_safe
@signed_in
def assessments(request: SignedInRequest) -> HttpResponse:
    """Open to everyone with an account; it shows what is their own."""
    return render(request, "assessments/own.html", {"attempts": own_attempts(request.user)})


add_place(Place("Assessments", "assessments", order=15, allowed=has_attempts))
urlpatterns = [path("assessments/", assessments, name="assessments")]
"""The workbench leads back here from an item."""
