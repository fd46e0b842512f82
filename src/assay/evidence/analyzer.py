"""The analyzer port: a tool that reads code, without running it, and claims findings.

A built-in lives in ``analyzers/<name>.py``; third parties use the entry-point group ``assay.analyzers``. The docstring
of an analyzer's module is its page: what it finds, what it cannot find, and where its rules come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from assay.domain.finding import Finding
from assay.domain.task import Language
from assay.registry import Registry


@dataclass(frozen=True)
class MissingTool:
    """Why an analyzer cannot work here, and the exact command that changes it."""

    reason: str
    install: str


class Analyzer(Protocol):
    """Reads code. Every method may be called from several threads at once."""

    name: str
    languages: frozenset[Language]

    def version(self) -> str | MissingTool:
        """The version of the tool behind it."""
        ...

    def analyze(self, files: Mapping[str, str]) -> tuple[Finding, ...]:
        """Findings in ``files`` (path → text), their ``candidate`` None. Files of other languages are passed over.

        Raises:
            ToolUnavailable: the tool gave no answer on these files: it ran too long, grew too large or broke down.
        """
        ...


ANALYZERS: Final[Registry[Analyzer]] = Registry("analyzer", "assay.evidence.analyzers", "assay.analyzers")
