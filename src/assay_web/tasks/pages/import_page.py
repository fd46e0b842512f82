"""Bringing tasks into a project from a file of any shape, checked first, then all of them or none; and findings of
other tools, as evidence on the candidates that are there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay.domain.task import Aspect, Language
from assay.errors import InputError
from assay.workflows.plugins import list_plugins
from assay.workflows.receive import Given, receive
from assay.workflows.receive_findings import receive_findings
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.projects.models import Project, ProjectState
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project
from assay_web.tasks.checking import Checked, check_tasks
from assay_web.tasks.imported import import_findings
from assay_web.tasks.services import import_tasks

MOST_BYTES: Final = 64 * 1024 * 1024


_ANY: Final = ("", "what its look tells")
_FOLDERS: Final = frozenset({"datasets", "git"})
"""Shapes that no single file has."""


@cache
def _shapes() -> tuple[tuple[str, str], ...]:
    """Read once: each shape's words are in a module of its own."""
    files = [one for one in list_plugins() if one.kind == "importer" and one.name not in _FOLDERS]
    return (_ANY, *((one.name, one.summary.rstrip(".")) for one in files))


class ImportForm(forms.Form):
    """The file, what it does not say itself, and whether it is only to be checked."""

    file = forms.FileField(
        label="File",
        help_text="Records (.jsonl, .jsonl.gz), Parquet, answers of models, solutions of a benchmark, a session of an "
        "assistant, a diff; or a .sarif log, whose findings become evidence on candidates that are here.",
    )
    shape = forms.ChoiceField(label="Shape", required=False, choices=_shapes)
    language = forms.ChoiceField(
        label="Language", required=False, choices=[_ANY, *((one.value, one.value) for one in Language)]
    )
    aspects = forms.MultipleChoiceField(
        label="Reviewers judge",
        required=False,
        choices=[(one.value, one.value) for one in Aspect],
        widget=forms.CheckboxSelectMultiple,
    )
    model = forms.CharField(label="Model that wrote the candidates", required=False, max_length=200)
    tool = forms.CharField(label="Assistant that wrote them", required=False, max_length=200)
    source = forms.CharField(label="Source", required=False, max_length=2000)
    license = forms.CharField(label="Licence", required=False, max_length=200)
    what = forms.ChoiceField(choices=[("check", "check"), ("import", "import")])

    def clean_file(self) -> UploadedFile[Any]:
        """Not larger than a page should read at once."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 64 MB; bring it in with 'assay import'.")
        return file

    def given(self) -> Given:
        """What records do not say themselves."""
        said = self.cleaned_data
        return Given(
            language=Language(said["language"]) if said["language"] else None,
            aspects=tuple(map(Aspect, said["aspects"])),
            license=said["license"] or None,
            source=said["source"] or None,
            model=said["model"] or None,
            tool=said["tool"] or None,
        )


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
        elif form.is_valid() and _is_log(form):
            if _findings(request, project, form):
                return redirect("project", slug)
        elif form.is_valid():
            checked = _read(project, form)
            if form.cleaned_data["what"] == "check" and checked.importable:
                status = 200
            elif form.cleaned_data["what"] == "import" and checked.importable and _imported(request, project, checked):
                return redirect("project", slug)
    context = {"project": project, "form": form, "checked": checked}
    return render(request, "tasks/import_page.html", context, status=status)


def _is_log(form: ImportForm) -> bool:
    return Path(form.cleaned_data["file"].name).suffix == ".sarif" and not form.cleaned_data["shape"]


def _findings(request: SignedInRequest, project: Project, form: ImportForm) -> bool:
    """Whether the log's findings came in; what is wrong with it stands at the field."""
    with _stored(form) as (target, shown):
        try:
            log = receive_findings(target)
            if form.cleaned_data["what"] == "check":
                messages.success(request, f"{len(log.results)} results can be read. Nothing was imported yet.")
                return True
            report = import_findings(project, log)
        except InputError as error:
            form.add_error("file", f"{str(error).replace(str(target), shown)}.")
            return False
    passed = "; ".join(f"{count} passed over: {reason}" for reason, count in report.passed_over.items())
    told = f"{report.findings} findings on {report.candidates} candidates came in as evidence."
    messages.success(request, f"{told} {passed}.".replace(" .", "") if passed else told)
    return True


@contextmanager
def _stored(form: ImportForm) -> Iterator[tuple[Path, str]]:
    """Where the file stands while it is read, under an ending that tells its look; and what people call it."""
    file: UploadedFile[Any] = form.cleaned_data["file"]
    endings = "".join(one for one in Path(file.name or "").suffixes[-2:] if one.isascii() and one[1:].isalnum())
    with tempfile.TemporaryDirectory(prefix="assay-import-") as folder:
        target = Path(folder) / f"the-file{endings[-40:]}"
        with target.open("wb") as copy:
            for piece in file.chunks():
                copy.write(piece)
        yield target, "the file"


def _read(project: Project, form: ImportForm) -> Checked:
    with _stored(form) as (target, name):
        try:
            checked = check_tasks(project, receive(target, form.given(), form.cleaned_data["shape"] or None))
        except InputError as error:
            checked = Checked((), 1, (str(error),))
    shown = tuple(one.replace(f"{target}:", "line ", 1).replace(str(target), name) for one in checked.problems)
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


add_project_place(ProjectPlace(Area.DATA, "Import", "import_page", order=10))
urlpatterns = [path("projects/<slug:slug>/import/", import_page, name="import_page")]
