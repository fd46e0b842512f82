"""A task to its folder form: the inverse of :func:`assay.interchange.folder.read_task_folder`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pydantic import JsonValue

from assay.domain.task import Task
from assay.errors import InputError
from assay.interchange.folder import PROMPT_FILE, TASK_FILE
from assay.interchange.folder_files import is_junk
from assay.interchange.shown import shown, visible
from assay.interchange.toml import write_toml


def write_task_folder(task: Task, folder: Path | str) -> None:
    """Write ``task`` as a new folder, which appears whole or not at all.

    Raises:
        InputError: the folder exists already, its parent does not, or the task has something that folders cannot
            hold: a candidate id with a slash, a file that readers ignore as junk, a null among an origin's parameters.
    """
    target = Path(folder)
    if target.exists():
        raise InputError("exists already", where=visible(str(target)), remedy="name a new folder")
    if not target.parent.is_dir():
        raise InputError("its folder does not exist", where=visible(str(target)), remedy="make the folder first")
    _refuse_unwritable(task)
    document = write_toml(_document(task))
    with tempfile.TemporaryDirectory(prefix=".task.", dir=target.parent) as temporary:
        whole = Path(temporary, "task")
        _write(whole / TASK_FILE, document)
        _write(whole / PROMPT_FILE, task.prompt)
        for name, files in _trees(task).items():
            for path, text in files.items():
                _write(whole / name / path, text)
        shutil.move(whole, target)


def _trees(task: Task) -> dict[str, Mapping[str, str]]:
    trees: dict[str, Mapping[str, str]] = {"files": task.files, "tests": task.tests.files}
    trees |= {"reference": task.reference.files} if task.reference else {}
    return trees | {f"candidates/{candidate.id}": candidate.files for candidate in task.candidates}


def _refuse_unwritable(task: Task) -> None:
    for candidate in task.candidates:
        if "/" in candidate.id or len(candidate.id.encode()) > 255 or is_junk(candidate.id):
            raise InputError(
                f"candidate id {shown(candidate.id)} cannot name a folder", remedy="use JSON Lines, or another id"
            )
    for tree, files in _trees(task).items():
        for path in files:
            if any(is_junk(part) for part in path.split("/")):
                raise InputError(
                    f"{shown(f'{tree}/{path}')} would be ignored on reading",
                    remedy="use JSON Lines, or leave the file out",
                )


def _document(task: Task) -> dict[str, JsonValue]:
    document: dict[str, JsonValue] = task.model_dump(
        mode="json",
        by_alias=True,
        exclude={
            "prompt": True,
            "files": True,
            "reference": True,
            "tests": {"files"},
            "candidates": {"__all__": {"files"}},
        },
        exclude_defaults=True,
    )
    return {"schema": task.schema_, **document}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
