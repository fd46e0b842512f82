"""Bringing tasks into a project from a file: checked first, then all of them or none."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay import read_tasks
from assay.errors import InputError
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.projects.models import Project, ProjectState
from assay_web.projects.places import ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project
from assay_web.tasks.checking import Checked, check_tasks
from assay_web.tasks.services import import_tasks

MOST_BYTES: Final = 64 * 1024 * 1024


class ImportForm(forms.Form):
    """The file, and whether it is only to be checked."""

    file = forms.FileField(label="File", help_text="JSON Lines with one assay.task/v1 record on a line; .gz too.")
    what = forms.ChoiceField(choices=[("check", "check"), ("import", "import")])

    def clean_file(self) -> UploadedFile[Any]:
        """Not larger than a page should read at once."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 64 MB; bring it in with 'assay import'.")
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_page(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    form = ImportForm(request.POST or None, request.FILES or None)
    checked, status = None, 200
    if request.method == "POST":
        status = 422
        if project.state == ProjectState.CLOSED:
            form.add_error(None, "The project is closed: nothing comes in any more.")
        elif form.is_valid():
            checked = _read(project, form.cleaned_data["file"])
            if form.cleaned_data["what"] == "check" and checked.importable:
                status = 200
            elif form.cleaned_data["what"] == "import" and checked.importable and _imported(request, project, checked):
                return redirect("project", slug)
    context = {"project": project, "form": form, "checked": checked}
    return render(request, "tasks/import_page.html", context, status=status)


def _read(project: Project, file: UploadedFile[Any]) -> Checked:
    with tempfile.TemporaryDirectory(prefix="assay-import-") as folder:
        target = Path(folder) / "the file"
        with target.open("wb") as copy:
            for piece in file.chunks():
                copy.write(piece)
        checked = check_tasks(project, read_tasks(target))
    shown = tuple(one.replace(f"{target}:", "line ", 1).replace(str(target), "the file") for one in checked.problems)
    return Checked(checked.good, checked.wrong, shown)


def _imported(request: SignedInRequest, project: Project, checked: Checked) -> bool:
    try:
        report = import_tasks(project, checked.good)
    except InputError as error:
        messages.warning(request, f"Nothing was imported: {error}.")
        return False
    messages.success(
        request,
        f"{report.tasks} task{'' if report.tasks == 1 else 's'} with {report.candidates} candidates came in; "
        "machines examine them now.",
    )
    return True


add_project_place(ProjectPlace("Import", "import_page", order=55))
urlpatterns = [path("projects/<slug:slug>/import/", import_page, name="import_page")]
