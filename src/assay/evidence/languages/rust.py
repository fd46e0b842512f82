"""Rust: projects with a ``Cargo.toml`` by Cargo, without a network; else each ``test_*.rs`` or ``*_test.rs`` by rustc.

Of a project, the tests in the targets that the test files are the root of (``tests/it.rs``) are run; where a test file
is a module of another target, those in the library and the programs too. Its dependencies must be among its files, by
``path`` or as ``vendor`` with a ``.cargo/config.toml``: none is fetched. Without a project, ``rustc --test`` builds
each test file with what it includes. Class E0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from assay.domain.run import Outcome, Run, TestOutcome, TestResult
from assay.domain.task import Tests
from assay.evidence import toolchain
from assay.evidence.interpreter import this_interpreter
from assay.evidence.language import MissingPart, MissingToolchain, Toolchain
from assay.evidence.languages._programs.steps import BUILT, COMPILE_S, MEMORY_MIB, Plan, Read, Said, Step, TestStep
from assay.evidence.languages._programs.verdict import carry_out
from assay.evidence.output import visible
from assay.evidence.sandbox import Sandbox

_HERE = Path(__file__).resolve().parent / "_programs"
_CARGO = MissingPart(
    "cargo is not installed",
    "sudo apt-get install cargo",
    "cargo",
    "Rust tasks with a Cargo.toml answer not_run",
)
_HEAD = "\n--- assay: "
_OWN = r"(?!std\b|core\b|alloc\b|crate\b|self\b|super\b)"
_MISSING = re.compile(
    r"(?:unresolved import|can't find crate for|use of undeclared crate or module|cannot find module or crate"
    rf"|use of unresolved module or unlinked crate) `{_OWN}(\w+)"
    r"|no matching package named `([\w-]+)` found|failed to load source for dependency `([\w-]+)`"
)
_EXHAUSTED = re.compile(r"memory allocation of \d+ bytes failed|capacity overflow")
_RESULT = re.compile(r"^test (\S+)(?: - should panic)? \.\.\. (ok|FAILED|ignored)", re.MULTILINE)


class Rust:
    """rustc and cargo on PATH or where rustup puts them."""

    name = "rust"

    def toolchain(self) -> Toolchain | MissingToolchain:
        """The compiler, and Cargo."""
        found, cargo = toolchain.version("rustc", "--version"), toolchain.version("cargo", "--version")
        if found is None:
            return MissingToolchain("rustc is not installed", "sudo apt-get install rustc")
        return Toolchain({"rustc": found, "cargo": cargo} if cargo else {"rustc": found}, () if cargo else (_CARGO,))

    def run(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests) -> Run:
        """A file passes when all of its tests do."""
        found = self.toolchain()
        if isinstance(found, MissingToolchain):
            return Run(outcome=Outcome.NOT_RUN, reason=f"{found.reason}; {found.install}")
        everything = {**files, **tests.files}
        if "Cargo.toml" in everything:
            return _by_cargo(sandbox, everything, tests, found)
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


def _by_cargo(sandbox: Sandbox, files: Mapping[str, str], tests: Tests, found: Toolchain) -> Run:
    """The project's tests, built by cargo and run without it."""
    if "cargo" not in found.versions:
        return Run(outcome=Outcome.NOT_RUN, reason=f"{_CARGO.reason}; {_CARGO.install}")
    names = sorted(name for name in tests.files if name.endswith(".rs"))
    if not names:
        return Run(outcome=Outcome.NOT_RUN, reason="no test file is called *.rs")
    root, python = toolchain.rust_root(), (this_interpreter().executable, "-sPE")
    build = (*python, str(_HERE / "cargo_build.py"), str(root / "bin" / "cargo"), *names)
    run = Step((*python, str(_HERE / "cargo_tests.py"), f"{BUILT}/programs"), tests.timeout_s, data_mib=MEMORY_MIB)
    plan = Plan(
        compile=(Step(build, COMPILE_S, required=True),),
        tests=(TestStep(", ".join(names), run, tests.timeout_s, _of_targets(names), exhausted=_EXHAUSTED),),
        products=("programs",),
        versions=found.versions,
        read_only=toolchain.outside_usr(root, _HERE),
        path=(str(root / "bin"),),
        missing=_MISSING,
    )
    return carry_out(sandbox, files, plan)


def _of_targets(names: Sequence[str]) -> Read:
    """Names tests by the root of their target; a test file that is one must have some."""

    def read(said: Said) -> list[TestResult]:
        parts = (part.partition("\n") for part in said.output.split(_HEAD)[1:])
        found = {root: _results(root, said.status, output) for root, _, output in parts}
        empty = [_ended_early(root) for root, results in found.items() if root in names and not results]
        return [one for results in found.values() for one in results] + empty

    return read


def _reader(file: str) -> Read:
    def read(said: Said) -> list[TestResult]:
        return _results(file, said.status, said.output)

    return read


def _results(file: str, status: int | None, output: str) -> list[TestResult]:
    found = list(_each(file, output))
    return found if status != 0 or "test result: " in output else [*found, _ended_early(file)]


def _each(file: str, output: str) -> Iterator[TestResult]:
    told = output.partition("\nfailures:\n")[0]  # what tests print is quoted after that line
    for name, end in dict(_RESULT.findall(told)).items():
        outcome = {"ok": TestOutcome.PASSED, "ignored": TestOutcome.SKIPPED}.get(end, TestOutcome.FAILED)
        message = visible(_told(output, name), 4000) if outcome is TestOutcome.FAILED else ""
        yield TestResult(id=f"{file}::{name}", outcome=outcome, message=message)


def _ended_early(file: str) -> TestResult:
    return TestResult(id=file, outcome=TestOutcome.FAILED, message="the program ended before its tests did")


def _told(output: str, name: str) -> str:
    _, _, rest = output.partition(f"---- {name} stdout ----\n")
    return rest.partition("\n---- ")[0].partition("\n\nfailures:")[0]


plugin = Rust()
