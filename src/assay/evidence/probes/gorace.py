"""gorace: runs Go's tests under the race detector that comes with the toolchain.

**Finds** memory that two goroutines use at once while one of them writes, at the candidate's line.

**Cannot find** what the tests do not reach, deadlocks, or wrong orders of operations that are each synchronized. Races
are sampled: three runs without one show nothing, and a race that was seen may not be seen again.

**How.** ``go test -race -count 3``, offline. The detector's own library is built once for each machine; it needs a C
compiler beside Go.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

from assay.domain.finding import Category, Finding, Proof, Severity, Source, SourceKind
from assay.domain.run import Limits
from assay.domain.task import Language
from assay.errors import InputError
from assay.evidence import toolchain
from assay.evidence.claim import Claim, Place, as_finding, one_line
from assay.evidence.go_cache import MODULE, OFFLINE, go_root, warm_cache
from assay.evidence.probe import ProbeReport, ProbeSubject
from assay.evidence.probes._sanitizer_reports import Report, reports
from assay.evidence.rule_table import Meaning
from assay.evidence.sandbox import Program, Sandbox

VERSION = "1"
REPLAYS = 3
_LIMITS: Final = Limits(wall_s=90, cpu_s=180, memory_mib=2048, output_kib=2048)


class GoRace:
    """The probe; see the module's page."""

    name = "gorace"
    languages = frozenset({Language.GO})

    def version(self) -> str:
        """Of the probe and the toolchain."""
        return f"{VERSION}+go{toolchain.version('go', 'version') or ''}"

    def applies(self, subject: ProbeSubject) -> bool:
        """Whether there are tests, and goroutines in the code."""
        tested = any(name.endswith("_test.go") for name in {**subject.files, **subject.tests.files})
        return tested and any(name.endswith(".go") and "go " in text for name, text in subject.files.items())

    def examine(self, sandbox: Sandbox, subject: ProbeSubject) -> ProbeReport:
        """Run the tests three times."""
        told = _run(sandbox, subject)
        if isinstance(told, str):
            return ProbeReport(missing=(told,))
        findings = tuple(_finding(one, subject.files) for one in told)
        replays: tuple[Mapping[str, JsonValue], ...] = tuple(
            {"kind": one.rule, "path": one.path, "line": one.line} for one in told
        )
        return ProbeReport(findings, "no other race in 3 runs of the tests", (), replays)

    def replay(self, sandbox: Sandbox, subject: ProbeSubject, record: Mapping[str, JsonValue]) -> tuple[int, int]:
        """Run the tests again."""
        path = record.get("path")
        if record.get("kind") != "race" or not isinstance(path, str):
            raise InputError("no race of this probe: kind and path are missing")
        again = 0
        for _ in range(REPLAYS):
            told = _run(sandbox, subject)
            again += not isinstance(told, str) and any(one.path == path for one in told)
        return again, REPLAYS


def _run(sandbox: Sandbox, subject: ProbeSubject) -> list[Report] | str:
    """The races, or why there are none."""
    for name in ("go", "gcc"):
        if toolchain.find(name) is None:
            return f"{name} is not installed"
    root, warm = go_root(), warm_cache(race=True)
    go = str(root / "bin" / "go")
    own = 'GOCACHE="$TMPDIR/go" GOPATH="$TMPDIR/path"'
    script = f'cp -as "{warm}" "$TMPDIR/go" && {own} "{go}" test -race -count 3 -timeout 60s ./...; echo "$?" >&3'
    everything = {"go.mod": MODULE, **subject.files, **subject.tests.files}
    execution = sandbox.execute(
        Program(
            ("/bin/sh", "-c", f"{{ {script}; }} 2>&1"),
            files=everything,
            env={**OFFLINE, "GOROOT": str(root), "CGO_ENABLED": "1"},
            limits=_LIMITS,
            read_only=toolchain.outside_usr(root, warm),
            path=(str(root / "bin"),),
        )
    )
    output = execution.stdout.decode("utf-8", "backslashreplace")
    found = [one for one in reports(output, subject.files) if one.rule == "race"]
    if found:
        return found
    if execution.stop is not None or "[build failed]" in output or "cannot find" in output:
        return one_line(execution.reason or "cannot be built with the race detector")[:200]
    return []


def _finding(report: Report, files: Mapping[str, str]) -> Finding:
    claim = Claim(
        "Two goroutines use the same memory at once here, and one of them writes",
        Severity.MAJOR,
        Meaning(Category.CONCURRENCY, cwe=362),
        Source(kind=SourceKind.PROBE, name="gorace", version=VERSION, rule="race"),
        "Seen by Go's race detector while the tests ran. Races are sampled: it may take several runs to see it again.",
        0.95,
    )
    found = as_finding(claim, Place(report.path, report.line, report.line), files)
    return found.model_copy(
        update={"impact": "Values are lost or torn, now and then, under load.", "proof": Proof.DEMONSTRATED}
    )


plugin = GoRace()
