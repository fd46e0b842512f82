"""Sanitizers: builds C and C++ so that it notices its own faults, and runs the task's tests, or the program itself.

**Finds** reads and writes beyond the end, use of memory that is gone, null that is used, numbers that overflow, shifts
and casts without a defined result (AddressSanitizer and UndefinedBehaviorSanitizer); and, where the code starts
threads, memory that two threads use at once (ThreadSanitizer, three runs). Each at the candidate's line.

**Cannot find** what the tests do not reach; memory that leaks, since looking for it needs rights that the sandbox does
not give. Races are sampled: a run without one shows nothing, and a race that was seen may not be seen again.

**How.** Test files with ``main`` are built with what they include; without tests, sources that have a ``main`` of
their own. Runs have the limits of every run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

from assay.domain.finding import Category, Finding, Proof, Severity, Source, SourceKind
from assay.domain.run import Limits
from assay.domain.task import Language
from assay.errors import InputError
from assay.evidence import toolchain
from assay.evidence.claim import Claim, Place, as_finding, one_line
from assay.evidence.probe import ProbeReport, ProbeSubject
from assay.evidence.probes._sanitizer_reports import Report, reports
from assay.evidence.rule_table import Meaning
from assay.evidence.sandbox import Program, Sandbox

VERSION = "1"
REPLAYS = 3
_RACES = 3
_RUN_S = 8
"""Wall seconds of one run: a program that waits for ever for input has shown what it shows by then."""

_MAIN: Final = re.compile(r"\bint\s+main\s*\(|\bvoid\s+main\s*\(")
_THREADS: Final = re.compile(r"<thread>|<pthread\.h>|<threads\.h>|<future>|std::async")
_COMPILERS: Final[Mapping[Language, tuple[str, tuple[str, ...], str]]] = {
    Language.C: ("gcc", (".c",), "-std=gnu17"),
    Language.CPP: ("g++", (".cc", ".cpp", ".cxx"), "-std=gnu++20"),
}
_FLAGS: Final = "-g -O0 -fno-omit-frame-pointer -w"
_ADDRESS: Final = "address,undefined -fsanitize-recover=address"
_LIMITS: Final = Limits(wall_s=40, cpu_s=60, memory_mib=2048, output_kib=1024)
_SETTINGS: Final = {
    "ASAN_OPTIONS": "detect_leaks=0:halt_on_error=0:color=never",
    "UBSAN_OPTIONS": "print_stacktrace=0:color=never",
    "TSAN_OPTIONS": "color=never:halt_on_error=0",
}
_IMPACT: Final = "What happens then is not defined: another result, a crash, or whatever the input's author wanted."


class Sanitizers:
    """The probe; see the module's page."""

    name = "sanitizers"
    languages = frozenset(_COMPILERS)

    def version(self) -> str:
        """Of the probe and the compiler."""
        return f"{VERSION}+gcc{toolchain.version('gcc', '-dumpfullversion') or ''}"

    def applies(self, subject: ProbeSubject) -> bool:
        """Whether there is something to run."""
        return bool(_mains(subject))

    def examine(self, sandbox: Sandbox, subject: ProbeSubject) -> ProbeReport:
        """Build and run each main."""
        compiler = _COMPILERS[subject.language][0]
        if toolchain.find(compiler) is None:
            return ProbeReport(missing=(f"{compiler} is not installed",))
        found: dict[tuple[str, str, int], Report] = {}
        missing: list[str] = []
        runs = 0
        for main in _mains(subject):
            for kind, times in _builds(subject):
                told = _run(sandbox, subject, main, kind, times)
                if isinstance(told, str):
                    missing.append(f"{main}: {told}")
                    continue
                runs += times
                for one in told:
                    found.setdefault((one.rule, one.path, one.line), one)
        findings = tuple(_finding(one, subject.files) for one in found.values())
        replays: tuple[Mapping[str, JsonValue], ...] = tuple(
            {"kind": one.rule, "path": one.path, "line": one.line} for one in found.values()
        )
        return ProbeReport(findings, f"nothing else in {runs} watched runs" if runs else "", tuple(missing), replays)

    def replay(self, sandbox: Sandbox, subject: ProbeSubject, record: Mapping[str, JsonValue]) -> tuple[int, int]:
        """Build and run again."""
        kind, path = record.get("kind"), record.get("path")
        if not isinstance(kind, str) or not isinstance(path, str):
            raise InputError("no fault of the sanitizers: kind and path are missing")
        build = "thread" if kind == "race" else _ADDRESS
        again = 0
        for _ in range(REPLAYS):
            told = [_run(sandbox, subject, main, build, 1) for main in _mains(subject)]
            again += any(
                not isinstance(one, str) and any((r.rule, r.path) == (kind, path) for r in one) for one in told
            )
        return again, REPLAYS


def _mains(subject: ProbeSubject) -> list[str]:
    if subject.language not in _COMPILERS:
        return []
    endings = _COMPILERS[subject.language][1]

    def having(files: Mapping[str, str]) -> list[str]:
        return [name for name, text in files.items() if name.endswith(endings) and _MAIN.search(text)]

    return (having(subject.tests.files) or having(subject.files))[:5]


def _builds(subject: ProbeSubject) -> list[tuple[str, int]]:
    threads = any(_THREADS.search(text) for text in subject.files.values())
    return [(_ADDRESS, 1), ("thread", _RACES)] if threads else [(_ADDRESS, 1)]


def _run(sandbox: Sandbox, subject: ProbeSubject, main: str, kind: str, times: int) -> list[Report] | str:
    """The reports, or why there are none."""
    compiler, _, standard = _COMPILERS[subject.language]
    build = f'{compiler} {standard} {_FLAGS} -fsanitize={kind} -o ./watched "$1" -lm -pthread'
    once = f"timeout -s KILL {_RUN_S} ./watched"
    script = f"{build} || exit 99; echo built >&3; {'; '.join([once] * times)}"
    execution = sandbox.execute(
        Program(
            ("/bin/sh", "-c", f"{script} >/dev/null", "sh", main),
            files={**subject.files, **subject.tests.files},
            env=_SETTINGS,
            limits=_LIMITS,
        )
    )
    output = execution.stderr.decode("utf-8", "backslashreplace")
    if not execution.report.startswith(b"built"):
        return one_line(execution.reason or "cannot be built with sanitizers")[:200]
    if "Sanitizer failed to allocate" in output or "ReserveShadowMemoryRange failed" in output:
        return "there is not enough address space here for sanitizers"
    return reports(output, subject.files)


def _finding(report: Report, files: Mapping[str, str]) -> Finding:
    category = Category.CONCURRENCY if report.rule == "race" else Category.SECURITY
    if report.cwe in {190, 369, 476, 1335, 758, 681}:
        category = Category.LOGIC
    source = Source(kind=SourceKind.PROBE, name="sanitizers", version=VERSION, rule=report.rule)
    sampled = " Races are sampled: it may take several runs to see it again." if report.rule == "race" else ""
    claim = Claim(
        f"Seen while the tests ran: {one_line(report.said)[:200]}",
        Severity.MAJOR,
        Meaning(category, cwe=report.cwe),
        source,
        f"{one_line(report.said)}.{sampled}",
        0.95,
    )
    found = as_finding(claim, Place(report.path, report.line, report.line), files)
    return found.model_copy(update={"impact": _IMPACT, "proof": Proof.DEMONSTRATED})


plugin = Sanitizers()
