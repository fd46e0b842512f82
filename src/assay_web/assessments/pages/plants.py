"""Bringing planted defects into an assessment: what ``assay plant --format json`` wrote."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay.domain.plant import Plant
from assay.errors import InputError
from assay.workflows.receive_plants import MOST_BYTES, receive_plants
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.assessments import services
from assay_web.assessments.models import Assessment
from assay_web.assessments.selectors.lead import get_assessment


class PlantsForm(forms.Form):
    """A file of plants, and what the candidates of an assessment read above the code."""

    file = forms.FileField(label="File", help_text="JSON Lines as 'assay plant --format json' writes them; .gz too.")
    title = forms.CharField(label="Title of the items", max_length=300, initial="Review this code")
    prompt = forms.CharField(
        label="What the code was written for",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Markdown. The defect and its clean twin show the same.",
    )

    def clean_file(self) -> list[Plant]:
        """The plants; lines that are none are named."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            return receive_plants(file.read(MOST_BYTES + 1))
        except InputError as error:
            raise forms.ValidationError(f"{error}.") from error


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def plants(request: SignedInRequest, slug: str, assessment_id: UUID) -> HttpResponse:
    """Open to the project's leads and to operators."""
    found = get_assessment(request.user, slug, assessment_id)
    form = PlantsForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _added(request, found, form):
            return redirect("assessment", slug, assessment_id)
    context = {"assessment": found, "project": found.project, "form": form}
    return render(request, "assessments/plants.html", context, status=status)


def _added(request: SignedInRequest, found: Assessment, form: PlantsForm) -> bool:
    given = form.cleaned_data
    try:
        added = services.add_plants(found, given["file"], title=given["title"], prompt=given["prompt"])
    except InputError as error:
        form.add_error(None, f"Nothing came in: {error}")
        return False
    known = f" {added.known} were there already." if added.known else ""
    messages.success(request, f"{added.plants} plants came in, as {added.items} items.{known}")
    return True


urlpatterns = [path("projects/<slug:slug>/assessments/<uuid:assessment_id>/plants/", plants, name="assessment_plants")]
