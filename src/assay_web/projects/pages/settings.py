"""A project's settings: state, evidence, overlap, pay by tier, budget, deadline."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.amounts import AmountField, typed_amount
from assay_web.kit.refusals import Refusal
from assay_web.kit.seen import CHANGED_MEANWHILE, changed_meanwhile, seen
from assay_web.projects.models import EvidencePolicy, Project, ProjectState
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project
from assay_web.projects.services import Settings, change_settings
from assay_web.projects.services.changing import Tier


class SettingsForm(forms.Form):
    """All that is one value."""

    name = forms.CharField(label="Name", max_length=200)
    state = forms.ChoiceField(
        label="State", choices=ProjectState.choices, help_text="Paused hands out nothing. Closed is for good."
    )
    closing = forms.CharField(
        label="To close it, its short name",
        required=False,
        max_length=80,
        help_text="Asked for only where the state becomes closed: there is no way back.",
    )
    deadline = forms.DateField(
        label="Deadline", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    evidence_policy = forms.ChoiceField(label="Reviewers see machine evidence", choices=EvidencePolicy.choices)
    overlap = forms.IntegerField(
        label="Reviews of each task", min_value=1, max_value=20, help_text="For tasks imported from now on."
    )
    overlap_max = forms.IntegerField(
        label="At most, if they disagree",
        required=False,
        min_value=2,
        max_value=20,
        help_text="Adds a reviewer until the verdicts are 95\N{NO-BREAK SPACE}% certain. Empty: never.",
    )
    lease_minutes = forms.IntegerField(
        label="Minutes a task is held", min_value=5, max_value=60 * 24 * 30, help_text="Without a sign of work."
    )
    justification_min = forms.IntegerField(
        label="Characters of justification", min_value=0, max_value=5000, help_text="At least, for a ranking."
    )
    price = AmountField(label="Pay for a task", help_text="Where no tier covers it; for tasks imported from now on.")
    budget = AmountField(label="Budget", required=False, help_text="Nothing is claimed beyond it. Empty: no limit.")

    GROUPS = (
        ("The project", ("name", "state", "closing", "deadline")),
        ("Reviews", ("evidence_policy", "overlap", "overlap_max", "lease_minutes", "justification_min")),
        ("Pay", ("price", "budget")),
    )

    def __init__(self, data: object, project: Project) -> None:
        super().__init__(data, initial=_initial(project))  # type: ignore[arg-type]  # a QueryDict
        self.slug = project.slug
        for name in ("price", "budget"):
            self.fields[name].currency = project.currency  # type: ignore[attr-defined]  # of AmountField

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Headings with their fields."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def clean(self) -> dict[str, Any]:
        """Two bounds of one thing, amounts that are not negative, and no closing by mistake."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if asked.pop("closing", "") != self.slug and asked.get("state") == ProjectState.CLOSED:
            self.add_error("closing", f"Closed is for good. Write {self.slug} here if you mean it.")
        most = asked.get("overlap_max")
        if most is not None and most <= asked.get("overlap", 0):
            self.add_error("overlap_max", "More than the reviews of each task, or empty.")
        for name in ("price", "budget"):
            if (asked.get(name) or 0) < 0:
                self.add_error(name, "Not below zero.")
        return asked


class TierForm(forms.Form):
    """One tier; an empty row is none."""

    name = forms.CharField(label="Tier", required=False, max_length=60)
    up_to_minutes = forms.IntegerField(label="Up to minutes", required=False, min_value=1, max_value=10_000)
    price = AmountField(label="Pays", required=False)

    def __init__(self, *arguments: Any, currency: str, **options: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*arguments, **options)
        self.fields["price"].currency = currency  # type: ignore[attr-defined]  # of AmountField

    def clean(self) -> dict[str, Any]:
        """All of it or nothing."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        given = [asked.get(name) not in {None, ""} for name in ("name", "up_to_minutes", "price")]
        if any(given) and not all(given) and not self.errors:
            raise forms.ValidationError("Give name, minutes and pay, or leave the row empty.")
        if (asked.get("price") or 0) < 0:
            self.add_error("price", "Not below zero.")
        return asked


TierFormSet = forms.formset_factory(TierForm, extra=2, max_num=12, absolute_max=12)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def project_settings(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    form = SettingsForm(request.POST or None, project)
    of_project = {"currency": project.currency}
    tiers = TierFormSet(request.POST or None, initial=_tiers(project), prefix="tiers", form_kwargs=of_project)
    stands, status = seen(_initial(project), _tiers(project)), 200
    if request.method == "POST":
        if changed_meanwhile(request, stands):
            form.add_error(None, CHANGED_MEANWHILE)
        if form.is_valid() and tiers.is_valid() and _changed(project, form, tiers.cleaned_data):
            messages.success(request, "The settings are stored.")
            return redirect("project_settings", slug)
        status = 422
    closed = project.state == ProjectState.CLOSED
    context = {"project": project, "form": form, "tiers": tiers, "seen": stands, "closed": closed}
    return render(request, "projects/settings.html", context, status=status)


def _changed(project: Project, form: SettingsForm, rows: list[dict[str, Any]]) -> bool:
    asked = dict(form.cleaned_data)
    settings = Settings(price_minor=asked.pop("price"), budget_minor=asked.pop("budget"), **asked)
    tiers = [Tier(row["name"], row["up_to_minutes"], row["price"]) for row in rows if row.get("name")]
    try:
        change_settings(project, settings, tiers)
    except Refusal as refusal:
        form.add_error(None, f"{refusal}.")
        return False
    return True


def _initial(project: Project) -> dict[str, object]:
    total = project.budget.total_minor
    same = {one.name: getattr(project, one.name) for one in fields(Settings) if hasattr(project, one.name)}
    return same | {
        "price": typed_amount(project.price_minor, project.currency),
        "budget": "" if total is None else typed_amount(total, project.currency),
    }


def _tiers(project: Project) -> list[dict[str, object]]:
    return [
        {
            "name": one.name,
            "up_to_minutes": one.up_to_minutes,
            "price": typed_amount(one.price_minor, project.currency),
        }
        for one in project.price_tiers.all()
    ]


add_project_place(ProjectPlace(Area.SETTINGS, "General", "project_settings", order=10))
urlpatterns = [path("projects/<slug:slug>/settings/", project_settings, name="project_settings")]
