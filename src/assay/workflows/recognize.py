"""Which language a loose file is written in, told by its name alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from assay.domain.task import Language

BY_SUFFIX: Final[Mapping[str, Language]] = {
    **dict.fromkeys((".py", ".pyi"), Language.PYTHON),
    **dict.fromkeys((".js", ".mjs", ".cjs", ".jsx"), Language.JAVASCRIPT),
    **dict.fromkeys((".ts", ".mts", ".cts", ".tsx"), Language.TYPESCRIPT),
    **dict.fromkeys((".cpp", ".cc", ".cxx", ".hpp", ".hh"), Language.CPP),
    **dict.fromkeys((".c", ".h"), Language.C),
    **dict.fromkeys((".sh", ".bash"), Language.SHELL),
    ".go": Language.GO,
    ".rs": Language.RUST,
    ".java": Language.JAVA,
    ".sql": Language.SQL,
    ".dockerfile": Language.DOCKERFILE,
}
"""Suffix in lower case → language."""


def language_of(path: PurePath) -> Language | None:
    """The language, or None for a file that no analyzer could read."""
    if path.name in {"Dockerfile", "Containerfile"}:
        return Language.DOCKERFILE
    if path.parts[-3:-1] == (".github", "workflows") and path.suffix in {".yml", ".yaml"}:
        return Language.GITHUB_ACTIONS
    return BY_SUFFIX.get(path.suffix.lower())
