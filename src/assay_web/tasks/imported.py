"""Findings that another tool made elsewhere, brought into a project as one more source of evidence.

A result belongs to a candidate by the ids that our own logs carry, or by its path: ``…/TASK/CANDIDATE/file``, as
``assay check`` writes it, with or without ``candidates`` between. What is stored belongs to the project alone.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from django.db import transaction

from assay.domain.finding import Finding, Proof, SourceKind, snippet_hash
from assay.errors import InputError
from assay.workflows.receive_findings import Log, Result
from assay_web.projects.models import Project, ProjectState
from assay_web.tasks.evidence import store_examination
from assay_web.tasks.models import Candidate, Examination, Examiner

MOST_FINDINGS: Final = 2_000
"""Of one tool on one candidate; the gravest are kept."""

_TOOLS: Final = frozenset({SourceKind.ANALYZER, SourceKind.PROBE})
_REMEDY: Final = "a result's path must be TASK/CANDIDATE/file, with the ids of the project's tasks"


@dataclass(frozen=True)
class FindingsReport:
    """How much came in, and why results were passed over, by reason."""

    findings: int
    candidates: int
    passed_over: Mapping[str, int]


@transaction.atomic
def import_findings(project: Project, log: Log) -> FindingsReport:
    """Store the log's results as evidence on the project's candidates; the same log again changes nothing.

    Proofs that a log claims are not taken over. People's findings and critics' claims are no tool's and stay out.

    Raises:
        InputError: the project is closed, or no result belongs to a candidate of it.
    """
    if project.state == ProjectState.CLOSED:
        raise InputError(f"project {project.slug!r} is closed", remedy="nothing comes in any more")
    passed_over: Counter[str] = Counter()
    placed: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    known = _known(project, log.results)
    for result in log.results:
        found = _place(result, known)
        problem = _problem(result, found)
        if problem or found is None:
            passed_over[problem] += 1
            continue
        candidate, path = found
        placed[candidate.pk, result.finding.source.name].append(_own(result.finding, path, candidate))
    if not placed:
        told = ", ".join(f"{count} {reason}" for reason, count in passed_over.items()) or "the log has no result"
        raise InputError(f"no finding could be taken in: {told}", remedy=_REMEDY)
    candidates = {one.pk: one for one in known.values()}
    stored = 0
    for (pk, tool), findings in placed.items():
        kept = sorted(findings, key=lambda one: -one.severity.rank)[:MOST_FINDINGS]
        passed_over["beyond the most findings"] += len(findings) - len(kept)
        store_examination(candidates[pk], Examiner.IMPORTED, _version(project, tool, log, kept), None, tuple(kept))
        stored += len(kept)
    return FindingsReport(stored, len({pk for pk, _ in placed}), +passed_over)


def latest_imported(candidates: Collection[Candidate], project_id: int) -> dict[str, list[Examination]]:
    """By content, what each tool's newest log in this project says."""
    rows = Examination.objects.filter(
        content_key__in={one.content_key for one in candidates},
        examiner=Examiner.IMPORTED,
        version__startswith=f"{project_id}:",
    ).order_by("-pk")
    seen: set[tuple[str, str]] = set()
    found: dict[str, list[Examination]] = defaultdict(list)
    for row in rows:
        key = (row.content_key, row.version.rpartition(":")[0])
        if key not in seen:
            seen.add(key)
            found[row.content_key].append(row)
    return found


def _version(project: Project, tool: str, log: Log, findings: Iterable[Finding]) -> str:
    told = json.dumps([log.tools.get(tool, ""), [one.model_dump(mode="json") for one in findings]])
    return f"{project.pk}:{tool[:120]}:{hashlib.sha256(told.encode()).hexdigest()[:16]}"


_Known = dict[tuple[str, str], Candidate]


def _known(project: Project, results: Iterable[Result]) -> _Known:
    """The project's candidates that a result may name, by the ids of task and candidate."""
    names = {name for one in results for name in ((one.task,) if one.task else _parts(one))}
    rows = Candidate.objects.filter(task__project=project, task__record_id__in=names).select_related("task")
    return {(one.task.record_id, one.record_id): one for one in rows}


def _parts(result: Result) -> tuple[str, ...]:
    return tuple(unquote(result.uri).replace("\\", "/").split("/"))


def _place(result: Result, known: _Known) -> tuple[Candidate, str] | None:
    if result.task is not None and result.finding.candidate is not None:
        candidate = known.get((result.task, result.finding.candidate))
        return (candidate, result.finding.path) if candidate else None
    return next(_by_path(_parts(result), known), None)


def _by_path(parts: tuple[str, ...], known: _Known) -> Iterator[tuple[Candidate, str]]:
    for at, task in enumerate(parts):
        rest = parts[at + 1 :]
        rest = rest[1:] if rest[:1] == ("candidates",) else rest
        if len(rest) > 1 and (task, rest[0]) in known:
            yield known[task, rest[0]], "/".join(rest[1:])


def _problem(result: Result, found: tuple[Candidate, str] | None) -> str:
    if result.finding.source.kind not in _TOOLS:
        return f"said by a {result.finding.source.kind.value}, who is no tool"
    if found is None:
        return "of no candidate of this project"
    candidate, path = found
    files = json.loads(candidate.files)
    if path not in files:
        return "about a file that the candidate does not have"
    last = files[path].count("\n") + 1
    return "" if result.finding.end_line <= last else "about a line that the file does not have"


def _own(finding: Finding, path: str, candidate: Candidate) -> Finding:
    """As evidence on the candidate: unproven, with a hash of the lines as they stand here."""
    text = json.loads(candidate.files)[path]
    return finding.model_copy(
        update={
            "path": path,
            "candidate": None,
            "proof": Proof.UNPROVEN,
            "witnesses": tuple(one for one in finding.witnesses if one.kind in _TOOLS),
            "snippet_hash": snippet_hash(text, finding.start_line, finding.end_line),
        }
    )
