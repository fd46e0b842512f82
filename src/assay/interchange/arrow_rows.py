"""Task records in the rows of Arrow and Parquet files, a few rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.importer import made_task
from assay.interchange.shown import visible

MAX_GROUP_BYTES: Final = 512 * 2**20
"""Largest row group or batch that is held, as the file itself declares it."""

_ROWS: Final = 64
_NESTED: Final = frozenset({"aspects", "candidates", "files", "reference", "rubric", "tests"})
"""Keys that may also come as a text of JSON, for writers whose columns cannot hold a map."""

_KEYS: Final = frozenset(Task.model_fields) - {"schema_"} | {"schema"}


def parquet_tasks(path: Path) -> Iterator[Task | RecordError]:
    """Tasks in the columns of ``assay.task/v1``; other columns are refused by name."""
    file = visible(str(path))
    try:
        with pq.ParquetFile(path) as parquet:
            large = _largest(parquet)
            if large > MAX_GROUP_BYTES:
                yield RecordError(
                    f"has a row group of {large / 2**20:.0f} MiB",
                    where=file,
                    remedy=f"write groups of at most {MAX_GROUP_BYTES // 2**20} MiB",
                )
                return
            yield from _rows(parquet.iter_batches(batch_size=_ROWS), file)
    except (OSError, pa.ArrowException) as error:
        yield RecordError(f"cannot be read as Parquet: {visible(str(error))}", where=file)


def arrow_tasks(path: Path) -> Iterator[Task | RecordError]:
    """The same from an Arrow stream, as ``Dataset.save_to_disk`` writes it."""
    file = visible(str(path))
    try:
        with pa.memory_map(str(path)) as mapped, pa.ipc.open_stream(mapped) as stream:
            yield from _rows((part for batch in stream for part in _parts(batch)), file)
    except (OSError, pa.ArrowException) as error:
        yield RecordError(f"cannot be read as an Arrow stream: {visible(str(error))}", where=file)


def _largest(parquet: pq.ParquetFile) -> int:
    groups = (parquet.metadata.row_group(at) for at in range(parquet.metadata.num_row_groups))
    return max((group.total_byte_size for group in groups), default=0)


def _parts(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    return (batch.slice(start, _ROWS) for start in range(0, batch.num_rows, _ROWS))


def _rows(batches: Iterator[pa.RecordBatch], file: str) -> Iterator[Task | RecordError]:
    number = 0
    for batch in batches:
        for row in batch.to_pylist(maps_as_pydicts="strict"):
            number += 1
            yield _task(row, f"{file}: row {number}")


def _task(row: Mapping[str, Any], where: str) -> Task | RecordError:
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
