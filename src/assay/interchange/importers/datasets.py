"""A folder of Hugging Face ``datasets``: as ``save_to_disk`` leaves it, or a repository's Parquet and JSON Lines.

Columns are those of ``assay.task/v1``; of a dictionary of splits all splits are read. No script of a repository is run,
links are not followed, and the library itself is not needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.arrow_rows import arrow_tasks, parquet_tasks
from assay.interchange.folder_files import read_text
from assay.interchange.importer import Given
from assay.interchange.reading import read_tasks
from assay.interchange.shown import visible

_MARKS = ("dataset_dict.json", "state.json", "dataset_info.json", "dataset_infos.json")
_ENDINGS = (".parquet", ".jsonl", ".jsonl.gz")
_DEEPEST = 3


class Datasets:
    """Files in the order of their names."""

    name = "datasets"

    def recognises(self, path: Path) -> bool:
        """By the files that the library leaves, or by Parquet in the folder or its ``data``."""
        if not path.is_dir():
            return False
        return any((path / mark).is_file() for mark in _MARKS) or any(
            next(folder.glob("*.parquet"), None) for folder in (path, path / "data")
        )

    def read(self, path: Path, given: Given) -> Iterator[Task | RecordError]:
        """Rows say all themselves."""
        del given
        found = False
        for file in _files(path):
            found = True
            yield from _read(file) if isinstance(file, Path) else (file,)
        if not found:
            yield RecordError("holds no data", where=visible(str(path)), remedy="Arrow, Parquet or JSON Lines is read")


def _read(file: Path) -> Iterator[Task | RecordError]:
    if file.suffix == ".arrow":
        return arrow_tasks(file)
    return parquet_tasks(file) if file.suffix == ".parquet" else read_tasks(file)


def _files(folder: Path, depth: int = 0) -> Iterator[Path | RecordError]:
    if (folder / "state.json").is_file():
        yield from _saved(folder)
        return
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or path.name.startswith("."):
            continue
        if path.is_dir() and depth < _DEEPEST:
            yield from _files(path, depth + 1)
        elif path.name.endswith(_ENDINGS):
            yield path


def _saved(folder: Path) -> Iterator[Path | RecordError]:
    """Only what the state names: a folder may also hold what ``map`` and ``filter`` remembered."""
    state = folder / "state.json"
    try:
        names = [str(one["filename"]) for one in json.loads(read_text(state))["_data_files"]]
    except (ValueError, RecursionError, KeyError, TypeError):
        yield RecordError("is no state of a saved dataset", where=visible(str(state)))
        return
    for name in names:
        file = folder / name
        if "/" in name or file.is_symlink() or not file.is_file():
            yield RecordError(f"names {visible(name, 60)!r}, which is no file beside it", where=visible(str(state)))
        else:
            yield file


plugin = Datasets()
