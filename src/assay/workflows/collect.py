"""Collect findings: every analyzer of a language reads the files; what several say at one place becomes one finding."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from assay.domain.finding import Finding
from assay.domain.task import Language
from assay.errors import ToolUnavailable
from assay.evidence.analyzer import ANALYZERS, Analyzer, MissingTool
from assay.workflows.remembered import FORGETFUL, Answer, Memory
from assay.workflows.witnesses import one_per_place

MAX_FINDINGS = 2000
"""Most findings of one tool for one set of files; the gravest are kept."""

_MAX_FAILURES = 12
"""A tool that fails more often than this on one set of files is not given smaller batches any more."""

_MAX_AT_ONCE = 8
"""Most tools that run beside one another."""

Watch = Callable[[str], None]
"""Is told what is about to be asked, before each step that may take long."""


def unwatched(step: str) -> None:
    """Nobody looks on."""


@dataclass(frozen=True)
class Missing:
    """Coverage that is lacking: who gave no answer, why, and the command that changes it (may be empty)."""

    name: str
    reason: str
    install: str = ""


@dataclass(frozen=True)
class Collected:
    """``findings`` gravest first; ``versions`` of the tools that answered; ``missing`` is what could not be asked.

    ``left_out``: of each tool that had more than :data:`MAX_FINDINGS`, how many are not among them, the lightest.
    """

    findings: tuple[Finding, ...]
    versions: Mapping[str, str]
    missing: tuple[Missing, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


def collect_findings(
    language: Language,
    files: Mapping[str, str],
    *,
    candidate: str | None = None,
    select: Sequence[str] = (),
    memory: Memory = FORGETFUL,
    watch: Watch = unwatched,
) -> Collected:
    """What the analyzers of ``language`` find in ``files`` (path → text).

    ``select`` names the analyzers to ask; none means all of the language. A tool that is missing, or gives no answer on
    some file, costs coverage and is listed; it never fails the call. Equal input gives equal output; what ``memory``
    holds of it is not asked for again.

    Raises:
        InputError: ``select`` names an analyzer that does not exist.
    """
    wanted = [ANALYZERS.get(name) for name in select] if select else list(ANALYZERS)
    analyzers = [analyzer for analyzer in wanted if language in analyzer.languages]
    missing: list[Missing] = []
    if not analyzers:
        which = "selected analyzer" if select else "analyzer in this version"
        missing.append(Missing(f"analyzers of {language}", f"no {which} reads {language}"))
    versions: dict[str, str] = {}
    claims: list[Finding] = []
    left_out: dict[str, int] = {}
    watched = _one_at_a_time(watch)
    for analyzer, answer in _at_once(lambda one: _answer(one, files, memory, watched), analyzers):
        if answer.version is not None:
            versions[analyzer.name] = answer.version
        missing += answer.missing
        claims += answer.findings[:MAX_FINDINGS]
        if len(answer.findings) > MAX_FINDINGS:
            left_out[analyzer.name] = len(answer.findings) - MAX_FINDINGS
    merged = sorted(one_per_place(claims), key=gravest_first)
    findings = tuple(one.model_copy(update={"candidate": candidate}) for one in merged)
    return Collected(findings, versions, tuple(missing), left_out)


@dataclass(frozen=True)
class _Answer:
    """What one analyzer says, the gravest first; without a version it is not there."""

    version: str | None
    findings: Sequence[Finding] = ()
    missing: Sequence[Missing] = ()


def _answer(analyzer: Analyzer, files: Mapping[str, str], memory: Memory, watch: Watch) -> _Answer:
    version = analyzer.version()
    if isinstance(version, MissingTool):
        return _Answer(None, missing=[Missing(analyzer.name, version.reason, version.install)])
    watch(f"{analyzer.name} on {_names(sorted(files.items()))}")
    seen = ("analyzer", analyzer.name, version, sorted(files.items()))
    known = memory.recall(seen)
    if known is not None:
        found, unanswered = list(known.findings), list[Missing]()
    else:
        found, unanswered = _ask(analyzer, files)
        if not unanswered:
            memory.keep(seen, Answer(findings=tuple(found)))
    return _Answer(version, sorted(found, key=gravest_first), unanswered)


def _at_once(ask: Callable[[Analyzer], _Answer], analyzers: Sequence[Analyzer]) -> list[tuple[Analyzer, _Answer]]:
    """Every answer, in the order of ``analyzers``: most are processes of their own, for which there are cores."""
    if not analyzers:
        return []
    pool = ThreadPoolExecutor(min(len(analyzers), _MAX_AT_ONCE, os.cpu_count() or 1))
    try:
        return list(zip(analyzers, pool.map(ask, analyzers), strict=True))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _one_at_a_time(watch: Watch) -> Watch:
    lock = threading.Lock()

    def told(step: str) -> None:
        with lock:
            watch(step)

    return told


def gravest_first(finding: Finding) -> tuple[int, str, int, int, str]:
    """Sort key: severity from blocker down, then path, line, column, rule."""
    column, rule = finding.start_column or 0, finding.source.rule or ""
    return -finding.severity.rank, finding.path, finding.start_line, column, rule


def _ask(analyzer: Analyzer, files: Mapping[str, str]) -> tuple[list[Finding], list[Missing]]:
    """All files at once, which is quick; if that breaks the tool, halves: one hostile file costs only itself."""
    findings: list[Finding] = []
    missing: list[Missing] = []
    waiting = [sorted(files.items())]
    failures = 0
    while waiting:
        batch = waiting.pop()
        try:
            findings += analyzer.analyze(dict(batch))
        except ToolUnavailable as error:
            failures += 1
            if len(batch) > 1 and failures <= _MAX_FAILURES:
                middle = len(batch) // 2
                waiting += [batch[middle:], batch[:middle]]
            else:
                missing.append(Missing(f"{analyzer.name} on {_names(batch)}", error.what, error.remedy))
    return findings, missing


def _names(batch: Sequence[tuple[str, str]]) -> str:
    listed = ", ".join(path for path, _ in batch[:3])
    return listed if len(batch) <= 3 else f"{listed} and {len(batch) - 3} more"
