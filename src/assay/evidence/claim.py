"""A tool's claim as a finding: the place is brought into the file, the text onto one line, the snippet hashed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assay.domain.finding import Finding, Severity, Source, snippet_hash
from assay.evidence.rule_table import Meaning

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Place:
    """Where: 1-based; the last line is included, the last column is not. Columns count characters."""

    path: str
    start_line: int
    end_line: int
    start_column: int | None = None
    end_column: int | None = None


@dataclass(frozen=True)
class Claim:
    """What the tool says there."""

    title: str
    severity: Severity
    meaning: Meaning
    source: Source
    explanation: str = ""
    confidence: float | None = None


def as_finding(claim: Claim, place: Place, files: Mapping[str, str]) -> Finding:
    """The finding, its place clamped to the file: tools sometimes point one line past the end."""
    lines = _lines(files[place.path])
    start = min(max(place.start_line, 1), max(len(lines), 1))
    end = min(max(place.end_line, start), max(len(lines), 1))
    snippet = "\n".join(lines[start - 1 : end])
    return Finding(
        path=place.path,
        start_line=start,
        end_line=end,
        start_column=_column(place.start_column) if start == place.start_line else None,
        end_column=_column(place.end_column) if end == place.end_line else None,
        snippet_hash=snippet_hash(snippet, 1, end - start + 1),
        aspect=claim.meaning.aspect,
        category=claim.meaning.category,
        severity=claim.severity,
        cwe=claim.meaning.cwe,
        title=one_line(claim.title)[:300] or "Finding without a title",
        explanation=claim.explanation,
        confidence=claim.confidence,
        source=claim.source,
    )


def one_line(text: str) -> str:
    """``text`` with control and bidirectional characters, and runs of white space, as single spaces."""
    return " ".join(_CONTROL.sub(" ", text).split())


def character_column(text: str, line: int, offset: int) -> int | None:
    """The column, in characters from 1, of byte ``offset`` (from 0) of a line; None if there is no such line."""
    lines = _lines(text)
    if offset < 0 or not 0 < line <= len(lines):
        return None
    return len(lines[line - 1].encode(errors="replace")[:offset].decode(errors="ignore")) + 1


def _column(column: int | None) -> int | None:
    return max(column, 1) if column is not None else None


@lru_cache(maxsize=64)
def _lines(text: str) -> list[str]:
    return _LINE_END.split(text)
