"""Task records in the rows of Arrow and Parquet files, one at a time, read by a process that cannot swell."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final, cast

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.importer import made_task
from assay.interchange.lines import bounded_lines
from assay.interchange.shown import visible

MAX_GROUP_BYTES: Final = 512 * 2**20
"""Largest row group that is read, as the file itself declares it."""

MAX_BYTES: Final = 2 * 2**30
"""Most memory that reading a file may take, whatever it declares."""

_PROGRAM: Final = Path(__file__).with_name("_arrow_program.py")
_NESTED: Final = frozenset({"aspects", "candidates", "files", "reference", "rubric", "tests"})
"""Keys that may also come as a text of JSON, for writers whose columns cannot hold a map."""

_KEYS: Final = frozenset(Task.model_fields) - {"schema_"} | {"schema"}


def parquet_tasks(path: Path) -> Iterator[Task | RecordError]:
    """Tasks in the columns of ``assay.task/v1``; other columns are refused by name."""
    return _tasks(path, "parquet", "Parquet")


def arrow_tasks(path: Path) -> Iterator[Task | RecordError]:
    """The same from an Arrow stream, as ``Dataset.save_to_disk`` writes it."""
    return _tasks(path, "arrow", "an Arrow stream")


def _tasks(path: Path, kind: str, called: str) -> Iterator[Task | RecordError]:
    file = visible(str(path))
    command = [sys.executable, "-I", str(_PROGRAM), kind, str(path.absolute()), str(MAX_BYTES), str(MAX_GROUP_BYTES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - no shell; ours
        try:
            for number, said in enumerate(_said(cast("IO[bytes]", process.stdout)), 1):
                yield _task(said, f"{file}: row {number}", file, called)
            if process.wait():
                yield RecordError(
                    f"cannot be read within {MAX_BYTES // 2**20} MiB of memory",
                    where=file,
                    remedy="write smaller rows and row groups",
                )
        finally:
            process.kill()


def _said(stream: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    for line in bounded_lines(stream):
        if line.content is None:
            yield {"long": True}
        elif line.content.endswith(b"\n"):  # otherwise the program ended within it
            yield json.loads(line.content)


def _task(said: Mapping[str, Any], where: str, file: str, called: str) -> Task | RecordError:
    if "row" in said:
        return _record(said["row"], where)
    if "problem" in said:
        return RecordError(f"cannot be read as {called}: {visible(said['problem'])}", where=file)
    if "group" in said:
        return RecordError(
            f"has a row group of {said['group'] / 2**20:.0f} MiB",
            where=file,
            remedy=f"write groups of at most {MAX_GROUP_BYTES // 2**20} MiB",
        )
    if "long" in said:
        return RecordError("is too long and was skipped", where=where, remedy="leave large files out of it")
    return RecordError("holds a value that JSON cannot say", where=where, remedy="use texts, numbers, lists and maps")


def _record(row: Mapping[str, Any], where: str) -> Task | RecordError:
    odd = sorted(row.keys() - _KEYS)
    if odd:
        return RecordError(
            f"has a column {visible(odd[0], 60)!r} that no task has",
            where=where,
            remedy=f"known: {', '.join(sorted(_KEYS))}",
        )
    values = {key: _without_nulls(value) for key, value in row.items()}
    for key in _NESTED & values.keys():
        text = values[key]
        if isinstance(text, str) and text.lstrip()[:1] in {"{", "["}:
            try:
                values[key] = json.loads(text)
            except (ValueError, RecursionError):
                return RecordError("is no JSON", where=f"{where}: $.{key}", remedy="write JSON, or nested columns")
    return made_task(values, where)


def _without_nulls(value: object) -> object:
    """Arrow gives every struct all keys of its column; those that a row does not have are null."""
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    return [_without_nulls(one) for one in value] if isinstance(value, list) else value
