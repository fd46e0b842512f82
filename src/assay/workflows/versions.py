"""Which versions would examine a candidate: part of the address under which evidence is kept."""

from __future__ import annotations

from collections.abc import Mapping

from assay.domain.task import Language
from assay.evidence.analyzer import ANALYZERS, MissingTool
from assay.evidence.language import LANGUAGES, Toolchain


def runner_versions(language: Language) -> Mapping[str, str]:
    """Tool to version of what would run tests; empty when nothing can."""
    if language not in LANGUAGES.names():
        return {}
    toolchain = LANGUAGES.get(language).toolchain()
    return toolchain.versions if isinstance(toolchain, Toolchain) else {}


def analyzer_versions(language: Language) -> Mapping[str, str]:
    """Tool to version of the analyzers that would read files of this language."""
    versions = {one.name: one.version() for one in ANALYZERS if language in one.languages}
    return {name: version for name, version in versions.items() if not isinstance(version, MissingTool)}
