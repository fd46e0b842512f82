"""The findings behind one density of the models' page."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay.domain.finding import Category, Severity
from assay.domain.task import Language
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.insight.selectors.findings import finding_rows
from assay_web.kit.labels import label
from assay_web.projects.policies import sees_origins
from assay_web.projects.selectors import get_readable_project


class FindingFilter(forms.Form):
    """Which findings, and where the page begins; what cannot be read is ignored."""

    model = forms.CharField(required=False, max_length=500)
    severity = forms.ChoiceField(required=False, choices=[("", ""), *((one.value, one.value) for one in Severity)])
    category = forms.ChoiceField(required=False, choices=[("", ""), *((one.value, one.value) for one in Category)])
    language = forms.ChoiceField(required=False, choices=[("", ""), *((one.value, one.value) for one in Language)])
    after = forms.RegexField(r"^\d{1,18}-\d{1,18}$", required=False)


@require_safe
@signed_in
def findings(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and operators, to its clients once it is closed."""
    project = get_readable_project(request.user, slug)
    form = FindingFilter(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) or "" for name in ("model", "severity", "category", "language")}
    after = form.cleaned_data.get("after") or ""
    allowed = sees_origins(request.user, project)
    candidate, _, finding = after.partition("-")
    page = finding_rows(project, **asked, after=(int(candidate or 0), int(finding or 0))) if allowed else None
    context = {
        "project": project,
        "allowed": allowed,
        "model": asked["model"],
        "limits": [label(asked[name]) for name in ("severity", "category", "language") if asked[name]],
        "page": page,
        "following": "-".join(map(str, page.next_cursor)) if page and page.next_cursor else "",
        "after": after,
        "query": urlencode({name: value for name, value in asked.items() if value}),
    }
    return render(request, "insight/findings.html", context)


urlpatterns = [path("projects/<slug:slug>/models/findings/", findings, name="insight_findings")]
