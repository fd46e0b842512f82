"""Go: ``go test -json ./...`` without a network; a ``go.mod`` is made if there is none. Class E0.

What ``go vet`` says is no verdict; the analyzer govet tells it. The standard library is built once per version into a
cache that runs only read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from assay.domain.run import Outcome, Run, TestOutcome, TestResult
from assay.domain.task import Tests
from assay.evidence import toolchain
from assay.evidence.go_cache import MODULE, OFFLINE, go_root, warm_cache
from assay.evidence.language import MissingToolchain, Toolchain
from assay.evidence.languages._programs.steps import COMPILE_S, Plan, Read, Said, Step, TestStep
from assay.evidence.languages._programs.verdict import carry_out
from assay.evidence.output import visible
from assay.evidence.sandbox import Sandbox

_MISSING = re.compile(r"no required module provides package ([\w./-]+)|package ([\w./-]+) is not in std")
_FUNCTION = re.compile(r"^func (Test\w+)\(", re.MULTILINE)
_LATE = re.compile(r"panic: test timed out after")
_EXHAUSTED = re.compile(r"fatal error: (?:runtime: )?(?:out of memory|cannot allocate memory)")
_UNBUILT = re.compile(r"\[(?:build|setup) failed\]")


class Go:
    """go on PATH or where its installer puts it."""

    name = "go"

    def toolchain(self) -> Toolchain | MissingToolchain:
        """The toolchain."""
        found = toolchain.version("go", "version")
        if found is None:
            return MissingToolchain("go is not installed", "sudo apt-get install golang-go")
        return Toolchain({"go": found})

    def run(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests) -> Run:
        """Every test function is a test."""
        found = self.toolchain()
        if isinstance(found, MissingToolchain):
            return Run(outcome=Outcome.NOT_RUN, reason=f"{found.reason}; {found.install}")
        everything = {**files, **tests.files}
        if not any(name.endswith("_test.go") for name in tests.files):
            return Run(outcome=Outcome.NOT_RUN, reason="no test file is called *_test.go")
        everything.setdefault("go.mod", MODULE)
        root, warm = go_root(), warm_cache()
        go = str(root / "bin" / "go")
        own = 'GOCACHE="$TMPDIR/go" GOPATH="$TMPDIR/path"'
        test = f'"{go}" test -json -vet=off -timeout {tests.timeout_s:g}s ./...'
        command = f'cp -as "{warm}" "$TMPDIR/go" && {own} exec {test}'
        step = Step(("/bin/sh", "-c", command), COMPILE_S + tests.timeout_s, {**OFFLINE, "GOROOT": str(root)})
        plan = Plan(
            compile=(),
            tests=(
                TestStep(
                    "go test",
                    step,
                    tests.timeout_s,
                    _reader(tests.files),
                    exhausted=_EXHAUSTED,
                    unbuilt=_UNBUILT,
                    late=_LATE,
                    plain=_plain,
                ),
            ),
            versions=found.versions,
            read_only=toolchain.outside_usr(root, warm),
            path=(str(root / "bin"),),
            missing=_MISSING,
        )
        return carry_out(sandbox, everything, plan)


def _reader(files: Mapping[str, str]) -> Read:
    """Names each test by the file that defines it; one that no test file defines keeps its bare name."""
    defined = {name: file for file, text in files.items() for name in _FUNCTION.findall(text)}

    def read(said: Said) -> list[TestResult]:
        return list(_results(defined, said.output))

    return read


def _plain(output: str) -> str:
    """What the tool and the tests print, out of the events."""
    told = []
    for line in output.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            told.append(f"{line}\n")
            continue
        if isinstance(event, dict):
            told.append(str(event.get("Output", "")))
    return "".join(told)


def _results(defined: Mapping[str, str], output: str) -> Iterator[TestResult]:
    told: dict[str, list[str]] = {}
    for line in output.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue
        name = event.get("Test") if isinstance(event, dict) else None
        if not isinstance(name, str):
            continue
        if event.get("Action") == "output":
            told.setdefault(name, []).append(str(event.get("Output", "")))
        elif event.get("Action") in {"pass", "fail", "skip"}:
            outcome = {"pass": TestOutcome.PASSED, "skip": TestOutcome.SKIPPED}.get(event["Action"], TestOutcome.FAILED)
            message = visible("".join(told.get(name, [])), 4000) if outcome is TestOutcome.FAILED else ""
            file = defined.get(name.partition("/")[0])
            yield TestResult(id=f"{file}::{name}" if file else name, outcome=outcome, message=message)


plugin = Go()
