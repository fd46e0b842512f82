"""One task with its conflicts side by side, settled by keyboard. Without script it is a page of forms."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.adjudication import services
from assay_web.adjudication.models import Conflict, ConflictKind, Reason
from assay_web.adjudication.policies import seen_by_adjudicator
from assay_web.adjudication.selectors import sheet, tasks_in_conflict
from assay_web.adjudication.selectors.sheet import names_of
from assay_web.adjudication.wording import order_from_letters
from assay_web.kit.refusals import Refusal
from assay_web.kit.visibility import NotVisible


class RulingForm(forms.Form):
    """A value, or for rankings an order that nobody gave; a fixed reason; words."""

    value = forms.CharField(required=False, max_length=200)
    order = forms.CharField(required=False, max_length=200)
    reason = forms.ChoiceField(choices=Reason.choices)
    text = forms.CharField(required=False, max_length=10_000)

    def clean(self) -> dict[str, str]:
        """One of the two must be there."""
        given: dict[str, str] = super().clean() or {}
        if not (given.get("value") or given.get("order", "").strip()):
            raise ValidationError("Choose what holds.")
        return given


class HandBackForm(forms.Form):
    """Whose review goes back, by the name on this page, and why."""

    who = forms.RegexField(r"^r[0-9]{1,3}$")
    reason = forms.CharField(max_length=10_000, label="Reason")


@require_safe
@signed_in
def settle(request: SignedInRequest, task_id: UUID) -> HttpResponse:
    """Open to the project's adjudicators and to operators, unless they reviewed the task themselves."""
    shown = sheet(request.user, task_id)
    following = next((row for row in tasks_in_conflict(request.user, shown.task.pk).rows), None)
    context = {"sheet": shown, "following": following, "reasons": Reason.choices}
    return render(request, "adjudication/settle.html", context)


@require_POST
@signed_in
def rule(request: SignedInRequest, conflict_id: UUID) -> HttpResponse:
    """Store a ruling; answers with the conflict as it then stands, or leads back to the page."""
    conflict = _conflict(request, conflict_id)
    form = RulingForm(request.POST)
    problem = ""
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.rule(request.user, conflict_id, _value(conflict, given), given["reason"], given["text"])
        except Refusal as refusal:
            problem = str(refusal)
    else:
        problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
    if not request.headers.get("HX-Request"):
        if problem:
            messages.warning(request, problem)
        return redirect("settle", conflict.task.public_id)
    shown = sheet(request.user, conflict.task.public_id, only=conflict_id)
    context = {"item": shown.conflicts[0], "reasons": Reason.choices, "problem": problem, "given": request.POST}
    return render(request, "adjudication/conflict.html", context)


@require_POST
@signed_in
def hand_back(request: SignedInRequest, conflict_id: UUID) -> HttpResponse:
    """Return one reviewer's review for revision."""
    conflict = _conflict(request, conflict_id)
    form = HandBackForm(request.POST)
    people = {name: pk for pk, name in names_of(conflict.task).people.items()}
    if not form.is_valid() or form.cleaned_data["who"] not in people:
        messages.warning(request, "Choose whose review goes back, and write the reason that they will read.")
        return redirect("settle", conflict.task.public_id)
    try:
        services.hand_back(request.user, conflict_id, people[form.cleaned_data["who"]], form.cleaned_data["reason"])
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"The review of {form.cleaned_data['who']} went back to its author.")
    return redirect("settle", conflict.task.public_id)


def _conflict(request: SignedInRequest, conflict_id: UUID) -> Conflict:
    found = seen_by_adjudicator(request.user).select_related("task").filter(public_id=conflict_id).first()
    if found is None:
        raise NotVisible("no such conflict")
    return found


def _value(conflict: Conflict, given: dict[str, str]) -> object:
    """What was posted, in the terms of the conflict's kind; nonsense is left for the service to refuse."""
    if conflict.kind == ConflictKind.RANKING and given["order"].strip():
        return order_from_letters(given["order"], names_of(conflict.task).letters)
    if conflict.kind == ConflictKind.RATING and given["value"].isdecimal():
        return int(given["value"])
    return given["value"]


urlpatterns = [
    path("adjudication/<uuid:task_id>/", settle, name="settle"),
    path("adjudication/conflicts/<uuid:conflict_id>/", rule, name="rule"),
    path("adjudication/conflicts/<uuid:conflict_id>/return/", hand_back, name="hand_back"),
]
