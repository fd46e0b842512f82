"""Source files below paths that a person names, within bounds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.domain.task import Language
from assay.errors import InputError, RecordError
from assay.interchange.folder_files import is_junk, read_text
from assay.workflows.recognize import language_of

MAX_LOOSE_FILES = 50_000
"""Most files that one call looks at."""

_NOT_SOURCE = frozenset({"node_modules", ".venv", ".tox"})


@dataclass(frozen=True)
class LooseFile:
    """A file to check. ``name`` is what tools are told, a path that a finding can hold; ``shown``, what people see."""

    name: str
    shown: str
    language: Language
    text: str


def loose_files(paths: Sequence[Path]) -> Iterator[LooseFile | RecordError]:
    """The source files among ``paths`` and below their folders, sorted, each once.

    Links are not followed. Below a folder, files of no known language and folders of tools (``.git``, ``node_modules``,
    ``.venv``…) are passed over, and a file that cannot be read is yielded as an error.

    Raises:
        InputError: a path does not exist, a file that is named itself has no known language, or there are more than
            :data:`MAX_LOOSE_FILES`.
    """
    seen: set[str] = set()
    for path in paths:
        for found in [path] if path.is_file() else _below(path):
            language = language_of(found.absolute())
            if language is None and found is path:
                raise InputError(
                    "no analyzer reads such a file", where=str(path), remedy="name source files or folders"
                )
            shown = os.path.relpath(found) if found.absolute().is_relative_to(Path.cwd()) else str(found.absolute())
            if language is None or shown in seen:
                continue
            seen.add(shown)
            if len(seen) > MAX_LOOSE_FILES:
                raise InputError(f"more than {MAX_LOOSE_FILES} files", where=str(path), remedy="name smaller folders")
            try:
                yield LooseFile(_holdable(shown, len(seen)), shown, language, read_text(found))
            except RecordError as error:
                yield error


def _below(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        raise InputError("no such file or folder", where=str(root))
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not is_junk(name) and name not in _NOT_SOURCE)
        yield from (Path(folder, name) for name in sorted(names) if not Path(folder, name).is_symlink())


def _holdable(shown: str, number: int) -> str:
    """A relative path without anything that a record refuses; as people see it wherever that is possible."""
    name = shown.lstrip("/")
    clean = "".join(letter if letter.isprintable() and letter != "\\" else "_" for letter in name)
    parts = [part.strip() or "_" for part in clean.split("/")]
    plain = "/".join(parts)
    return plain if plain == name and len(plain.encode()) <= 1000 else f"{number}/{parts[-1][:80]}"
