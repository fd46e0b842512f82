"""The probe port: runs a candidate in ways that its tests do not, and claims what it has seen happen.

A built-in lives in ``probes/<name>.py``; third parties use the entry-point group ``assay.probes``. The docstring of a
probe's module is its page: what it finds, what it cannot find, and what it never says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from pydantic import JsonValue

from assay.domain.finding import Finding
from assay.domain.task import Language, Tests
from assay.evidence.sandbox import Sandbox
from assay.registry import Registry


@dataclass(frozen=True)
class ProbeSubject:
    """What to examine: files (path to text), what is asked of them, and the name they are used by, if it is known.
    ``reference`` is a solution known to be right, with the same base files; ``tests`` are the task's.
    """

    files: Mapping[str, str]
    entry_point: str | None = None
    prompt: str = ""
    language: Language = Language.PYTHON
    reference: Mapping[str, str] | None = None
    tests: Tests = field(default_factory=Tests)


@dataclass(frozen=True)
class ProbeReport:
    """``tried`` says how much was examined, also when nothing was found; ``missing`` why something was not."""

    findings: tuple[Finding, ...] = ()
    tried: str = ""
    missing: tuple[str, ...] = ()
    replays: tuple[Mapping[str, JsonValue], ...] = ()
    """For each finding that a schedule or an input shows: what :meth:`Probe.replay` needs to show it again."""


class Probe(Protocol):
    """Examines one candidate. Every method may be called from several threads at once."""

    name: str
    languages: frozenset[Language]

    def version(self) -> str:
        """Changes whenever equal input may give another answer."""
        ...

    def applies(self, subject: ProbeSubject) -> bool:
        """Whether there is anything for it to examine; must be quick and must not run the candidate."""
        ...

    def examine(self, sandbox: Sandbox, subject: ProbeSubject) -> ProbeReport:
        """Findings with their ``candidate`` None. Whatever the candidate does is data in the report."""
        ...

    def replay(self, sandbox: Sandbox, subject: ProbeSubject, record: Mapping[str, JsonValue]) -> tuple[int, int]:
        """How many runs out of how many showed again what ``record``, one of a report's ``replays``, says.

        Raises:
            InputError: this is no such record.
        """
        ...


PROBES: Final[Registry[Probe]] = Registry("probe", "assay.evidence.probes", "assay.probes")
