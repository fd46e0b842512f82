"""One assessment for its lead: what its items are worth, and its state."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.models import User
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.assessments import services
from assay_web.assessments.models import Assessment, Item
from assay_web.assessments.selectors.lead import get_assessment, items_of, stock_of
from assay_web.kit.refusals import Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Role


class Cursor(forms.Form):
    """Where the list begins; what cannot be read means the beginning."""

    after = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)


class Step(forms.Form):
    """What is asked, and of which item or person."""

    what = forms.ChoiceField(
        choices=[(one, one) for one in ("open", "close", "retire", "bring-back", "pilot", "weigh")]
    )
    item = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    person = forms.EmailField(required=False)
    because = forms.CharField(required=False, max_length=150)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def assessment(request: SignedInRequest, slug: str, assessment_id: UUID) -> HttpResponse:
    """Open to the project's leads and to operators."""
    found = get_assessment(request.user, slug, assessment_id)
    if request.method == "POST":
        _take(request, found)
        return redirect("assessment", slug, assessment_id)
    cursor = Cursor(request.GET)
    cursor.is_valid()
    after = cursor.cleaned_data.get("after") or 0
    context = {
        "assessment": found,
        "project": found.project,
        "page": items_of(found, after),
        "after": after,
        "stock": stock_of(found),
        "reviewers": found.project.memberships.filter(role=Role.REVIEWER)
        .select_related("user")
        .order_by("user__email")[:200],
    }
    return render(request, "assessments/assessment.html", context)


def _take(request: SignedInRequest, found: Assessment) -> None:
    asked = Step(request.POST)
    if not asked.is_valid():
        messages.warning(request, "Nothing was changed: that is no step of this page.")
        return
    given = asked.cleaned_data
    try:
        told = _step(found, str(given["what"]), given["item"], str(given["person"]), str(given["because"]))
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
    else:
        messages.success(request, told)


def _step(found: Assessment, what: str, item: int | None, person: str, because: str) -> str:
    match what:
        case "open":
            services.open_assessment(found)
            return "People can take it now."
        case "close":
            services.close_assessment(found)
            return "Nobody can begin it any more; attempts that have begun go on."
        case "weigh":
            retired = services.weigh(found)
            return f"The figures are made anew; {retired} item{'' if retired == 1 else 's'} retired as leaked."
        case "pilot":
            services.begin_pilot(_member(found, person), found)
            return f"{person} finds it under Assessments."
        case "retire":
            services.retire(_item(found, item), because.strip() or "Retired by a lead")
            return "The item is given to nobody any more."
        case _:
            services.bring_back(_item(found, item))
            return "The item is given again."


def _item(found: Assessment, pk: int | None) -> Item:
    item = found.items.filter(pk=pk or 0).first()
    if item is None:
        raise NotVisible("no such item")
    return item


def _member(found: Assessment, email: str) -> User:
    membership = found.project.memberships.select_related("user").filter(user__email=email).first()
    if membership is None:
        raise Refusal("Only members of the project pilot its items")
    return membership.user


urlpatterns = [path("projects/<slug:slug>/assessments/<uuid:assessment_id>/", assessment, name="assessment")]
