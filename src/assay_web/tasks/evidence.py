"""Collects what machines observe of a candidate, once for each content and tool version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.db import transaction

from assay.domain.finding import Finding
from assay.domain.record import Record
from assay.domain.run import Outcome, Run
from assay.domain.task import Language, Tests
from assay.errors import SandboxUnavailable
from assay.workflows.collect import collect_findings
from assay.workflows.execute import run_tests
from assay.workflows.probe import probe, probe_versions
from assay.workflows.remembered import Memory
from assay.workflows.versions import analyzer_versions, runner_versions
from assay_web.tasks.models import Candidate, EvidenceFinding, EvidenceState, Examination, Examiner

SANDBOX_TRIES = 3
"""A failure of the sandbox says nothing about the candidate: it is tried again, and never stored as evidence."""


def examine_candidate(candidate_id: int, *, again: bool = False) -> None:
    """Run tests, analyzers and probes on a candidate unless its content has been examined by these versions before.

    One that is ready is looked at only if it is to be ``again``: its tools may be others by now.

    Raises:
        SandboxUnavailable: no sandbox works on this machine, or it fails again and again.
    """
    candidate = Candidate.objects.select_related("task").filter(pk=candidate_id).first()
    if candidate is None or (candidate.evidence_state == EvidenceState.READY and not again):
        return
    language = Language(candidate.task.language)
    files: dict[str, str] = {**json.loads(candidate.task.base_files), **json.loads(candidate.files)}
    _examine_by_tests(candidate, language, files)
    _examine_by_analyzers(candidate, language, files)
    _examine_by_probes(candidate, language, files)
    Candidate.objects.filter(pk=candidate.pk).update(evidence_state=EvidenceState.READY, evidence_problem="")


def mark_failed(candidate_id: int, problem: str) -> None:
    """Say why a candidate could not be examined; one that was examined before keeps what was observed."""
    Candidate.objects.filter(pk=candidate_id).exclude(evidence_state=EvidenceState.READY).update(
        evidence_state=EvidenceState.FAILED, evidence_problem=problem[:2000]
    )


def _examine_by_tests(candidate: Candidate, language: Language, files: Mapping[str, str]) -> None:
    version = _joined(_test_versions(language))
    if _examined(candidate, Examiner.TESTS, version):
        return
    tests = Tests.model_validate_json(candidate.task.tests)
    for _ in range(SANDBOX_TRIES):
        run = run_tests(language, files, tests)
        if run.outcome is not Outcome.SANDBOX_ERROR:
            store_examination(candidate, Examiner.TESTS, version, run, ())
            return
    raise SandboxUnavailable(f"the sandbox failed: {run.reason or run.output[-300:]}")


def _examine_by_analyzers(candidate: Candidate, language: Language, files: Mapping[str, str]) -> None:
    version = _joined(_analyzer_versions(language))
    if _examined(candidate, Examiner.ANALYZERS, version):
        return
    collected = collect_findings(language, files, memory=_memory())
    store_examination(candidate, Examiner.ANALYZERS, version, None, collected.findings)


def _examine_by_probes(candidate: Candidate, language: Language, files: Mapping[str, str]) -> None:
    task = candidate.task
    version = _joined({**probe_versions(language), "for": task.entry_point or ""})
    if _examined(candidate, Examiner.PROBES, version):
        return
    tests = Tests.model_validate_json(task.tests)
    probed = probe(
        language, files, entry_point=task.entry_point or None, prompt=task.prompt, tests=tests, memory=_memory()
    )
    store_examination(candidate, Examiner.PROBES, version, None, probed.findings)


def _memory() -> Memory:
    """What other databases on this machine have asked before, where the operator wants that."""
    return Memory(settings.EVIDENCE_CACHE)


@cache
def _test_versions(language: Language) -> Mapping[str, str]:
    return runner_versions(language)


@cache
def _analyzer_versions(language: Language) -> Mapping[str, str]:
    return analyzer_versions(language)


def _joined(versions: Mapping[str, str]) -> str:
    return " ".join(f"{tool}={version}" for tool, version in sorted(versions.items()))[:200]


def _examined(candidate: Candidate, examiner: Examiner, version: str) -> bool:
    return Examination.objects.filter(content_key=candidate.content_key, examiner=examiner, version=version).exists()


@transaction.atomic
def store_examination(
    candidate: Candidate, examiner: Examiner, version: str, run: Run | None, findings: tuple[Finding, ...]
) -> Examination:
    """Keep what was observed under the candidate's content; what stands there already stays and is answered."""
    examination, created = Examination.objects.get_or_create(
        content_key=candidate.content_key,
        examiner=examiner,
        version=version,
        defaults={"run": _json(run) if run else None},
    )
    if not created:
        return examination
    EvidenceFinding.objects.bulk_create(
        EvidenceFinding(
            examination=examination,
            position=position,
            source=finding.source.name[:100],
            rule=(finding.source.rule or "")[:200],
            severity=finding.severity,
            record=_json(finding),
        )
        for position, finding in enumerate(findings)
    )
    return examination


def _json(record: Record) -> dict[str, object]:
    value: dict[str, object] = record.model_dump(mode="json", by_alias=True)
    return value
