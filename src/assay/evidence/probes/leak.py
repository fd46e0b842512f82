"""Leak: calls functions and methods again and again, and tells what they leave behind or keep to themselves.

**Finds** files, sockets and other descriptors that stay open or are dropped without being closed; threads, child
processes, asyncio tasks and temporary files that are left after every call; threads that die of an exception; and
exceptions that end in a handler of everything which lets nothing of them out. Each at the line of the candidate that
made it, with the call that showed it. Every function is called five times as all is well, and five times as things go
wrong: files that are broken, functions that raise, text that is no text of its kind.

**Cannot find** what needs a network, a database or arguments that names and annotations do not suggest; memory that
grows; what is left after an hour rather than after a call; what is made once and kept on purpose. What a function
returns is closed as a careful caller would, and objects with an end (``close``, ``stop``, …) are ended.

**How.** ResourceWarning with :mod:`tracemalloc` for the place of birth, audit events for descriptors, threads,
processes and temporary files, a trace for exceptions that are caught. The candidate shares the process with the probe:
a hostile one can forge.
"""

from __future__ import annotations

import ast
import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, JsonValue, TypeAdapter, ValidationError

from assay.domain.finding import Category, Finding, Proof, Severity, Source, SourceKind
from assay.domain.record import Record
from assay.domain.run import Limits
from assay.domain.task import Language
from assay.errors import InputError
from assay.evidence.claim import Claim, Place, as_finding, one_line
from assay.evidence.interpreter import this_interpreter
from assay.evidence.probe import ProbeReport, ProbeSubject
from assay.evidence.rule_table import Meaning
from assay.evidence.sandbox import Program, Sandbox

VERSION = "1"
REPLAYS = 3
_MOST_ENTRIES = 20
_LIMITS = Limits(wall_s=8, cpu_s=8, output_kib=1024)
_HERE = Path(__file__).resolve().parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from _leak.main import main; sys.path.pop(0); main()"
_SPEAKS: Final = (
    *("open(", "socket", "Popen", "subprocess", "fork", "Thread", "create_task", "ensure_future", "connect("),
    *("tempfile", "mkstemp", "mkdtemp", "NamedTemporaryFile", "os.pipe"),
    *("except:", "except Exception", "except BaseException"),
)
"""Code without one of these leaves nothing behind that could be seen."""


@dataclass(frozen=True)
class _Kind:
    title: str
    severity: Severity
    category: Category
    cwe: int
    impact: str


_HELD = "A process that runs for long comes to its limit, and fails at another place."
_KINDS: Final[Mapping[str, _Kind]] = {
    "unclosed": _Kind(
        "{call} drops what it opened here without closing it ({detail})",
        Severity.MINOR,
        Category.RESOURCE,
        772,
        "When it is closed is left to the garbage collector; what was written may come late or not at all.",
    ),
    "descriptor": _Kind("{call} leaves a descriptor open: {detail}", Severity.MAJOR, Category.RESOURCE, 772, _HELD),
    "thread": _Kind("{call} leaves a thread running: {detail}", Severity.MAJOR, Category.RESOURCE, 772, _HELD),
    "process": _Kind("{call} leaves a process behind: {detail}", Severity.MAJOR, Category.RESOURCE, 772, _HELD),
    "task": _Kind(
        "{call} leaves a task that nobody waits for",
        Severity.MAJOR,
        Category.CONCURRENCY,
        772,
        "What the task does may not happen, and its exception is never seen.",
    ),
    "temporary": _Kind(
        "{call} leaves a temporary file: {detail}", Severity.MINOR, Category.RESOURCE, 459, "The disk fills."
    ),
    "thread-dies": _Kind(
        "{call}: its thread dies of {detail}, and the caller never learns of it",
        Severity.MAJOR,
        Category.ERROR_HANDLING,
        391,
        "The work is not done, and nothing says so.",
    ),
    "swallowed": _Kind(
        "{call} catches {detail} here and lets nothing of it out",
        Severity.MINOR,
        Category.ERROR_HANDLING,
        390,
        "Faults of every kind look like a normal answer.",
    ),
}


class _Seen(Record):
    kind: str
    path: str
    line: Annotated[int, Field(ge=1)]
    call: str
    detail: str


class _Report(Record):
    found: list[_Seen]
    called: int


_REPORT = TypeAdapter(_Report)


