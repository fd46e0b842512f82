"""One's own attempt: the rules before it starts, the clock, the way to the next item, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.assessments import services
from assay_web.assessments.selectors.own import own_attempt, shown
from assay_web.assessments.selectors.result import DECIDED, result
from assay_web.kit.refusals import Refusal


@require_safe
@signed_in
def attempt(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """Open to whose it is."""
    found = own_attempt(request.user, attempt_id)
    if found.state in DECIDED:
        return render(request, "assessments/result.html", {"result": result(found), "own": True})
    return render(request, "assessments/attempt.html", {"attempt": shown(found)})


@require_POST
@signed_in
def next_item(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """Lead to the item that is open, or to another one; back to the page when there is none."""
    try:
        assignment = services.next_item(request.user, attempt_id)
    except Refusal as refusal:
        return _refused(request, attempt_id, refusal)
    return redirect("attempt", attempt_id) if assignment is None else redirect("workbench", assignment.public_id)


@require_POST
@signed_in
def answers(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """Store written answers; ``what=hand-in`` ends the attempt with them."""
    given = {
        int(name.removeprefix("answer-")): str(text)
        for name, text in request.POST.items()
        if name.removeprefix("answer-").isdecimal()
    }
    handed_in = request.POST.get("what") == "hand-in"

    def store() -> None:
        services.save_answers(request.user, attempt_id, given, hand_in=handed_in)

    return _done(request, attempt_id, store, "" if handed_in else "Your answers are stored.")


@require_POST
@signed_in
def clock(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """Stop the clock, let it go on, or end the attempt with what was handed in."""
    steps: dict[str, Callable[[], None]] = {
        "pause": lambda: services.pause(request.user, attempt_id),
        "resume": lambda: services.resume(request.user, attempt_id),
        "stop": lambda: services.stop(request.user, attempt_id),
    }
    found = own_attempt(request.user, attempt_id)
    step = steps.get(str(request.POST.get("what")))
    return redirect("attempt", found.public_id) if step is None else _done(request, attempt_id, step, "")


@require_POST
@signed_in
def appeal(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """Dispute the decision, once."""
    text = str(request.POST.get("text", ""))

    def store() -> None:
        services.appeal(request.user, attempt_id, text)

    return _done(
        request, attempt_id, store, "Your appeal stands. A lead of the project answers it here, with a reason."
    )


def _done(request: SignedInRequest, attempt_id: UUID, step: Callable[[], None], told: str) -> HttpResponse:
    try:
        step()
    except Refusal as refusal:
        return _refused(request, attempt_id, refusal)
    if told:
        messages.success(request, told)
    return redirect("attempt", attempt_id)


def _refused(request: SignedInRequest, attempt_id: UUID, refusal: Refusal) -> HttpResponse:
    services.note_refusal(request.user, "POST", request.path, str(refusal))
    messages.warning(request, f"{refusal}.")
    return redirect("attempt", attempt_id)


urlpatterns = [
    path("assessments/<uuid:attempt_id>/", attempt, name="attempt"),
    path("assessments/<uuid:attempt_id>/next/", next_item, name="next_item"),
    path("assessments/<uuid:attempt_id>/answers/", answers, name="attempt_answers"),
    path("assessments/<uuid:attempt_id>/clock/", clock, name="attempt_clock"),
    path("assessments/<uuid:attempt_id>/appeal/", appeal, name="attempt_appeal"),
]
