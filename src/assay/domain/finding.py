"""A finding: a claim at a place in the code, from any source: reviewer, analyzer, probe or critic."""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import Field, model_validator

from assay.domain.record import FilePath, Files, Identifier, Record, Text, Title
from assay.domain.task import Aspect


class Severity(StrEnum):
    """How bad it is; ``good`` marks praise."""

    BLOCKER = "blocker"
    MAJOR = "major"
    MINOR = "minor"
    NIT = "nit"
    GOOD = "good"

    @property
    def rank(self) -> int:
        """0 for good up to 4 for blocker."""
        return _SEVERITY_RANK[self]


_SEVERITY_RANK = {
    Severity.GOOD: 0,
    Severity.NIT: 1,
    Severity.MINOR: 2,
    Severity.MAJOR: 3,
    Severity.BLOCKER: 4,
}


class Category(StrEnum):
    """What kind of problem it is."""

    LOGIC = "logic"
    VALIDATION = "validation"
    CONCURRENCY = "concurrency"
    RESOURCE = "resource"
    ERROR_HANDLING = "error-handling"
    SECURITY = "security"
    PERFORMANCE = "performance"
    STYLE = "style"
    DOCUMENTATION = "documentation"
    TEST = "test"


class Proof(StrEnum):
    """What running the reproducer has shown.

    *demonstrated*: it fails on the candidate. *proven*: and it passes on the correction or reference.
    *refuted*: it passes on the candidate.
    """

    UNPROVEN = "unproven"
    DEMONSTRATED = "demonstrated"
    PROVEN = "proven"
    REFUTED = "refuted"


class SourceKind(StrEnum):
    """Who or what makes the claim."""

    REVIEWER = "reviewer"
    ANALYZER = "analyzer"
    PROBE = "probe"
    CRITIC = "critic"


class Source(Record):
    """Who or what made the claim, and by which version and rule."""

    kind: Annotated[SourceKind, Field(strict=False)]
    name: Text
    version: Text | None = None
    rule: Text | None = None


class Suggestion(Record):
    """Replace lines ``start_line`` to ``end_line`` (1-based, inclusive) of ``path`` by ``text``."""

    path: FilePath
    start_line: Annotated[int, Field(ge=1)]
    end_line: Annotated[int, Field(ge=0)]
    """One less than ``start_line`` inserts before it."""
    text: Text


class Reproducer(Record):
    """Test files that fail on a candidate which has the defect; run with the language's own runner."""

    files: Annotated[Files, Field(min_length=1)]


class Finding(Record):
    """One claim. Lines and columns are 1-based; the end is inclusive for lines and exclusive for columns."""

    candidate: Identifier | None = None
    """Id of the candidate it is about; None when loose files were examined."""
    path: FilePath
    start_line: Annotated[int, Field(ge=1)]
    start_column: Annotated[int, Field(ge=1)] | None = None
    end_line: Annotated[int, Field(ge=1)]
    end_column: Annotated[int, Field(ge=1)] | None = None
    snippet_hash: Text | None = None
    """See :func:`snippet_hash`: finds the place again after edits elsewhere."""
    aspect: Annotated[Aspect, Field(strict=False)]
    category: Annotated[Category, Field(strict=False)]
    severity: Annotated[Severity, Field(strict=False)]
    cwe: Annotated[int, Field(ge=1, le=9999)] | None = None
    title: Title
    explanation: Text = ""
    impact: Text = ""
    suggestion: tuple[Suggestion, ...] = ()
    reproducer: Reproducer | None = None
    proof: Annotated[Proof, Field(strict=False)] = Proof.UNPROVEN
    confidence: Annotated[float, Field(ge=0, le=1, strict=False)] | None = None
    source: Source
    witnesses: tuple[Source, ...] = ()
    """Other sources that say the same at the same place."""

    def unsigned(self) -> Finding:
        """The same claim and nobody's, for whoever judges it without knowing whose it is."""
        return self.model_copy(update={"source": self.source.model_copy(update={"name": ""}), "witnesses": ()})

    @model_validator(mode="after")
    def _ordered(self) -> Finding:
        if self.end_line < self.start_line:
            msg = f"end_line {self.end_line} lies before start_line {self.start_line}"
            raise ValueError(msg)
        return self


_LINE_END = re.compile(r"\r\n|\r|\n")


def snippet_hash(text: str, start_line: int, end_line: int) -> str:
    """Hash of the lines (1-based, inclusive) with white space squeezed: 16 hexadecimal digits of SHA-256."""
    lines = _lines(text)[start_line - 1 : end_line]
    squeezed = "\n".join([" ".join(line.split()) for line in lines])
    return hashlib.sha256(squeezed.encode()).hexdigest()[:16]


@lru_cache(maxsize=64)
def _lines(text: str) -> list[str]:
    """As editors and compilers count, unlike ``splitlines``; remembered, as findings about a file come together."""
    return _LINE_END.split(text) if "\r" in text else text.split("\n")
