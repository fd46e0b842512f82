"""Submitting a review: complete or not at all, and for good."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.intents import intent
from assay_web.kit.prepared import prepared
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import EvidencePolicy
from assay_web.review.draft import DraftBody
from assay_web.review.models import Assignment, Draft, LiveRun, Review, RunKind, RunState
from assay_web.review.rules import FEWEST_FOR_MUST_JUDGE, Asked, Problem, letters, problems
from assay_web.review.selectors.evidence import evidence_of
from assay_web.review.selectors.workbench import evidence_visible, ordered_candidates
from assay_web.review.services.drafts import Stale, own_assignment, require_open, settle_proofs
from assay_web.review.services.storing import Submission, store
from assay_web.tasks.models import Candidate
from assay_web.tasks.rubrics import rubric_of


class Incomplete(Refusal):
    """Something is missing; ``problems`` says what and where."""

    def __init__(self, found: Sequence[Problem]) -> None:
        super().__init__(f"The review is not complete: {len(found)} thing{'s' if len(found) != 1 else ''} to do")
        self.problems = tuple(found)


@intent
def submit(user: User, assignment_id: UUID, version: int, body: DraftBody, idempotency_key: str) -> Review:
    """Store the review. The same key answers with the same review however often it is sent.

    Raises:
        NotVisible, Gone, Conflict, Stale: as for saving a draft.
        Incomplete: something is missing; nothing is stored.
    """
    assignment = own_assignment(user, assignment_id)
    earlier = dict(_reviews(assignment.pk)) if assignment.submitted_at is not None else {}
    if idempotency_key in earlier:
        return Review.objects.get(pk=earlier[idempotency_key])
    require_open(assignment)
    candidates = dict(zip(letters(len(assignment.order)), ordered_candidates(assignment), strict=True))
    if found := [*_unlocked(assignment), *problems(body, _asked(assignment, candidates, body))]:
        raise Incomplete(found)
    settle_proofs(assignment, body)
    submission = Submission(version, body, len(earlier) + 1, idempotency_key)
    review = store(assignment, candidates, submission, timezone.now())
    if review is None:
        draft = Draft.objects.get(pk=assignment.pk)
        raise Stale(draft.version, draft.body)
    return review


@prepared
def _reviews(assignment: int) -> QuerySet[Review, tuple[str, int]]:
    return Review.objects.filter(assignment=assignment).values_list("idempotency_key", "pk")


def _unlocked(assignment: Assignment) -> list[Problem]:
    policy = assignment.task.project.evidence_policy
    if policy == EvidencePolicy.AFTER_FIRST_PASS and assignment.locked_at is None:
        return [Problem("evidence", "Lock the first pass to see the machine evidence", "lock")]
    return []


def _asked(assignment: Assignment, candidates: Mapping[str, Candidate], body: DraftBody) -> Asked:
    base = json.loads(assignment.task.base_files)
    return Asked(
        letters=tuple(candidates),
        rubric=rubric_of(assignment.task),
        ranking="ranking" in assignment.task.aspects,
        justification_min=assignment.task.project.justification_min,
        files={letter: {**base, **json.loads(one.files)} for letter, one in candidates.items()},
        must_judge=_must_judge(assignment, candidates),
        tested=_tested(assignment, body),
    )


def _must_judge(assignment: Assignment, candidates: Mapping[str, Candidate]) -> dict[str, str]:
    if not evidence_visible(assignment):
        return {}
    shown = evidence_of(candidates, assignment.task)
    return {
        str(finding.id): f"{letter} {finding.path}:{finding.start_line} {finding.title}"
        for letter, evidence in shown.candidates.items()
        for finding in evidence.findings
        if finding.severity.rank >= FEWEST_FOR_MUST_JUDGE.rank
    }


def _tested(assignment: Assignment, body: DraftBody) -> frozenset[str]:
    named = {letter: one for letter, one in body.corrections.items() if one.run is not None}
    if not named:
        return frozenset()
    rows = LiveRun.objects.filter(
        assignment=assignment,
        kind=RunKind.CORRECTION,
        state=RunState.DONE,
        public_id__in=[one.run for one in named.values()],
    ).values_list("public_id", "letter", "files")
    ran = {public_id: (letter, json.loads(files)) for public_id, letter, files in rows}
    return frozenset(
        letter
        for letter, one in named.items()
        if one.run in ran and ran[one.run] == (letter, {file.path: file.text for file in one.files})
    )
