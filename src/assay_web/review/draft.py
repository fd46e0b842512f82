"""What a reviewer writes, as it is saved: the same shape in the API, the draft and the submitted review.

Candidates are letters here; ids come back at export.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from assay.domain.finding import Category, Proof, Severity
from assay.domain.record import FilePath, FileText, Text
from assay.domain.review import EvidenceVerdict, FalseReason, Verdict
from assay.domain.rubric import Slug
from assay.domain.task import Aspect

MAX_BODY_BYTES = 4 * 1024 * 1024

Letter = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
Words = Annotated[Text, StringConstraints(max_length=20_000)]

_FILE_PATH: TypeAdapter[str] = TypeAdapter(FilePath)


def _usable(path: str) -> str:
    return _FILE_PATH.validate_python(path) if path else path


PathOrNone = Annotated[str, StringConstraints(max_length=200), AfterValidator(_usable)]
"""As :data:`FilePath`; empty for none."""


class Part(BaseModel):
    """Base of all parts: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class DraftFile(Part):
    """One file."""

    path: FilePath
    text: FileText


class DraftSuggestion(Part):
    """Lines ``start_line`` to ``end_line`` (1-based, inclusive) of ``path`` become ``text``."""

    path: FilePath
    start_line: int = Field(ge=1)
    end_line: int = Field(ge=0)
    text: Words


class DraftReproducer(Part):
    """A test that fails on a candidate with the defect; an empty path means the language's own name for it."""

    code: Annotated[Text, StringConstraints(max_length=100_000)]
    path: PathOrNone = ""


class DraftFinding(Part):
    """One claim. ``proof`` is set by the server from the run, whatever the client says."""

    id: UUID
    candidate: Letter
    path: FilePath
    start_line: int = Field(ge=1)
    end_line: int = Field(ge=1)
    aspect: Aspect = Aspect.CORRECTNESS
    severity: Severity = Severity.MAJOR
    category: Category = Category.LOGIC
    cwe: Annotated[int, Field(ge=1, le=9999)] | None = None
    title: Annotated[Text, StringConstraints(max_length=300)] = ""
    explanation: Words = ""
    impact: Words = ""
    suggestion: list[DraftSuggestion] = Field(default=[], max_length=50)
    reproducer: DraftReproducer | None = None
    proof: Proof = Proof.UNPROVEN
    proof_run: UUID | None = None
    from_evidence: UUID | None = None


class DraftJudgement(Part):
    """What was said of one machine finding."""

    verdict: EvidenceVerdict
    reason: FalseReason | None = None
    note: Words = ""


class DraftRanking(Part):
    """Letters from best to worst; letters in one group are tied."""

    order: list[Annotated[list[Letter], Field(min_length=1)]] = Field(max_length=26)
    justification: Words = ""
    """Cites a finding, if there are any, by candidate and line: ``A:31``."""
    strengths: list[Annotated[int, Field(ge=1, le=3)]] = Field(default=[], max_length=25)
    """How much better each group is than the next: 1 slightly, 2 plainly, 3 by far."""


class DraftCorrection(Part):
    """Corrected files of one candidate, and the run that tested them."""

    files: list[DraftFile] = Field(max_length=2000)
    run: UUID | None = None


class DraftBody(Part):
    """Everything a reviewer has written."""

    findings: list[DraftFinding] = Field(default=[], max_length=500)
    evidence: dict[UUID, DraftJudgement] = {}
    ratings: dict[Slug, dict[Letter, Annotated[int, Field(ge=1, le=10)]]] = {}
    ranking: DraftRanking | None = None
    corrections: dict[Letter, DraftCorrection] = {}
    verdicts: dict[Letter, Verdict] = {}
    read: dict[Letter, list[FilePath]] = {}
