"""How often reviewers call an analyzer's findings real, rule by rule; muting a rule; the answers behind a figure."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.insight import services
from assay_web.insight.policies import changes
from assay_web.insight.selectors.rows import answer_rows
from assay_web.insight.selectors.stored import figures
from assay_web.kit.cursors import cursor_of
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project, get_readable_project

PAGE = 100


class RuleForm(forms.Form):
    """Which rule, and whether it is to be muted or heard again."""

    source = forms.CharField(max_length=100)
    rule = forms.CharField(max_length=200, required=False)
    muted = forms.BooleanField(required=False)


@require_safe
@signed_in
def rules(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads, its clients and operators; muting to leads and operators."""
    project = get_readable_project(request.user, slug)
    stored = figures(project, "rules")
    muted = set(project.muted_rules.values_list("source", "rule"))
    rows = (stored["rules"] or {}).get("rows", [])
    known = {(row["source"], row["rule"]) for row in rows}
    rows = rows + [{"source": source, "rule": rule, "real": 0, "false": 0} for source, rule in sorted(muted - known)]
    after = cursor_of(request.GET)
    context = {
        "project": project,
        "made_at": stored.made_at,
        "rows": [
            {
                **row,
                "muted": (row["source"], row["rule"]) in muted,
                "query": urlencode({"source": row["source"], "rule": row["rule"]}),
            }
            for row in rows[after : after + PAGE]
        ],
        "may_mute": changes(request.user, project),
        "after": after,
        "next_cursor": after + PAGE if len(rows) > after + PAGE else None,
    }
    return render(request, "insight/rules.html", context)


@require_POST
@signed_in
def mute_rule(request: SignedInRequest, slug: str) -> HttpResponse:
    """Mute a rule, or let it be heard again."""
    project = get_project(request.user, slug)
    form = RuleForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Say which rule: its source is missing.")
        return redirect("insight_rules", project.slug)
    source, rule = form.cleaned_data["source"], form.cleaned_data["rule"]
    if form.cleaned_data["muted"]:
        services.mute(request.user, project, source, rule)
        messages.success(request, f"Muted. Reviewers of this project no longer see findings of {source} {rule}.")
    else:
        services.unmute(request.user, project, source, rule)
        messages.success(request, f"Reviewers of this project see findings of {source} {rule} again.")
    return redirect("insight_rules", project.slug)


@require_safe
@signed_in
def rule_answers(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every answer to the findings of one rule; open as the list of rules."""
    project = get_readable_project(request.user, slug)
    form = RuleForm(request.GET)
    form.is_valid()
    source, rule = form.cleaned_data.get("source") or "", form.cleaned_data.get("rule") or ""
    after = cursor_of(request.GET)
    context = {
        "project": project,
        "source": source,
        "rule": rule,
        "page": answer_rows(project, source, rule, after),
        "after": after,
        "query": urlencode({"source": source, "rule": rule}),
    }
    return render(request, "insight/answers.html", context)


add_project_place(ProjectPlace(Area.EVIDENCE, "Rules", "insight_rules", order=20, readers=True))
urlpatterns = [
    path("projects/<slug:slug>/rules/", rules, name="insight_rules"),
    path("projects/<slug:slug>/rules/mute/", mute_rule, name="insight_mute"),
    path("projects/<slug:slug>/rules/answers/", rule_answers, name="insight_answers"),
]
