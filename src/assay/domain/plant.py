"""A planted defect with its witness and proof (``assay.plant/v1``): all that is needed to prove it again."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from assay.domain.finding import Category, Severity
from assay.domain.gold import Anchor, Defect
from assay.domain.record import FilePath, Files, FileText, Identifier, Record, Text, Title
from assay.domain.task import Language, Tests


class WitnessKind(StrEnum):
    """What shows the defect: test files, one recorded call, or one schedule of calls that meet."""

    TESTS = "tests"
    CALL = "call"
    SCHEDULE = "schedule"


class WitnessOrigin(StrEnum):
    """Where a witness comes from."""

    GIVEN = "given"
    """Hidden tests of the task."""
    ADAPTED = "adapted"
    """A visible test with other values, other steps, or an eye on what it calls."""
    GENERATED = "generated"
    """An input or a schedule that was searched for."""


class Witness(Record):
    """The original passes it, the tampered code does not. Hidden from whoever reviews the code."""

    kind: Annotated[WitnessKind, Field(strict=False)]
    origin: Annotated[WitnessOrigin, Field(strict=False)]
    shows: Text
    """What happens, in one line."""
    tests: Tests | None = None
    """Of kind *tests*: files for the language's own runner."""
    entry: Text | None = None
    """Of kind *call*: the function, with its arguments and the original's outcome in tagged form."""
    arguments: tuple[JsonValue, ...] = ()
    expected: dict[str, JsonValue] | None = None
    schedule: dict[str, JsonValue] | None = None
    """Of kind *schedule*: what the race probe replays."""


class Check(Record):
    """One clause of the contract, and what was seen."""

    clause: Text
    holds: bool
    seen: Text


class Plant(Record):
    """One defect in one file. Anchors count lines of ``tampered``; ``files`` holds the original and what it needs."""

    schema_: Annotated[Literal["assay.plant/v1"], Field(alias="schema")] = "assay.plant/v1"
    id: Identifier
    language: Annotated[Language, Field(strict=False)]
    path: FilePath
    operator: Text
    operator_version: Text
    seed: int
    category: Annotated[Category, Field(strict=False)]
    cwe: Annotated[int, Field(ge=1, le=9999)] | None = None
    severity: Annotated[Severity, Field(strict=False)]
    title: Title
    explanation: Text
    for_linters: bool = False
    """Whether a linter may report it."""
    anchors: Annotated[tuple[Anchor, ...], Field(min_length=1)]
    """The site, then the block around it."""
    files: Annotated[Files, Field(min_length=1)]
    tampered: FileText
    twin: FileText
    """The clean twin: as small an edit of the original that changes nothing it does."""
    tests: Tests
    """The visible tests; both tampered code and twin keep them green."""
    witness: Witness
    renamed: dict[str, str] = {}
    """Names of the code as it was found, and what they were changed to in ``files``."""
    proof: tuple[Check, ...] = ()
    versions: dict[str, str] = {}

    def defect(self) -> Defect:
        """What a right finding must name."""
        return Defect(
            id=self.id,
            path=self.path,
            anchors=self.anchors,
            category=self.category,
            cwe=self.cwe,
            severity=self.severity,
            title=self.title,
            explanation=self.explanation,
            operator=self.operator,
        )


def plant_id(language: Language, operator: str, original: str, tampered: str) -> str:
    """16 hexadecimal digits of SHA-256: the same edit of the same code has the same name."""
    words = [language.value, operator, original, tampered]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]
