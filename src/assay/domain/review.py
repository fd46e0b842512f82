"""A review: one reviewer's whole judgement of one task (``assay.review/v1``)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from assay.domain.finding import Finding
from assay.domain.record import Files, Identifier, Record, Text
from assay.domain.rubric import Slug
from assay.domain.run import Run


class Verdict(StrEnum):
    """Would this candidate pass review at a serious engineering organization?"""

    ACCEPT = "accept"
    ACCEPT_WITH_CHANGES = "accept-with-changes"
    REJECT = "reject"


class EvidenceVerdict(StrEnum):
    """A reviewer's judgement of one piece of machine evidence."""

    REAL = "real"
    FALSE = "false"


class FalseReason(StrEnum):
    """Why machine evidence is false. Fixed, so that it can be counted."""

    NOT_REACHABLE = "not-reachable"
    INTENDED = "intended"
    WRONG_FACT = "wrong-fact"
    STYLE_ONLY = "style-only"
    DUPLICATE = "duplicate"
    OTHER = "other"


class Rating(Record):
    """One score on one criterion for one candidate."""

    candidate: Identifier
    criterion: Slug
    score: Annotated[int, Field(ge=1, le=10)]
    note: Text = ""


class Ranking(Record):
    """Candidates from best to worst; candidates in one group are tied."""

    order: tuple[Annotated[tuple[Identifier, ...], Field(min_length=1)], ...]
    justification: Text
    strengths: tuple[Annotated[int, Field(ge=1, le=3)], ...] = ()
    """How much better each group is than the next: 1 slightly, 2 plainly, 3 by far; empty where nobody was asked."""

    @model_validator(mode="after")
    def _whole(self) -> Ranking:
        names = [name for group in self.order for name in group]
        if len(set(names)) != len(names):
            msg = "order names a candidate twice; each may stand once"
            raise ValueError(msg)
        if self.strengths and len(self.strengths) != len(self.order) - 1:
            msg = f"strengths has {len(self.strengths)} steps; between {len(self.order)} groups there is one fewer"
            raise ValueError(msg)
        return self


class CandidateVerdict(Record):
    """The overall answer for one candidate."""

    candidate: Identifier
    verdict: Annotated[Verdict, Field(strict=False)]


class Correction(Record):
    """The corrected files of one candidate, and the run of the tests on them."""

    candidate: Identifier
    files: Annotated[Files, Field(min_length=1)]
    run: Run | None = None


class EvidenceJudgement(Record):
    """What the reviewer said of one machine finding."""

    finding: Finding
    verdict: Annotated[EvidenceVerdict, Field(strict=False)]
    reason: Annotated[FalseReason, Field(strict=False)] | None = None
    note: Text = ""


class Times(Record):
    """When things happened (UTC) and how long the reviewer was active, in seconds."""

    claimed_at: Annotated[datetime, Field(strict=False)]
    locked_at: Annotated[datetime, Field(strict=False)] | None = None
    submitted_at: Annotated[datetime, Field(strict=False)]
    active_s: Annotated[float, Field(ge=0, strict=False)] = 0


class Review(Record):
    """Everything one reviewer said about one task."""

    schema_: Annotated[Literal["assay.review/v1"], Field(alias="schema")] = "assay.review/v1"
    id: Identifier
    task: Identifier
    reviewer: Identifier
    """Pseudonym, stable within the instance."""
    revision: Annotated[int, Field(ge=1)] = 1
    presented: tuple[Identifier, ...] = ()
    """Candidates in the order in which this reviewer saw them."""
    rubric: Text | None = None
    """Rubric id and version, such as ``default@1``."""
    findings: tuple[Finding, ...] = ()
    ratings: tuple[Rating, ...] = ()
    ranking: Ranking | None = None
    corrections: tuple[Correction, ...] = ()
    verdicts: tuple[CandidateVerdict, ...] = ()
    evidence: tuple[EvidenceJudgement, ...] = ()
    times: Times
