"""A project's reviews as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_POST

from assay.errors import InputError
from assay.workflows.deliver import deliver
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.projects.models import Project
from assay_web.projects.selectors import get_readable_project
from assay_web.review import selectors
from assay_web.review.pages.project import ExportForm, show_project


@require_POST
@signed_in
def export(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Open to the project's leads and to operators. What the format cannot do is told on the project's page."""
    project = get_readable_project(request.user, slug)
    form = ExportForm(request.POST)
    if form.is_valid():
        try:
            return _file(project, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, str(error))
    return show_project(request, slug, form, status=422)


def _file(project: Project, *, file: str, accepted_only: bool) -> FileResponse:
    with tempfile.TemporaryDirectory(prefix="assay-export-") as folder:
        target = Path(folder) / f"{project.slug}-{file}"
        deliver(selectors.reviewed(project, accepted_only=accepted_only), file.rpartition(".")[0], target)
        opened = target.open("rb")  # still readable when the folder is gone; the response closes it
    return FileResponse(opened, as_attachment=True, filename=target.name)


urlpatterns = [path("projects/<slug:slug>/export/", export, name="export")]
