"""Exports of one project: what to ask for, what is on its way, and the files that can be had."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from assay import Options
from assay.domain.task import Aspect, Language
from assay.errors import InputError, ServerUnavailable
from assay.workflows.deliver import export_formats
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.exchange import selectors, services
from assay_web.exchange.policies import may_export
from assay_web.exchange.rules import ExportRequest, Mark, Selection, parse_mark
from assay_web.kit.labels import label
from assay_web.kit.refusals import NotAllowed
from assay_web.projects.models import Project
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_readable_project

_FILES = {".jsonl": "JSON Lines", ".parquet": "Parquet", ".csv": "CSV", ".sarif": "SARIF"}
"""Endings, as people call the files."""


def export_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every format with the files that can hold it; a choice is ``<format><ending>``, such as ``reviews.jsonl``."""
    return [
        (
            label(one.name),
            [(one.name + ending, f"{label(one.name)}: {_FILES.get(ending, ending)}") for ending in one.endings],
        )
        for one in export_formats()
    ]


class ExportForm(forms.Form):
    """What to export, and which reviews."""

    file = forms.ChoiceField(label="What to export", choices=export_choices)
    language = forms.ChoiceField(
        required=False, choices=[("", "All languages"), *((one.value, label(one.value)) for one in Language)]
    )
    aspect = forms.ChoiceField(
        required=False, choices=[("", "All aspects"), *((one.value, label(one.value)) for one in Aspect)]
    )
    first_day = forms.DateField(
        label="Submitted from", required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="Days in UTC."
    )
    last_day = forms.DateField(label="Submitted until", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    min_p = forms.FloatField(
        label="Least certainty",
        min_value=0.5,
        max_value=1,
        initial=0.75,
        widget=forms.NumberInput(attrs={"step": "0.01"}),
        help_text="Rows less certain than this are left out. Two reviewers who agree reach 0.75.",
    )
    min_agreement = forms.FloatField(
        label="Least agreement",
        min_value=0,
        max_value=1,
        initial=0,
        widget=forms.NumberInput(attrs={"step": "0.05"}),
        help_text="Share of the reviewers who say the same.",
    )
    since = forms.CharField(
        label="Only what is new since", required=False, max_length=80, help_text="The mark of an earlier export."
    )
    accepted_only = forms.BooleanField(label="Accepted reviews only", required=False)
    adjudicated_only = forms.BooleanField(label="Adjudicated tasks only", required=False)
    leave_out_sensitive = forms.BooleanField(
        label="Leave out rows that seem to hold a secret or personal data", required=False
    )
    consent = forms.CharField(
        label="What reviewers agreed to",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Stands on the dataset card.",
    )

    def clean_since(self) -> Mark:
        """The mark.

        Raises:
            ValidationError: it is none.
        """
        text = str(self.cleaned_data["since"])
        try:
            return parse_mark(text) if text.strip() else Mark()
        except InputError as error:
            raise forms.ValidationError(str(error)) from error

    def request(self) -> ExportRequest:
        """What was chosen."""
        chosen = self.cleaned_data
        name, _, ending = str(chosen["file"]).rpartition(".")
        return ExportRequest(
            format=name,
            ending=f".{ending}",
            selection=Selection(
                languages=(Language(chosen["language"]),) if chosen["language"] else (),
                aspects=(Aspect(chosen["aspect"]),) if chosen["aspect"] else (),
                first_day=chosen["first_day"],
                last_day=chosen["last_day"],
                accepted_only=chosen["accepted_only"],
                since=chosen["since"],
            ),
            options=Options(
                min_p=chosen["min_p"],
                min_agreement=chosen["min_agreement"],
                adjudicated_only=chosen["adjudicated_only"],
                leave_out_sensitive=chosen["leave_out_sensitive"],
            ),
            consent=chosen["consent"],
        )


@require_safe
@signed_in
def exports(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and operators; its clients are told that they export once it is closed. Asked by the
    page itself, only the list comes back.
    """
    project = get_readable_project(request.user, slug)
    if request.headers.get("HX-Request") == "true":
        return render(request, "exchange/list.html", _listed(request, project))
    return _page(request, project, ExportForm())


@require_POST
@signed_in
def export(request: SignedInRequest, slug: str) -> HttpResponse:
    """Queue an export. What cannot be done is told on the form."""
    project = get_readable_project(request.user, slug)
    form = ExportForm(request.POST)
    if form.is_valid():
        try:
            services.request_export(project, request.user, form.request())
            return redirect("exports", slug)
        except InputError as error:
            form.add_error(None, str(error))
        except NotAllowed:
            return _page(request, project, form, status=403)
    return _page(request, project, form, status=422)


@require_POST
@signed_in
def cancel(request: SignedInRequest, export_id: UUID) -> HttpResponse:
    """Stop an export that has not ended: one's own, or any of a project that one leads."""
    found = selectors.get_export(request.user, export_id, to_cancel=True)
    if not services.cancel_export(found):
        messages.warning(request, "The export had ended already.")
    return redirect("exports", found.project.slug)


@require_safe
@signed_in
def export_file(request: SignedInRequest, export_id: UUID, file: str) -> HttpResponseBase:
    """One file of an export, as a download."""
    found = selectors.get_export(request.user, export_id)
    try:
        pieces = selectors.export_pieces(found, file)
    except ServerUnavailable as problem:
        messages.error(request, f"The file cannot be had now: {problem}.")
        return redirect("exports", found.project.slug)
    response = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file)}"
    return response


def _page(request: SignedInRequest, project: Project, form: ExportForm, *, status: int = 200) -> HttpResponse:
    return render(request, "exchange/exports.html", {**_listed(request, project), "form": form}, status=status)


def _listed(request: SignedInRequest, project: Project) -> dict[str, object]:
    rows = selectors.exports_in(request.user, project)
    return {
        "project": project,
        "allowed": may_export(request.user, project),
        "rows": rows,
        "alive": any(row.alive for row in rows),
    }


add_project_place(ProjectPlace(Area.DATA, "Exports", "exports", order=20, readers=True))
urlpatterns = [
    path("projects/<slug:slug>/exports/", exports, name="exports"),
    path("projects/<slug:slug>/export/", export, name="export"),
    path("exports/<uuid:export_id>/cancel/", cancel, name="cancel_export"),
    path("exports/<uuid:export_id>/<str:file>", export_file, name="export_file"),
]
