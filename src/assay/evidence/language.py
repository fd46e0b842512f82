"""The language port: how the tests of one language are run, and what their output means.

A built-in lives in ``languages/<name>.py``; third parties use the entry-point group ``assay.languages``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from assay.domain.run import Run
from assay.domain.task import Tests
from assay.evidence.sandbox import Sandbox
from assay.registry import Registry


@dataclass(frozen=True)
class MissingToolchain:
    """Why the tests of a language cannot be run here, and the exact command that changes it."""

    reason: str
    install: str


@dataclass(frozen=True)
class MissingPart(MissingToolchain):
    """A tool without which the tests of a language can be run, but not all of them, or not as well."""

    name: str
    lost: str


@dataclass(frozen=True)
class Toolchain:
    """What runs the tests: tool to version; ``lacks`` are tools that would make it whole."""

    versions: Mapping[str, str]
    lacks: tuple[MissingPart, ...] = ()


class Language(Protocol):
    """Runs tests. Every method may be called from several threads at once."""

    name: str

    def toolchain(self) -> Toolchain | MissingToolchain:
        """Look for the compiler, interpreter and test runner."""
        ...

    def run(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests) -> Run:
        """Run ``tests`` on ``files``. Test files win over files of the same name. Whatever the candidate does is data
        in the run, never an exception."""
        ...


LANGUAGES: Final[Registry[Language]] = Registry("language", "assay.evidence.languages", "assay.languages")
