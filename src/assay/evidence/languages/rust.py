"""Rust: each ``test_*.rs`` or ``*_test.rs`` is built by ``rustc --test`` with what it includes, and run. Class E0.

Projects with a ``Cargo.toml`` are not run: their dependencies would have to be fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from assay.domain.run import Outcome, Run, TestOutcome, TestResult
from assay.domain.task import Tests
from assay.evidence import toolchain
from assay.evidence.language import MissingToolchain, Toolchain
from assay.evidence.languages._programs.steps import BUILT, COMPILE_S, MEMORY_MIB, Plan, Read, Said, Step, TestStep
from assay.evidence.languages._programs.verdict import carry_out
from assay.evidence.output import visible
from assay.evidence.sandbox import Sandbox

_OWN = r"(?!std\b|core\b|alloc\b|crate\b|self\b|super\b)"
_MISSING = re.compile(
    r"(?:unresolved import|can't find crate for|use of undeclared crate or module|cannot find module or crate"
    rf"|use of unresolved module or unlinked crate) `{_OWN}(\w+)"
)
_EXHAUSTED = re.compile(r"memory allocation of \d+ bytes failed|capacity overflow")
_RESULT = re.compile(r"^test (\S+)(?: - should panic)? \.\.\. (ok|FAILED|ignored)", re.MULTILINE)


class Rust:
    """rustc on PATH or where rustup puts it."""

    name = "rust"

    def toolchain(self) -> Toolchain | MissingToolchain:
        """The compiler."""
        found = toolchain.version("rustc", "--version")
        if found is None:
            return MissingToolchain("rustc is not installed", "sudo apt-get install rustc")
        return Toolchain({"rustc": found})

    def run(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests) -> Run:
        """A file passes when all of its tests do."""
        found = self.toolchain()
        if isinstance(found, MissingToolchain):
            return Run(outcome=Outcome.NOT_RUN, reason=f"{found.reason}; {found.install}")
        everything = {**files, **tests.files}
        if "Cargo.toml" in everything:
            return Run(outcome=Outcome.NOT_RUN, reason="a Cargo project: its dependencies are not fetched")
        names = [name for name in tests.files if name.endswith(".rs") and "test" in PurePosixPath(name).stem]
        if not names:
            return Run(outcome=Outcome.NOT_RUN, reason="no test file is called test_*.rs or *_test.rs")
        root = toolchain.rust_root()
        built = {name: f"test-{number}" for number, name in enumerate(names)}
        rustc = (
            str(root / "bin" / "rustc"),
            "--edition=2021",
            "--test",
            "-Awarnings",
            "-Cdebuginfo=0",
            "-Cstrip=symbols",
        )
        plan = Plan(
            compile=tuple(
                Step((*rustc, "-o", program, name), COMPILE_S, required=True) for name, program in built.items()
            ),
            tests=tuple(
                TestStep(
                    name,
                    Step((f"{BUILT}/{program}", "--test-threads=2"), tests.timeout_s, data_mib=MEMORY_MIB),
                    tests.timeout_s,
                    _reader(name),
                    exhausted=_EXHAUSTED,
                )
                for name, program in built.items()
            ),
            products=tuple(built.values()),
            versions=found.versions,
            read_only=toolchain.outside_usr(root),
            missing=_MISSING,
        )
        return carry_out(sandbox, everything, plan)


def _reader(file: str) -> Read:
    def read(said: Said) -> list[TestResult]:
        return list(_results(file, said.output))

    return read


def _results(file: str, output: str) -> Iterator[TestResult]:
    told = output.partition("\nfailures:\n")[0]  # what tests print is quoted after that line
    for name, end in dict(_RESULT.findall(told)).items():
        outcome = {"ok": TestOutcome.PASSED, "ignored": TestOutcome.SKIPPED}.get(end, TestOutcome.FAILED)
        message = visible(_told(output, name), 4000) if outcome is TestOutcome.FAILED else ""
        yield TestResult(id=f"{file}::{name}", outcome=outcome, message=message)


def _told(output: str, name: str) -> str:
    _, _, rest = output.partition(f"---- {name} stdout ----\n")
    return rest.partition("\n---- ")[0].partition("\n\nfailures:")[0]


plugin = Rust()
