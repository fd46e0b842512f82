"""The JSON of the workbench API. The island's types name the same: a test compares them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from assay.domain.finding import Category, Proof, Severity, SourceKind
from assay.domain.review import FalseReason, Verdict
from assay.domain.run import EvidenceClass, Outcome, TestOutcome
from assay.domain.task import Aspect
from assay.domain.trial import Tried
from assay_web.projects.models import EvidencePolicy
from assay_web.review.draft import DraftBody, DraftFile, Letter, PathOrNone
from assay_web.review.models import AssignmentState, RunKind, RunState


class MoneyShape(BaseModel):
    """Minor units of an ISO 4217 currency."""

    amount_minor: int
    currency: str


class AssignmentShape(BaseModel):
    """The reviewer's hold on the task."""

    id: UUID
    state: AssignmentState
    lease_expires_at: datetime
    seconds_left: int | None = None
    """Until nothing more is taken in; null where saving renews the lease."""
    back: str
    """Where the workbench leads back to."""
    price: MoneyShape


class FileShape(BaseModel):
    """One file."""

    path: str
    text: str


class TaskShape(BaseModel):
    """What is asked."""

    code: str
    title: str
    language: str
    aspects: list[Aspect]
    entry_point: str | None
    prompt_html: str
    base_files: list[FileShape]
    visible_tests: list[FileShape]


class ProjectShape(BaseModel):
    """The rules of the project."""

    name: str
    slug: str
    guidelines_html: str
    evidence_policy: EvidencePolicy
    justification_min: int


class AnchorShape(BaseModel):
    """What one score looks like."""

    score: int
    text: str


class CriterionShape(BaseModel):
    """One question on a scale from 1."""

    id: str
    title: str
    question: str
    scale: int
    weight: float
    anchors: list[AnchorShape]


class RubricShape(BaseModel):
    """The criteria of this task."""

    id: str
    version: int
    title: str
    criteria: list[CriterionShape]


HunkShape = list[int]
"""``[from, to, from, to]``: lines of the first text that became those of the second; 0-based, half open."""


class CandidateShape(BaseModel):
    """A candidate under its letter; ``changes`` maps a path to how the base file of that name became its own."""

    letter: str
    files: list[FileShape]
    changes: dict[str, list[HunkShape]] = {}


class AlignmentShape(BaseModel):
    """How a file of one candidate becomes a file of another; between hunks their lines are equal."""

    first: str
    first_path: str
    second: str
    second_path: str
    hunks: list[HunkShape]


class PreviewsShape(BaseModel):
    """Pages of front-end candidates: ``root`` + letter + "/" + path is the address of one; by letter, their paths."""

    root: str
    pages: dict[str, list[str]]


class SavedDraft(BaseModel):
    """The draft as the server holds it."""

    version: int
    body: DraftBody
    saved_at: datetime | None


class TestResultShape(BaseModel):
    """One test; a hidden one, or all of them where they are told as one, is called "hidden 1" and has no message."""

    id: str
    outcome: TestOutcome
    message: str


class TestsShape(BaseModel):
    """How the task's tests went on a candidate."""

    outcome: Outcome
    passed: int
    total: int
    reason: str
    results: list[TestResultShape]
    forgeable: bool
    evidence_class: EvidenceClass | None


class SourceShape(BaseModel):
    """Which tool and rule."""

    kind: SourceKind
    name: str
    version: str | None
    rule: str | None


class EvidenceFindingShape(BaseModel):
    """One machine finding."""

    id: UUID
    path: str
    start_line: int
    start_column: int | None
    end_line: int
    end_column: int | None
    aspect: Aspect
    category: Category
    severity: Severity
    cwe: int | None
    title: str
    explanation: str
    source: SourceShape
    witnesses: list[SourceShape]
    confidence: float | None


class CandidateEvidence(BaseModel):
    """What machines observed of one candidate; ``problem`` says why they could not."""

    tests: TestsShape | None
    findings: list[EvidenceFindingShape]
    problem: str | None = None


class Evidence(BaseModel):
    """Machine evidence by letter; pending while some of it is being collected."""

    state: Literal["pending", "ready"]
    candidates: dict[str, CandidateEvidence]


class CweShape(BaseModel):
    """A weakness."""

    id: int
    name: str


class Vocabulary(BaseModel):
    """The words to choose from."""

    severities: list[Severity]
    categories: list[Category]
    verdicts: list[Verdict]
    false_reasons: list[FalseReason]
    cwes: list[CweShape]


class Workbench(BaseModel):
    """Everything that the workbench shows."""

    assignment: AssignmentShape
    task: TaskShape
    project: ProjectShape
    rubric: RubricShape
    candidates: list[CandidateShape]
    alignments: list[AlignmentShape]
    previews: PreviewsShape | None = None
    draft: SavedDraft
    first_pass: dict[str, Any] | None
    evidence: Evidence | None
    vocabulary: Vocabulary


class SaveDraft(BaseModel):
    """A save: ``version`` is the one it builds on; ``active_ms`` counts activity since the last save."""

    version: int = Field(ge=0)
    body: DraftBody
    active_ms: int = Field(default=0, ge=0)


class Saved(BaseModel):
    """The version that now stands."""

    version: int
    saved_at: datetime
    seconds_left: int | None = None


class WriteBody(BaseModel):
    """A body that builds on ``version``."""

    version: int = Field(ge=0)
    body: DraftBody


class StartReproducer(BaseModel):
    """Run a reproducer on a candidate."""

    kind: Literal["reproducer"]
    candidate: Letter
    finding_id: UUID
    code: str = Field(min_length=1, max_length=100_000)
    path: PathOrNone = ""


class StartCorrection(BaseModel):
    """Run the tests on corrected files."""

    kind: Literal["correction"]
    candidate: Letter
    files: list[DraftFile] = Field(min_length=1, max_length=2000)


class StartTrial(BaseModel):
    """Try an input or a snippet on every candidate; SQL may be empty, which shows the candidates' own rows."""

    kind: Literal["trial"]
    code: str = Field(max_length=20_000)


class RunShape(BaseModel):
    """A live run. ``output`` is that of the reproducer or of visible tests only; ``tried``, by letter, of a trial."""

    id: UUID
    kind: RunKind
    state: RunState
    candidate: str
    outcome: Outcome | None
    proof: Proof | None
    passed: int
    total: int
    tests: list[TestResultShape]
    output: str
    wall_s: float
    reason: str
    tried: dict[str, Tried] = {}


class SubmittedShape(BaseModel):
    """The review stands."""

    state: Literal["submitted"] = "submitted"
    review: UUID


class ProblemShape(BaseModel):
    """Something that is missing."""

    section: str
    message: str
    anchor: str
