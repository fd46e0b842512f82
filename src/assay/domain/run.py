"""A run: one candidate's tests (or one reproducer) executed in the sandbox, and everything observed of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from assay.domain.record import Identifier, Record, Text


class Outcome(StrEnum):
    """How a run ended. When several apply, the first in this order is reported; ``passed`` needs all tests passed
    and no limit reached."""

    SANDBOX_ERROR = "sandbox_error"
    OUT_OF_MEMORY = "out_of_memory"
    TIMED_OUT = "timed_out"
    OUTPUT_LIMIT = "output_limit"
    PROCESS_LIMIT = "process_limit"
    CRASHED = "crashed"
    COMPILE_ERROR = "compile_error"
    FAILED = "failed"
    PASSED = "passed"
    NOT_RUN = "not_run"


class TestOutcome(StrEnum):
    """How one test ended."""

    __test__ = False  # not a test class, whatever pytest makes of the name

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    NOT_RUN = "not_run"


class EvidenceClass(StrEnum):
    """How hard it is for the candidate to forge the verdict.

    *E0*: tests and candidate share a process: always forgeable. *E1*: the tests call the candidate in another process.
    *E2*: only values cross; a judge outside compares.
    """

    E0 = "E0"
    E1 = "E1"
    E2 = "E2"


class TestResult(Record):
    """One test of a run."""

    __test__: ClassVar[bool] = False

    id: Text
    outcome: Annotated[TestOutcome, Field(strict=False)]
    message: Text = ""


class Limits(Record):
    """Bounds of one run; a run that hits one is stopped and says which."""

    wall_s: Annotated[float, Field(gt=0, strict=False)] = 10
    cpu_s: Annotated[float, Field(gt=0, strict=False)] = 10
    memory_mib: Annotated[int, Field(gt=0)] = 512
    processes: Annotated[int, Field(gt=0)] = 64
    output_kib: Annotated[int, Field(gt=0)] = 1024
    files_mib: Annotated[int, Field(gt=0)] = 64


class Run(Record):
    """What was observed. Times in seconds, memory in MiB."""

    outcome: Annotated[Outcome, Field(strict=False)]
    reason: Text = ""
    """Why it was not run, or which limit was hit; empty otherwise."""
    tests: tuple[TestResult, ...] = ()
    passed: int = 0
    total: int = 0
    wall_s: float = 0
    cpu_s: float = 0
    peak_mib: float = 0
    output: Text = ""
    """Standard output and error, bounded, control and bidirectional characters made visible."""
    exit_status: int | None = None
    """Exit code, or minus the signal's number."""
    evidence_class: Annotated[EvidenceClass, Field(strict=False)] | None = None
    forgeable: bool = True
    limits: Limits = Limits()
    sandbox: Text | None = None
    layers: tuple[str, ...] = ()
    """Sandbox layers in force."""
    missing_layers: tuple[str, ...] = ()
    """Required layers that were not in force (only under --allow-degraded)."""
    versions: dict[str, str] = {}
    """Tool to version."""


class CandidateRun(Run):
    """A run with the names that ``assay run`` prints."""

    task: Identifier
    candidate: Identifier