class Leak:
    """The probe; see the module's page."""

    name = "leak"
    languages = frozenset({Language.PYTHON})

    def version(self) -> str:
        """Of the probe and the interpreter whose warnings it reads."""
        return f"{VERSION}+python{this_interpreter().version}"

    def applies(self, subject: ProbeSubject) -> bool:
        """Whether the code opens or starts anything, or catches everything."""
        return any(True for _ in _targets(subject))

    def examine(self, sandbox: Sandbox, subject: ProbeSubject) -> ProbeReport:
        """Call what can be called, module by module."""
        findings: list[Finding] = []
        replays: list[Mapping[str, JsonValue]] = []
        missing: list[str] = []
        called = 0
        for module, entries in _targets(subject):
            report = self._call(sandbox, subject.files, module, entries)
            if isinstance(report, str):
                missing.append(report)
                continue
            called += report.called
            for one in _distinct(report.found, subject.files):
                findings.append(_finding(one, subject.files))
                replays.append({**one.model_dump(mode="json"), "module": module})
        told = f"nothing else left behind by {called:,} calls" if called else ""
        return ProbeReport(tuple(findings), told, tuple(missing), tuple(replays))

    def replay(self, sandbox: Sandbox, subject: ProbeSubject, record: Mapping[str, JsonValue]) -> tuple[int, int]:
        """Call the function again, each time in a fresh process."""
        call, kind = record.get("call"), record.get("kind")
        if not isinstance(call, str) or kind not in _KINDS:
            raise InputError("no call of the leak probe: call and kind are missing")
        entry = call.partition("(")[0]
        module = next((name for name, entries in _targets(subject) if entry in entries), None)
        again = 0
        for _ in range(REPLAYS if module is not None else 0):
            report = self._call(sandbox, subject.files, str(module), [entry])
            again += isinstance(report, _Report) and any(one.kind == kind for one in report.found)
        return again, REPLAYS

    def _call(self, sandbox: Sandbox, files: Mapping[str, str], module: str, entries: Sequence[str]) -> _Report | str:
        python = this_interpreter()
        asked = {"files": [one for one in files if one.endswith(".py")], "module": module, "entries": list(entries)}
        execution = sandbox.execute(
            Program(
                (python.executable, "-sPu", "-c", _START, str(_HERE)),
                files=files,
                env={"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"},
                stdin=json.dumps(asked).encode(),
                limits=_LIMITS,
                read_only=(*python.read_only, str(_HERE)),
                empty=python.empty,
                path=python.path,
            )
        )
        try:
            return _REPORT.validate_json(execution.report)
        except ValidationError:
            reason = execution.reason or f"ended with status {execution.exit_status} before it could report"
            return f"{module}: {one_line(reason)}"[:300]


def _targets(subject: ProbeSubject) -> Iterator[tuple[str, list[str]]]:
    """Modules with what can be called in them: functions, and methods as ``Class.method``."""
    for path, text in sorted(subject.files.items()):
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if not path.endswith(".py") or not _is_code(module) or not any(word in text for word in _SPEAKS):
            continue
        try:
            with warnings.catch_warnings(action="ignore"):
                tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        entries = [one for node in tree.body for one in _entries(node)]
        if entries:
            yield module, entries[:_MOST_ENTRIES]


def _is_code(module: str) -> bool:
    """Whether it can be imported, and is no test."""
    parts = module.split(".")
    return all(part.isidentifier() for part in parts) and not parts[-1].startswith("test_")


def _entries(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name[0] != "_" and name != "main":
            yield name
        case ast.ClassDef(name=owner, body=body) if not owner.startswith("_"):
            methods = [one for one in body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
            plain = [one.name for one in methods if not one.decorator_list and not one.name.startswith("_")]
            yield from (f"{owner}.{name}" for name in plain)


def _distinct(found: Sequence[_Seen], files: Mapping[str, str]) -> list[_Seen]:
    """One for each kind and line; a descriptor that is also dropped unclosed is told once."""
    kept: dict[tuple[str, str, int], _Seen] = {}
    for one in found:
        if one.kind in _KINDS and one.path in files:
            kept.setdefault((one.kind, one.path, one.line), one)
    return [
        one
        for (kind, path, line), one in kept.items()
        if kind != "unclosed" or not {("descriptor", path, line), ("process", path, line)} & set(kept)
    ]


def _finding(one: _Seen, files: Mapping[str, str]) -> Finding:
    kind = _KINDS[one.kind]
    title = kind.title.format(call=one_line(one.call)[:150], detail=one_line(one.detail)[:100])
    source = Source(kind=SourceKind.PROBE, name="leak", version=VERSION, rule=one.kind)
    claim = Claim(title, kind.severity, Meaning(kind.category, cwe=kind.cwe), source, "", 0.9)
    found = as_finding(claim, Place(one.path, one.line, one.line), files)
    return found.model_copy(update={"impact": kind.impact, "proof": Proof.DEMONSTRATED})


plugin = Leak()
