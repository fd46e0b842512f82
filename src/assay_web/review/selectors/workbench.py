"""What the workbench shows to one reviewer: everything they may know, and nothing else.

Origins, hidden tests and the reference are never read here. Machine evidence is read only once its time has come.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from assay.domain.cwe import CWE_NAMES
from assay.domain.finding import Category, Severity
from assay.domain.review import FalseReason, Verdict
from assay_web.accounts.models import User
from assay_web.kit.markdown import render_markdown
from assay_web.kit.prepared import prepared
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import EvidencePolicy
from assay_web.projects.policies import Person
from assay_web.review.models import Assignment, AssignmentState, Draft
from assay_web.review.policies import assignments_of
from assay_web.review.rules import letters
from assay_web.review.selectors.alignment import alignments, changes
from assay_web.review.selectors.evidence import evidence_of
from assay_web.review.selectors.preview_pages import preview_pages, preview_token
from assay_web.review.shapes import (
    AssignmentShape,
    CandidateShape,
    CweShape,
    Evidence,
    FileShape,
    MoneyShape,
    PreviewsShape,
    ProjectShape,
    RubricShape,
    SavedDraft,
    TaskShape,
    Vocabulary,
    Workbench,
)
from assay_web.tasks.models import Candidate, CriticPolicy, CriticUse
from assay_web.tasks.rubrics import rubric_of


def get_assignment(person: Person, assignment_id: UUID) -> Assignment:
    """The person's own assignment with its task, project and draft; hidden columns are not loaded.

    Raises:
        NotVisible: there is none, or it is somebody else's.
    """
    found = _assignment(person.pk, assignment_id) if isinstance(person, User) else []
    if not found:
        raise NotVisible("no such assignment")
    assignment: Assignment = found[0]
    return assignment


@prepared
def _assignment(person: int, assignment_id: UUID) -> QuerySet[Assignment]:
    mine = assignments_of(User(pk=person)).select_related("task__project", "draft").filter(public_id=assignment_id)
    return mine.defer("task__tests", "task__reference", "draft__first_pass")


def ordered_candidates(assignment: Assignment) -> list[Candidate]:
    """The candidates in the order drawn for this reviewer; the first is A."""
    by_position = {one.position: one for one in _candidates(assignment.task_id)}
    return [by_position[position] for position in assignment.order]


@prepared
def _candidates(task: int) -> QuerySet[Candidate]:
    return Candidate.objects.filter(task=task)


def evidence_visible(assignment: Assignment) -> bool:
    """Whether this reviewer may see machine evidence now."""
    policy = assignment.task.project.evidence_policy
    if policy == EvidencePolicy.AFTER_FIRST_PASS:
        return assignment.locked_at is not None
    return policy == EvidencePolicy.ALWAYS


def critics_visible(assignment: Assignment) -> bool:
    """Whether this reviewer may see what critics claim: never before the first pass is locked, whatever the policy."""
    if assignment.locked_at is None or not evidence_visible(assignment):
        return False
    return CriticPolicy.objects.filter(project=assignment.task.project_id, use=CriticUse.SHOWN).exists()


def _evidence(assignment: Assignment, candidates: Mapping[str, Candidate]) -> Evidence | None:
    if not evidence_visible(assignment):
        return None
    return evidence_of(candidates, assignment.task, critics=critics_visible(assignment))


def workbench(assignment: Assignment) -> Workbench:
    """The whole payload of the workbench page."""
    task, project = assignment.task, assignment.task.project
    candidates = ordered_candidates(assignment)
    names = letters(len(candidates))
    texts: dict[str, dict[str, str]] = {
        letter: json.loads(one.files) for letter, one in zip(names, candidates, strict=True)
    }
    base: dict[str, str] = json.loads(task.base_files)
    draft = assignment.draft
    return Workbench(
        assignment=assignment_shape(assignment),
        task=TaskShape(
            code=task.code,
            title=task.title,
            language=task.language,
            aspects=list(task.aspects),
            entry_point=task.entry_point or None,
            prompt_html=render_markdown(task.prompt),
            base_files=_shapes(base),
            visible_tests=_shapes(json.loads(task.visible_tests)),
        ),
        project=ProjectShape(
            name=project.name,
            slug=project.slug,
            guidelines_html=render_markdown(project.guidelines),
            evidence_policy=EvidencePolicy(project.evidence_policy),
            justification_min=project.justification_min,
        ),
        rubric=RubricShape.model_validate(rubric_of(task).model_dump(mode="json")),
        candidates=[
            CandidateShape(letter=letter, files=_shapes(files), changes=changes(base, files))
            for letter, files in texts.items()
        ],
        alignments=alignments(texts),
        previews=_previews(assignment, base, texts),
        draft=SavedDraft(version=draft.version, body=draft.body, saved_at=draft.saved_at),
        first_pass=_first_pass(assignment),
        evidence=_evidence(assignment, dict(zip(names, candidates, strict=True))),
        vocabulary=_VOCABULARY,
    )


def assignment_shape(assignment: Assignment) -> AssignmentShape:
    """The reviewer's hold on a task."""
    return AssignmentShape(
        id=assignment.public_id,
        state=AssignmentState(assignment.state),
        lease_expires_at=assignment.lease_expires_at,
        seconds_left=seconds_left(assignment),
        back=_back(assignment.task.project.sealed),
        price=MoneyShape(amount_minor=assignment.price_minor, currency=assignment.currency),
    )


@cache
def _back(sealed: bool) -> str:  # noqa: FBT001 - a column
    return reverse("assessments" if sealed else "queue")


def seconds_left(assignment: Assignment) -> int | None:
    """Until the server takes nothing more in; None where saving renews the lease."""
    if not assignment.task.project.sealed:
        return None
    return max(0, int((assignment.lease_expires_at - timezone.now()).total_seconds()))


def _previews(
    assignment: Assignment, base: Mapping[str, str], texts: Mapping[str, Mapping[str, str]]
) -> PreviewsShape | None:
    pages = {letter: preview_pages({**base, **files}) for letter, files in texts.items()}
    if not any(pages.values()):
        return None
    return PreviewsShape(root=f"/preview/{preview_token(assignment)}/", pages=pages)


def _shapes(files: Mapping[str, str]) -> list[FileShape]:
    return [FileShape(path=path, text=text) for path, text in files.items()]


def _first_pass(assignment: Assignment) -> dict[str, object] | None:
    if assignment.locked_at is None:
        return None
    return Draft.objects.filter(pk=assignment.pk).values_list("first_pass", flat=True).first()


_VOCABULARY = Vocabulary(
    severities=list(Severity),
    categories=list(Category),
    verdicts=list(Verdict),
    false_reasons=list(FalseReason),
    cwes=[CweShape(id=number, name=name) for number, name in sorted(CWE_NAMES.items())],
)
