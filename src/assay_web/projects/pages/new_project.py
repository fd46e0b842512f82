"""A lead makes a project from nothing: a name, a currency and a price; all else can be changed afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from assay.errors import InputError
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.amounts import AmountField
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import may_create
from assay_web.projects.services import create_project


class NewProjectForm(forms.Form):
    """What a project cannot do without."""

    name = forms.CharField(label="Name", max_length=200)
    slug = forms.SlugField(
        label="Short name", max_length=80, required=False, help_text="For addresses and files; made from the name."
    )
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label="Currency", initial="USD", help_text="Three letters, such as EUR. It never changes."
    )
    price = AmountField(label="Pay for a task", help_text="Tiers by expected time can follow under Settings.")
    overlap = forms.IntegerField(label="Reviews of each task", min_value=1, max_value=20, initial=2)
    field_order = ("name", "slug", "currency", "price", "overlap")

    def __init__(self, data: Any = None) -> None:  # noqa: ANN401 - a QueryDict or None
        super().__init__(data)
        if data:
            self.fields["price"].currency = str(data.get("currency", "USD"))  # type: ignore[attr-defined]  # AmountField

    def clean(self) -> dict[str, Any]:
        """With a short name that is free."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        slug = asked.get("slug") or slugify(asked.get("name", ""))[:80].strip("-")
        if not slug and "name" in asked:
            self.add_error("slug", "The name has no letter or digit for it; write one.")
        elif Project.objects.filter(slug=slug).exists():
            self.add_error("slug", f"There is a project {slug} already; write another one.")
        if asked.get("price", 0) < 0:
            self.add_error("price", "Pay is not negative.")
        return asked | {"slug": slug}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_project(request: SignedInRequest) -> HttpResponse:
    """Open to whoever leads a project, and to operators."""
    if not may_create(request.user):
        raise NotVisible("making projects is for leads")
    form = NewProjectForm(request.POST or None)
    if request.method != "POST":
        return render(request, "projects/new_project.html", {"form": form})
    if form.is_valid():
        asked = form.cleaned_data
        price = asked.pop("price")
        try:
            project = create_project(lead=request.user, price_minor=price, **asked)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return redirect("project", project.slug)
    return render(request, "projects/new_project.html", {"form": form}, status=422)


urlpatterns = [path("projects/new/", new_project, name="new_project")]
