"""A task as a folder: ``task.toml``, ``prompt.md``, and the files of base, tests, reference and candidates.

``task.toml`` holds every key of ``assay.task/v1`` except the prompt and the texts of files. Candidates stand there in
their order; their ids are the names of their folders. Besides these only ``NOTICE*``, ``LICENSE*`` and ``README.md``
may lie in the folder; anything else is refused by name, so that nothing is lost unnoticed.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.folder_files import entries, read_text, read_tree
from assay.interchange.records import parse_json
from assay.interchange.shown import shown, visible

TASK_FILE = "task.toml"
PROMPT_FILE = "prompt.md"
_FOLDERS = ("files", "tests", "reference", "candidates")
_EXTRAS = ("NOTICE", "LICENSE", "README.md")


def read_task_folder(folder: Path) -> Task:
    """The task in ``folder``.

    Raises:
        RecordError: ``where`` names the file, or ``task.toml`` and the JSON path in it.
    """
    _refuse_strangers(folder)
    where = visible(str(folder / TASK_FILE))
    document = _read_toml(folder / TASK_FILE, where)
    _refuse_texts(document, where)
    document["prompt"] = read_text(folder / PROMPT_FILE)
    for key, files in (("files", read_tree(folder / "files")), ("reference", read_tree(folder / "reference"))):
        if files:
            document[key] = files if key == "files" else {"files": files}
    _add_tests(document, folder)
    _add_candidates(document, folder, where)
    return parse_json(_as_json(document, where), Task, where)


def task_folders(path: Path) -> Iterator[Path | RecordError]:
    """The task folders directly in ``path``, sorted by name, and an error for whatever else lies there."""
    number = 0
    try:
        found = entries(path)
    except RecordError as error:
        yield error
        return
    for entry in found:
        if entry.name.startswith((*_EXTRAS, ".")) and entry.is_file():
            continue
        number += 1
        if entry.is_dir() and Path(entry.path, TASK_FILE).exists():
            yield Path(entry.path)
        else:
            what = f"the folder has no {TASK_FILE}" if entry.is_dir() else "is no task's folder"
            yield RecordError(what, where=visible(entry.path), remedy="move it elsewhere")
    if not number:
        yield RecordError("the folder holds no task", where=visible(str(path)), remedy=f"each needs a {TASK_FILE}")


def _refuse_strangers(folder: Path) -> None:
    for entry in entries(folder):
        known = entry.name in (*_FOLDERS, TASK_FILE, PROMPT_FILE) or entry.name.startswith(_EXTRAS)
        if not known:
            raise RecordError(
                "is no part of a task",
                where=visible(entry.path),
                remedy=f"a task's folder holds {', '.join((TASK_FILE, PROMPT_FILE, *_FOLDERS, *_EXTRAS))}",
            )
        if (entry.name in _FOLDERS) != entry.is_dir():
            expected = "a folder" if entry.name in _FOLDERS else "a file"
            raise RecordError(f"should be {expected}", where=visible(entry.path))


def _read_toml(path: Path, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise RecordError(f"not TOML: {visible(str(error))}", where=where) from None
    except RecursionError:
        raise RecordError("not TOML: nested too deeply", where=where) from None


def _refuse_texts(document: dict[str, Any], where: str) -> None:
    tests = document.get("tests")
    misplaced = [
        ("$.prompt", "prompt" in document, PROMPT_FILE),
        ("$.files", "files" in document, "files/"),
        ("$.reference", "reference" in document, "reference/"),
        ("$.tests.files", isinstance(tests, dict) and "files" in tests, "tests/"),
    ]
    misplaced += [
        (f"$.candidates[{index}].files", True, f"candidates/{visible(str(candidate.get('id')), 60)}/")
        for index, candidate in enumerate(_candidates(document))
        if "files" in candidate
    ]
    for path, is_there, place in misplaced:
        if is_there:
            raise RecordError("does not belong here", where=f"{where}: {path}", remedy=f"put it into {place}")


def _candidates(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The candidates' tables, as far as they are tables; the record's own check says what is wrong with the rest."""
    listed = document.get("candidates")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _add_tests(document: dict[str, Any], folder: Path) -> None:
    files = read_tree(folder / "tests")
    tests = document.setdefault("tests", {}) if files else document.get("tests")
    if files and isinstance(tests, dict):
        tests["files"] = files


def _add_candidates(document: dict[str, Any], folder: Path, where: str) -> None:
    place = folder / "candidates"
    present = {entry.name: entry for entry in entries(place)} if place.exists() else {}
    listed = [candidate for candidate in _candidates(document) if isinstance(candidate.get("id"), str)]
    for index, candidate in enumerate(listed):
        name = candidate["id"]
        if name not in present:
            raise RecordError(
                f"candidate {shown(name)} has no folder {visible(str(place / name), 200)}",
                where=f"{where}: $.candidates[{index}].id",
                remedy=f"folders there: {visible(', '.join(sorted(present)) or 'none', 200)}",
            )
        candidate["files"] = read_tree(place / name)
    unlisted = sorted(present.keys() - {candidate["id"] for candidate in listed})
    for name in unlisted:
        remedy = f'add [[candidates]] with id = "{visible(name)}" to {TASK_FILE}, or move the folder elsewhere'
        what = "is not listed among the candidates" if present[name].is_dir() else "is no candidate's folder"
        raise RecordError(what, where=visible(present[name].path), remedy=remedy)


def _as_json(document: dict[str, Any], where: str) -> bytes:
    try:
        return json.dumps(document, ensure_ascii=False).encode()
    except (TypeError, RecursionError):
        # TOML knows dates and times, JSON does not; tables that are too deep end here as well.
        raise RecordError(
            "holds a date, a time, or tables nested too deeply", where=where, remedy="write dates as strings"
        ) from None
