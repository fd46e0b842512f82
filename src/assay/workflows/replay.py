"""Replay: show again what a probe has found, from the document that ``assay check --format json`` wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pydantic import JsonValue

from assay.domain.task import Language, Task
from assay.errors import InputError, RecordError
from assay.interchange import read_tasks
from assay.workflows.probe import replay
from assay.workflows.recognize import language_of


@dataclass(frozen=True)
class Replayed:
    """One schedule: where it belongs, and how many of ``runs`` showed it ``again``."""

    where: str
    line: int
    kind: str
    again: int
    runs: int


def replay_document(document: Path, paths: list[Path]) -> Iterator[Replayed]:
    """Every schedule of the document, on the code that ``paths`` hold now.

    Raises:
        InputError: the document cannot be read, or the code of one of its schedules is not in ``paths``.
        SandboxUnavailable: a required layer does not work here.
    """
    tasks = {task.id: task for task in _tasks(paths)}
    for record in _records(document):
        task, file = record.get("task"), record.get("file")
        if isinstance(task, str):
            yield _in_task(tasks, task, record)
        elif isinstance(file, str) and Path(file).is_file():
            text = Path(file).read_text(encoding="utf-8")
            yield _replayed(file, record, *replay(_language(Path(file)), {Path(file).name: text}, record))
        else:
            raise InputError(f"the code of a schedule, {file}, is not here", where=str(document))


def _in_task(tasks: Mapping[str, Task], name: str, record: Mapping[str, JsonValue]) -> Replayed:
    task = tasks.get(name)
    candidate = next((one for one in task.candidates if one.id == record.get("candidate")), None) if task else None
    if task is None or candidate is None:
        raise InputError(
            f"a schedule is of candidate {record.get('candidate')} of task {name}, which is not in the given paths",
            remedy="name the task's folder or file as well",
        )
    files = {**task.files, **candidate.files}
    reference = {**task.files, **task.reference.files} if task.reference else None
    again = replay(task.language, files, record, entry_point=task.entry_point, prompt=task.prompt, reference=reference)
    return _replayed(f"{name} {candidate.id} {record.get('path')}", record, *again)


def _replayed(where: str, record: Mapping[str, JsonValue], again: int, runs: int) -> Replayed:
    return Replayed(where, cast("int", record.get("line", 0)), str(record.get("kind", "")), again, runs)


def _language(file: Path) -> Language:
    found = language_of(file)
    if found is None:
        raise InputError(f"the language of {file} is not known")
    return found


def _records(document: Path) -> list[Mapping[str, JsonValue]]:
    try:
        content = json.loads(document.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}", where=str(document)) from None
    found = content.get("replays") if isinstance(content, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise InputError(
            "holds no list 'replays'", where=str(document), remedy="write it with 'assay check --format json'"
        )
    return found


def _tasks(paths: list[Path]) -> Iterator[Task]:
    for path in paths:
        if path.is_dir() or path.name.endswith((".jsonl", ".jsonl.gz")):
            for task in read_tasks(path):
                if isinstance(task, RecordError):
                    raise task
                yield task
