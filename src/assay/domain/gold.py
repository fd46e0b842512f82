"""Gold: what is known to be wrong with a candidate, or that nothing is (``assay.gold/v1``), and people's decisions."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from assay.domain.finding import Category, Finding, Severity
from assay.domain.record import FilePath, Identifier, Record, Text, Title


class Anchor(Record):
    """Lines (1-based, inclusive) that a right finding may point at."""

    start_line: Annotated[int, Field(ge=1)]
    end_line: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _ordered(self) -> Anchor:
        if self.end_line < self.start_line:
            msg = f"end_line {self.end_line} lies before start_line {self.start_line}"
            raise ValueError(msg)
        return self


class Defect(Record):
    """One known defect: planted, or claimed by somebody and confirmed by people."""

    id: Identifier
    path: FilePath
    anchors: Annotated[tuple[Anchor, ...], Field(min_length=1)]
    """The site of the defect; also where an omitted line would stand, and the enclosing block."""
    category: Annotated[Category, Field(strict=False)]
    cwe: Annotated[int, Field(ge=1, le=9999)] | None = None
    severity: Annotated[Severity, Field(strict=False)]
    title: Title
    explanation: Text = ""
    operator: Text | None = None
    """What planted it; None for a defect that people wrote down."""

    @model_validator(mode="after")
    def _no_praise(self) -> Defect:
        if self.severity is Severity.GOOD:
            msg = "severity 'good' is praise and no defect; use nit, minor, major or blocker"
            raise ValueError(msg)
        return self

    @classmethod
    def claimed(cls, name: str, finding: Finding) -> Defect:
        """What ``finding`` claims, as a defect called ``name`` at the finding's own lines.

        Raises:
            ValidationError: the finding is praise, or ``name`` is no identifier.
        """
        return cls(
            id=name,
            path=finding.path,
            anchors=(Anchor(start_line=finding.start_line, end_line=finding.end_line),),
            category=finding.category,
            cwe=finding.cwe,
            severity=finding.severity,
            title=finding.title,
            explanation=finding.explanation,
        )


class Gold(Record):
    """What is known of one candidate. A *clean twin* has no defect: it was edited without changing what it does."""

    schema_: Annotated[Literal["assay.gold/v1"], Field(alias="schema")] = "assay.gold/v1"
    task: Identifier
    candidate: Identifier
    defects: tuple[Defect, ...] = ()
    clean: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Gold:
        if self.clean and self.defects:
            msg = f"clean is true, but defects lists {len(self.defects)}; make clean false or leave the defects out"
            raise ValueError(msg)
        if not self.clean and not self.defects:
            msg = "defects is empty, but clean is not true; list what is planted, or set clean to true"
            raise ValueError(msg)
        names = [defect.id for defect in self.defects]
        for name in names:
            if names.count(name) > 1:
                msg = f"defects lists {name!r} twice; each needs its own id"
                raise ValueError(msg)
        return self


class Ruling(StrEnum):
    """What a finding turns out to be.

    *hit*: it names a known defect. *valid*: true, but not known before. *duplicate*: the same source has said it
    already. *nitpick*: true, with no behaviour at stake. *false*: not so.
    """

    HIT = "hit"
    VALID = "valid"
    DUPLICATE = "duplicate"
    NITPICK = "nitpick"
    FALSE = "false"


class Decision(Record):
    """One adjudicator's ruling on one finding, given without knowing who wrote it (``assay.decision/v1``)."""

    schema_: Annotated[Literal["assay.decision/v1"], Field(alias="schema")] = "assay.decision/v1"
    finding: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    """See :func:`finding_key`."""
    ruling: Annotated[Ruling, Field(strict=False)]
    defect: Identifier | None = None
    """Which known defect a hit or a duplicate names."""
    adjudicator: Identifier

    @model_validator(mode="after")
    def _names_its_defect(self) -> Decision:
        if (self.ruling is Ruling.HIT) != (self.defect is not None) and self.ruling is not Ruling.DUPLICATE:
            msg = f"ruling {self.ruling.value!r} {'needs' if self.defect is None else 'names'} a defect"
            remedy = "say which under 'defect'" if self.defect is None else "leave 'defect' out, or rule 'hit'"
            raise ValueError(f"{msg}; {remedy}")
        return self


def finding_key(task: str, finding: Finding) -> str:
    """16 hexadecimal digits of SHA-256 that name a finding by who claims what where; stable between calls."""
    source = finding.source
    place = [finding.path, finding.start_line, finding.end_line]
    words = [task, finding.candidate, source.kind.value, source.name, source.rule, *place, finding.title]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]
