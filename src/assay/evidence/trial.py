"""The trial port: runs an input or a snippet on a candidate in the sandbox, and tells what came of it.

A built-in lives in ``trials/<name>.py``; third parties use the entry-point group ``assay.trials``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from assay.domain.task import Language
from assay.domain.trial import Tried
from assay.evidence.language import MissingToolchain
from assay.evidence.sandbox import Sandbox
from assay.registry import Registry

SECONDS = 5.0
"""What one trial may take."""


@dataclass(frozen=True)
class Subject:
    """A candidate's code (base files overlaid with its own), and the tests that its reviewer may see."""

    language: Language
    files: Mapping[str, str]
    visible_tests: Mapping[str, str] = field(default_factory=dict)
    entry_point: str | None = None


class Trial(Protocol):
    """Tries code of one language, or of several alike. Methods may be called from several threads at once."""

    name: str
    languages: frozenset[Language]

    def missing(self) -> MissingToolchain | None:
        """What is not installed here."""
        ...

    def run(self, sandbox: Sandbox, subject: Subject, code: str, seconds: float) -> Tried:
        """Run ``code`` with the names of the candidate at hand. Whatever it does is data."""
        ...


TRIALS: Final[Registry[Trial]] = Registry("trial", "assay.evidence.trials", "assay.trials")
