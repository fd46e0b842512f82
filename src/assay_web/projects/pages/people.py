"""Who is in a project, in which role, and who is invited."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import Project, Role
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project, members, open_invitations
from assay_web.projects.services import change_role, invite, withdraw


class InviteForm(forms.Form):
    """Whom, and as what."""

    email = forms.EmailField(label="E-mail", max_length=254)
    role = forms.ChoiceField(label="Role", choices=Role.choices)


class ChangeForm(forms.Form):
    """One member or one invitation, and what is to become of it."""

    member = forms.IntegerField(required=False)
    role = forms.ChoiceField(required=False, choices=[*Role.choices, ("", "")])
    invitation = forms.UUIDField(required=False)
    what = forms.ChoiceField(choices=[(one, one) for one in ("role", "remove", "withdraw")])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def people(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    if request.method != "POST":
        return _page(request, project, InviteForm())
    if "what" in request.POST:
        return _change(request, project)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            invitation, token = invite(request.user, project, form.cleaned_data["email"], form.cleaned_data["role"])
        except Refusal as refusal:
            form.add_error(None, f"{refusal}.")
        else:
            link = request.build_absolute_uri(reverse("invitation", args=[token]))
            return _page(request, project, InviteForm(), link=link, invited=invitation.email)
    return _page(request, project, form, status=422)


def _change(request: SignedInRequest, project: Project) -> HttpResponse:
    form = ChangeForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "That could not be read; use the buttons of this page.")
        return redirect("people", project.slug)
    asked = form.cleaned_data
    try:
        if asked["what"] == "withdraw" and asked["invitation"]:
            withdraw(project, asked["invitation"])
            messages.success(request, "The invitation is withdrawn; its link no longer works.")
        else:
            role = None if asked["what"] == "remove" else asked["role"] or Role.REVIEWER
            change_role(project, asked["member"] or 0, role)
            messages.success(request, "The member was removed." if role is None else "The role was changed.")
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
    return redirect("people", project.slug)


def _page(
    request: SignedInRequest,
    project: Project,
    form: InviteForm,
    *,
    status: int = 200,
    link: str = "",
    invited: str = "",
) -> HttpResponse:
    context = {
        "project": project,
        "form": form,
        "link": link,
        "invited": invited,
        "members": members(project),
        "invitations": open_invitations(project),
        "roles": Role.choices,
    }
    return render(request, "projects/people.html", context, status=status)


add_project_place(ProjectPlace(Area.PEOPLE, "Members", "people", order=10))
urlpatterns = [path("projects/<slug:slug>/people/", people, name="people")]
