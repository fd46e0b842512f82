"""``/api/v1/assignments`` and ``/api/v1/runs``: what the workbench reads and writes."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Header, Router, Status
from pydantic import Field

from assay.domain.finding import Proof
from assay.domain.run import Outcome, Run
from assay.domain.trial import Tried
from assay_web.accounts.api.calling import READ, REVIEW, caller
from assay_web.kit.refusals import Gone
from assay_web.kit.visibility import NotVisible
from assay_web.review import services
from assay_web.review.models import GONE_STATES, LiveRun, RunKind, RunState
from assay_web.review.policies import runs_of
from assay_web.review.selectors import get_assignment, workbench
from assay_web.review.shapes import (
    RunShape,
    Saved,
    SaveDraft,
    StartCorrection,
    StartReproducer,
    StartTrial,
    SubmittedShape,
    TestResultShape,
    Workbench,
    WriteBody,
)

router = Router(tags=["workbench"])

StartRun = Annotated[StartReproducer | StartCorrection | StartTrial, Field(discriminator="kind")]


@router.get("/assignments/{uuid:assignment_id}", auth=READ, response=Workbench, operation_id="getWorkbench")
def read(request: HttpRequest, assignment_id: UUID) -> Workbench:
    """Everything that the workbench shows; 410 once the task was given back, or taken back."""
    assignment = get_assignment(caller(request), assignment_id)
    if assignment.state in GONE_STATES:
        raise Gone("You no longer hold this task")
    return workbench(assignment)


@router.put("/assignments/{uuid:assignment_id}/draft", auth=REVIEW, response=Saved, operation_id="saveDraft")
def save(request: HttpRequest, assignment_id: UUID, payload: SaveDraft) -> Saved:
    """Save the draft; 409 with the newer one if it has moved on."""
    saved = services.save_draft(caller(request), assignment_id, payload.version, payload.body, payload.active_ms)
    return Saved(version=saved.version, saved_at=saved.saved_at, seconds_left=saved.seconds_left)


@router.post("/assignments/{uuid:assignment_id}/lock", auth=REVIEW, response=Workbench, operation_id="lockFirstPass")
def lock(request: HttpRequest, assignment_id: UUID, payload: WriteBody) -> Workbench:
    """Lock the first pass; the answer brings the machine evidence."""
    user = caller(request)
    services.lock_first_pass(user, assignment_id, payload.version, payload.body)
    return workbench(get_assignment(user, assignment_id))


@router.post("/assignments/{uuid:assignment_id}/runs", auth=REVIEW, response={202: RunShape}, operation_id="startRun")
def start_run(request: HttpRequest, assignment_id: UUID, payload: StartRun) -> Status[RunShape]:
    """Queue a reproducer, the tests on a correction, or something to try on every candidate."""
    user = caller(request)
    if isinstance(payload, StartReproducer):
        run = services.run_reproducer(user, assignment_id, payload.candidate, payload.finding_id, payload.code)
    elif isinstance(payload, StartTrial):
        run = services.try_code(user, assignment_id, payload.code)
    else:
        run = services.run_correction(user, assignment_id, payload.candidate, payload.files)
    return Status(202, _run_shape(run))


@router.get("/runs/{uuid:run_id}", auth=READ, response=RunShape, operation_id="getRun")
def read_run(request: HttpRequest, run_id: UUID) -> RunShape:
    """How a run stands."""
    run = runs_of(caller(request)).defer("files", "complete").filter(public_id=run_id).first()
    if run is None:
        raise NotVisible("no such run")
    return _run_shape(run)


@router.post(
    "/assignments/{uuid:assignment_id}/submit", auth=REVIEW, response=SubmittedShape, operation_id="submitReview"
)
def submit(
    request: HttpRequest,
    assignment_id: UUID,
    payload: WriteBody,
    idempotency_key: Annotated[str, Header(min_length=8, max_length=200)],
) -> SubmittedShape:
    """Submit the review; 422 lists what is missing. The same key is answered with the same review."""
    review = services.submit(caller(request), assignment_id, payload.version, payload.body, idempotency_key)
    return SubmittedShape(review=review.public_id)


@router.post(
    "/assignments/{uuid:assignment_id}/release", auth=REVIEW, response={204: None}, operation_id="releaseAssignment"
)
def release(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Give the task back."""
    services.release(caller(request), assignment_id)
    return HttpResponse(status=204)


def _run_shape(run: LiveRun) -> RunShape:
    result: dict[str, Any] = run.result or {}
    trial = run.kind == RunKind.TRIAL
    shown = Run.model_validate(result, strict=False) if result and not trial else _NOTHING_YET
    return RunShape(
        id=run.public_id,
        kind=RunKind(run.kind),
        state=RunState(run.state),
        candidate=run.letter,
        outcome=shown.outcome if shown is not _NOTHING_YET else None,
        proof=Proof(run.proof) if run.proof else None,
        passed=shown.passed,
        total=shown.total,
        tests=[TestResultShape(id=one.id, outcome=one.outcome, message=one.message) for one in shown.tests],
        output=shown.output or run.output,
        wall_s=shown.wall_s,
        reason=shown.reason,
        tried={letter: Tried.model_validate(one, strict=False) for letter, one in result.items()} if trial else {},
    )


_NOTHING_YET = Run(outcome=Outcome.NOT_RUN)
