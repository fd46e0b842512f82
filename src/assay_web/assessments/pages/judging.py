"""What the machine leaves open, for people to judge: one thing at a time, without knowing whose it is."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.assessments import services
from assay_web.assessments.policies import judges_anywhere
from assay_web.assessments.selectors.judging import doubt_shown, doubts_for
from assay_web.kit.places import Place, add_place
from assay_web.kit.refusals import Refusal


@require_safe
@signed_in
def judging(request: SignedInRequest) -> HttpResponse:
    """Open to everyone with an account; whoever judges nowhere finds it empty."""
    context = {"rows": doubts_for(request.user), "judges": judges_anywhere(request.user)}
    return render(request, "assessments/judging.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def judge(request: SignedInRequest, doubt_id: UUID) -> HttpResponse:
    """Open to leads and adjudicators of the project, and to operators; never to whose attempt it is."""
    shown = doubt_shown(request.user, doubt_id)
    if request.method != "POST":
        return render(request, "assessments/judge.html", {"doubt": shown})
    try:
        services.judge(request.user, doubt_id, str(request.POST.get("value", "")), str(request.POST.get("note", "")))
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
        return redirect("judge", doubt_id)
    messages.success(request, "Stored.")
    following = next(iter(doubts_for(request.user)), None)
    return redirect("judging") if following is None else redirect("judge", following.doubt_id)


add_place(Place("Judging", "judging", order=32, allowed=judges_anywhere))
urlpatterns = [
    path("judging/", judging, name="judging"),
    path("judging/<uuid:doubt_id>/", judge, name="judge"),
]
