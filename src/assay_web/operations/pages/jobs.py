"""Background work for the operator: queues, workers, jobs in hand, and those that failed."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.places import Place, add_place
from assay_web.kit.refusals import Refusal
from assay_web.operations import selectors, services
from assay_web.operations.policies import require_operator
from assay_web.projects.policies import is_operator
from assay_web.tasks.collecting import running

_ACTS = {
    "retry": (services.retry, "The job is in its queue again."),
    "discard": (services.discard, "The job is gone."),
}


class BeforeForm(forms.Form):
    """Where a page of failed jobs begins."""

    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class ActForm(forms.Form):
    """What to do."""

    act = forms.ChoiceField(choices=[(name, name) for name in _ACTS])


@require_safe
@signed_in
def jobs(request: SignedInRequest) -> HttpResponse:
    """Open to operators."""
    require_operator(request.user)
    form = BeforeForm(request.GET)
    failed = selectors.jobs("failed", form.cleaned_data["before"] if form.is_valid() else None)
    context = {
        "queues": selectors.queues(),
        "workers": selectors.workers(),
        "running": selectors.jobs("doing"),
        "collections": running(request.user),
        "failed": failed,
        "next": failed[-1].id if len(failed) == selectors.PAGE else None,
        "interventions": selectors.interventions(),
    }
    return render(request, "operations/jobs.html", context)


@require_POST
@signed_in
def act(request: SignedInRequest, job_id: int) -> HttpResponse:
    """Do something to one job. Open to operators."""
    require_operator(request.user)
    form = ActForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "That cannot be done to a job.")
        return redirect("jobs")
    work, said = _ACTS[form.cleaned_data["act"]]
    try:
        work(request.user, job_id)
        messages.success(request, said)
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
    return redirect("jobs")


add_place(Place("Jobs", "jobs", order=70, allowed=is_operator))
urlpatterns = [
    path("operations/jobs/", jobs, name="jobs"),
    path("operations/jobs/<int:job_id>/", act, name="job"),
]
