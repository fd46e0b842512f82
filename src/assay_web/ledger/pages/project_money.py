"""A project's money for its lead: budget, what is committed and earned, bonuses and corrections."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.models import User
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.amounts import AmountField
from assay_web.kit.refusals import Refusal
from assay_web.ledger import selectors, services
from assay_web.projects.models import Project, Role
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project


class AdjustForm(forms.Form):
    """A bonus, or a correction with a minus."""

    reviewer = forms.CharField(label="Reviewer")
    amount = AmountField(label="Amount", help_text="With a minus it is taken from what is payable for this project.")
    code = forms.CharField(label="Task", required=False, max_length=20, help_text="Such as T-0412.")
    reason = forms.CharField(label="Reason", max_length=1000, help_text="The reviewer reads it.")
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object, project: Project) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()})  # type: ignore[arg-type]  # a QueryDict
        people = User.objects.filter(memberships__project=project, memberships__role=Role.REVIEWER)
        self.fields["reviewer"] = _ByPseudonym(
            people.order_by("pseudonym"), label="Reviewer", to_field_name="pseudonym"
        )
        self.fields["amount"].currency = project.currency  # type: ignore[attr-defined]  # of AmountField


class _ByPseudonym(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    def label_from_instance(self, obj: User) -> str:
        return obj.pseudonym


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def project_money(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    form = AdjustForm(request.POST or None, project)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _adjusted(request, project, form):
            return redirect("project_money", slug)
        status = 422
    services.catch_up(project=project)
    context = {"project": project, "money": selectors.project_money(project), "form": form}
    return render(request, "ledger/project_money.html", context, status=status)


def _adjusted(request: SignedInRequest, project: Project, form: AdjustForm) -> bool:
    asked = form.cleaned_data
    try:
        services.adjust(
            request.user,
            project,
            asked["reviewer"],
            asked["amount"],
            asked["reason"],
            key=str(asked["key"]),
            code=asked["code"].strip(),
        )
    except Refusal as refusal:
        form.add_error(None, f"{refusal}.")
        return False
    messages.success(request, f"Entered for {asked['reviewer'].pseudonym}; they see it on their earnings page.")
    return True


add_project_place(ProjectPlace(Area.MONEY, "Money", "project_money", order=10))
urlpatterns = [path("projects/<slug:slug>/money/", project_money, name="project_money")]
