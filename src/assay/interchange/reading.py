"""Tasks, reviews and gold from files and folders, one at a time; a bad record is an answer, not the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from assay.domain.gold import Decision, Gold
from assay.domain.review import Review
from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.first_seen import FirstSeen
from assay.interchange.folder import TASK_FILE, read_task_folder, task_folders
from assay.interchange.lines import read_lines
from assay.interchange.records import parse_line
from assay.interchange.shown import shown, visible

R = TypeVar("R", bound=BaseModel)


def read_tasks(path: Path | str) -> Iterator[Task | RecordError]:
    """Every task of a JSON Lines file (``.gz`` too), of a task's folder, or of a folder of such folders.

    Whatever is wrong with one record, or with the file as a whole, is yielded as a :class:`RecordError`; the records
    around it are still read. Memory holds one record, and some 30 bytes for each id seen.
    """
    path = Path(path)
    if not path.is_dir():
        yield from _read_lines(path, Task)
    elif (path / TASK_FILE).exists():
        yield _task_or_error(path)
    else:
        yield from _read_collection(path)


def read_reviews(path: Path | str) -> Iterator[Review | RecordError]:
    """Every review of a JSON Lines file (``.gz`` too); a bad record is yielded as a :class:`RecordError`."""
    yield from _read_lines(Path(path), Review)


def read_gold(path: Path | str) -> Iterator[Gold | RecordError]:
    """Every gold record of a JSON Lines file (``.gz`` too), one per candidate; a bad one is yielded as above."""
    yield from _read_lines(Path(path), Gold)


def read_decisions(path: Path | str) -> Iterator[Decision | RecordError]:
    """Every decision of a JSON Lines file, one per finding and adjudicator; a bad one is yielded as above."""
    yield from _read_lines(Path(path), Decision)


def _read_lines(path: Path, model: type[R]) -> Iterator[R | RecordError]:
    file = visible(str(path))
    first_seen = FirstSeen()
    records = 0
    try:
        for line in read_lines(path):
            if line.content is not None and line.content.isspace():
                continue
            records += 1
            try:
                record = parse_line(line, model, file)
            except RecordError as error:
                yield error
                continue
            repeated = _repeats(record, line.number, first_seen, file)
            yield repeated or record
    except RecordError as error:
        yield error
        return
    if not records:
        yield RecordError("the file is empty", where=file, remedy="it should hold one JSON object per line")


def _repeats(record: BaseModel, number: int, first_seen: FirstSeen, file: str) -> RecordError | None:
    # Hashes instead of ids keep a million of them small; two different ids share 64 bits less than once in 10^7 files.
    key, names, remedy = _identity(record)
    first = first_seen.setdefault(hash(names), number)
    if first == number:
        return None
    what = f"duplicate {key} {shown(' '.join(names))}, first used on line {first}"
    return RecordError(what, where=f"{file}:{number}: $.{key}", remedy=remedy)


def _identity(record: BaseModel) -> tuple[str, tuple[str, ...], str]:
    """The key that may stand once in a file, the names that make it so, and what to do when it stands twice."""
    if isinstance(record, Gold):
        return "candidate", (record.task, record.candidate), "put all that is known of a candidate on one line"
    if isinstance(record, Decision):
        return "finding", (record.finding, record.adjudicator), "keep an adjudicator's last word on each finding"
    return "id", (str(getattr(record, "id", "")),), "give each record its own id"


def _read_collection(path: Path) -> Iterator[Task | RecordError]:
    first_seen: dict[str, Path] = {}
    for folder in task_folders(path):
        if isinstance(folder, RecordError):
            yield folder
            continue
        task = _task_or_error(folder)
        if isinstance(task, Task):
            first = first_seen.setdefault(task.id, folder)
            if first != folder:
                task = RecordError(
                    f"duplicate id {shown(task.id)}, first used in {visible(str(first))}",
                    where=f"{visible(str(folder / TASK_FILE))}: $.id",
                    remedy="give each task its own id",
                )
        yield task


def _task_or_error(folder: Path) -> Task | RecordError:
    try:
        return read_task_folder(folder)
    except RecordError as error:
        return error
