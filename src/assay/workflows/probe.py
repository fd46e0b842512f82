"""Probe a candidate: what happens when it is run in ways that its tests do not try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import JsonValue

from assay.domain.finding import Finding, Proof
from assay.domain.task import Language, Tests
from assay.errors import InputError, SandboxUnavailable
from assay.evidence.probe import PROBES, Probe, ProbeReport, ProbeSubject
from assay.evidence.sandbox import Sandbox, choose_sandbox
from assay.workflows.collect import Missing, Watch, unwatched
from assay.workflows.execute import judge_reproducer, run_reproducer
from assay.workflows.remembered import FORGETFUL, Answer, Memory


@dataclass(frozen=True)
class Probed:
    """``versions`` of the probes that ran, ``tried`` what each of them did, ``missing`` what could not be examined."""

    findings: tuple[Finding, ...] = ()
    versions: Mapping[str, str] | None = None
    tried: Mapping[str, str] | None = None
    missing: tuple[Missing, ...] = ()
    replays: tuple[Mapping[str, JsonValue], ...] = ()
    """What :func:`replay` needs to show a finding again, with the probe's name under ``probe``."""


def probe(  # noqa: PLR0913 - the parts of a task, each of which may be absent
    language: Language,
    files: Mapping[str, str],
    *,
    entry_point: str | None = None,
    prompt: str = "",
    reference: Mapping[str, str] | None = None,
    tests: Tests | None = None,
    select: Sequence[str] = (),
    memory: Memory = FORGETFUL,
    watch: Watch = unwatched,
) -> Probed:
    """Run every probe of ``language`` that has something to examine in ``files`` (path to text).

    ``select`` names the probes; none means all. ``entry_point``, ``prompt``, ``reference`` (with the base files) and
    ``tests`` are the task's, where there is one. A finding's reproducer is run before it is believed. A sandbox that is
    missing costs coverage and is listed.

    Raises:
        InputError: ``select`` names a probe that does not exist.
    """
    subject = ProbeSubject(files, entry_point, prompt, language, reference, tests or Tests())
    probes = [one for one in _wanted(select) if language in one.languages and one.applies(subject)]
    if not probes:
        return Probed()
    try:
        sandbox = choose_sandbox()
    except SandboxUnavailable as error:
        return Probed(missing=(Missing("probes", f"not run: {error.what}", error.remedy),))
    reports: dict[str, ProbeReport] = {}
    for one in probes:
        watch(f"{one.name} on {', '.join(sorted(files)[:3])}")
        reports[one.name] = _examined(one, sandbox, subject, memory)
    return Probed(
        tuple(finding for report in reports.values() for finding in report.findings),
        {one.name: one.version() for one in probes},
        {name: report.tried for name, report in reports.items() if report.tried},
        tuple(Missing(name, reason) for name, report in reports.items() for reason in report.missing),
        tuple({"probe": name, **record} for name, report in reports.items() for record in report.replays),
    )


def replay(
    language: Language,
    files: Mapping[str, str],
    record: Mapping[str, JsonValue],
    *,
    entry_point: str | None = None,
    prompt: str = "",
    reference: Mapping[str, str] | None = None,
) -> tuple[int, int]:
    """How many runs out of how many show again, on ``files``, what a probe's record says.

    Raises:
        InputError: the record is none of a probe's.
        SandboxUnavailable: a required layer does not work here.
    """
    name = record.get("probe")
    if not isinstance(name, str):
        raise InputError(
            "a record to replay has no probe", remedy="take it from 'replays' of 'assay check --format json'"
        )
    rest = {key: value for key, value in record.items() if key not in {"probe", "task", "candidate", "file"}}
    return PROBES.get(name).replay(
        choose_sandbox(), ProbeSubject(files, entry_point, prompt, language, reference), rest
    )


def probe_versions(language: Language) -> Mapping[str, str]:
    """Probe to version of those that could examine candidates in this language."""
    return {one.name: one.version() for one in PROBES if language in one.languages}


def _examined(one: Probe, sandbox: Sandbox, subject: ProbeSubject, memory: Memory) -> ProbeReport:
    """The report, each reproducer run; what is remembered of the same code is not examined again."""
    about = (subject.entry_point, subject.prompt, str(subject.language), subject.tests.model_dump(mode="json"))
    code = [sorted(files.items()) for files in (subject.files, subject.reference or {})]
    seen = ("probe", one.name, one.version(), about, code)
    known = memory.recall(seen)
    if known is not None:
        return ProbeReport(known.findings, known.tried, (), known.replays)
    report = one.examine(sandbox, subject)
    report = replace(report, findings=tuple(_proven(finding, subject) for finding in report.findings))
    if not report.missing:
        replays = tuple(dict(record) for record in report.replays)
        memory.keep(seen, Answer(findings=report.findings, tried=report.tried, replays=replays))
    return report


def _proven(finding: Finding, subject: ProbeSubject) -> Finding:
    """With what its reproducer shows on the code, and on the reference."""
    if finding.reproducer is None:
        return finding
    on_candidate = run_reproducer(subject.language, subject.files, finding.reproducer)
    fixed = run_reproducer(subject.language, subject.reference, finding.reproducer) if subject.reference else None
    shown = judge_reproducer(on_candidate, fixed)
    if shown in {Proof.DEMONSTRATED, Proof.PROVEN}:
        return finding.model_copy(update={"proof": shown})
    return finding.model_copy(update={"reproducer": None})


def _wanted(select: Sequence[str]) -> list[Probe]:
    return [PROBES.get(name) for name in select] if select else list(PROBES)
