"""What works on this machine: sandbox layers, languages and analyzers, each tried live."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assay.domain.task import Language
from assay.evidence import toolchain
from assay.evidence.analyzer import ANALYZERS, Analyzer, MissingTool
from assay.evidence.language import LANGUAGES, MissingToolchain
from assay.evidence.sandbox import SANDBOXES, CompilingSandbox, Sandbox, examine, missing_layers
from assay.workflows.execute import has_runner, is_analysis_only


@dataclass(frozen=True)
class Part:
    """One thing that may be missing: what was seen, how to get it, and what is lost without it."""

    kind: str
    """``layer``, ``language`` or ``analyzer``."""
    name: str
    """Of a part of a language that may be missing by itself: ``typescript/types``."""
    available: bool
    required: bool
    """Whether untrusted code may not run without it."""
    detail: str
    install: str = ""
    lost: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """All parts, and the name of the sandbox that will be used; empty when none has every required layer."""

    sandbox: str
    parts: tuple[Part, ...]
    searched: tuple[str, ...] = ()
    """Folders in which programs were looked for, in their order."""


def diagnose() -> Diagnosis:
    """Try everything. Takes about a second."""
    sandboxes = sorted(SANDBOXES, key=lambda one: one.preference)
    whole = [one for one in sandboxes if not missing_layers(examine(one))]
    shown = whole[:1] or sandboxes
    parts = (
        *(part for sandbox in shown for part in (*_layers(sandbox), *_compiled_part(sandbox))),
        *(part for language in Language for part in _language(language)),
        *map(_analyzer, ANALYZERS),
    )
    return Diagnosis(whole[0].name if whole else "", parts, toolchain.searched())


_LOST = {
    "landlock": "a second fence around files; the mount namespace remains",
    "memory-per-process": "nothing is told about memory; the limit on each process remains",
    "memory-cgroup": "memory is bounded per process, not for the whole tree",
    "pids-cgroup": "processes are counted by sampling",
}


def _layers(sandbox: Sandbox) -> Iterable[Part]:
    for proof in examine(sandbox):
        lost = "untrusted code does not run without --allow-degraded" if proof.required else _LOST.get(proof.layer, "")
        yield Part(
            "layer",
            f"{sandbox.name}/{proof.layer}",
            available=proof.works,
            required=proof.required,
            detail=proof.detail,
            install="" if proof.works else proof.remedy,
            lost="" if proof.works else lost,
        )


def _compiled_part(sandbox: Sandbox) -> Iterable[Part]:
    if isinstance(sandbox, CompilingSandbox):
        trouble = sandbox.missing_compiled_part()
        yield Part(
            "layer",
            f"{sandbox.name}/compiled-part",
            available=not trouble,
            required=False,
            detail=trouble or "what every small Python run needs is done in compiled code",
            install="sudo apt-get install gcc libc6-dev" if trouble else "",
            lost="speed alone: small Python runs take half as much processor time again" if trouble else "",
        )


def _language(language: Language) -> Iterable[Part]:
    lost = f"tests of {language} candidates answer not_run"
    if is_analysis_only(language):
        yield Part("language", language, available=True, required=False, detail="for analysis only")
        return
    if not has_runner(language):
        detail = "no runner in this version"
        yield Part("language", language, available=False, required=False, detail=detail, lost=lost)
        return
    found = LANGUAGES.get(language).toolchain()
    if isinstance(found, MissingToolchain):
        yield Part("language", language, False, False, found.reason, found.install, lost)
        return
    versions = ", ".join(f"{tool} {version}" for tool, version in found.versions.items())
    yield Part("language", language, available=True, required=False, detail=versions)
    for part in found.lacks:
        yield Part("language", f"{language}/{part.name}", False, False, part.reason, part.install, part.lost)


def _analyzer(analyzer: Analyzer) -> Part:
    found = analyzer.version()
    languages = ", ".join(sorted(analyzer.languages)) or "every language"
    if isinstance(found, MissingTool):
        lost = f"its findings on {languages}"
        return Part("analyzer", analyzer.name, False, False, found.reason, found.install, lost)
    return Part("analyzer", analyzer.name, available=True, required=False, detail=f"{found} ({languages})")
