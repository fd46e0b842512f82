"""Rows into files: JSON Lines, Parquet or CSV by the file's ending, a batch at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet

from assay.domain.record import Record
from assay.errors import InputError, InternalError
from assay.export.format import Format, Row

BATCH_ROWS = 500
"""Rows that are held before they are written as one row group. The largest solutions make this some hundred MB."""


class RowWriter(Protocol):
    """Takes one row after the other."""

    def write(self, row: Row) -> None:
        """Append ``row``; it may reach the file later."""
        ...


def ending_of(path: Path, fmt: Format) -> str:
    """The ending of ``path`` that decides how rows are written.

    Raises:
        InputError: the format has no such file.
    """
    for ending in fmt.endings:
        if path.name.endswith(ending) and path.name != ending:
            return ending
    raise InputError(
        f"format {fmt.name!r} cannot be written to {path.name!r}", remedy=f"end the name in {' or '.join(fmt.endings)}"
    )


def open_writer(path: Path, ending: str, columns: pa.Schema | None) -> AbstractContextManager[RowWriter]:
    """A writer of ``path``, whose own name plays no part; the file is complete when the block ends."""
    if ending == ".jsonl":
        return _json_lines(path)
    if columns is None:
        raise InternalError(f"rows without columns cannot be written as {ending}")
    return _parquet(path, columns) if ending == ".parquet" else _csv(path, columns)


class _JsonLines:
    def __init__(self, path: Path) -> None:
        self.stream = path.open("w", encoding="utf-8", newline="\n")

    def write(self, row: Row) -> None:
        text = row.model_dump_json(by_alias=True) if isinstance(row, Record) else json.dumps(row, ensure_ascii=False)
        self.stream.write(f"{text}\n")


@contextmanager
def _json_lines(path: Path) -> Iterator[RowWriter]:
    writer = _JsonLines(path)
    with writer.stream:
        yield writer


class _Csv:
    """Lists and objects become JSON text, since a cell holds one value."""

    def __init__(self, path: Path, columns: pa.Schema) -> None:
        self.names: list[str] = columns.names
        self.stream = path.open("w", encoding="utf-8", newline="")
        self.cells = csv.writer(self.stream)
        self.cells.writerow(self.names)

    def write(self, row: Row) -> None:
        values = _values(row)
        self.cells.writerow(
            json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
            for value in (values[name] for name in self.names)
        )


@contextmanager
def _csv(path: Path, columns: pa.Schema) -> Iterator[RowWriter]:
    writer = _Csv(path, columns)
    with writer.stream:
        yield writer


class _Parquet:
    def __init__(self, file: pa.parquet.ParquetWriter, columns: pa.Schema) -> None:
        self.file = file
        self.columns = columns
        self.rows: list[Mapping[str, object]] = []

    def write(self, row: Row) -> None:
        self.rows.append(_values(row))
        if len(self.rows) == BATCH_ROWS:
            self.flush()

    def flush(self) -> None:
        if self.rows:
            self.file.write_table(pa.Table.from_pylist(self.rows, schema=self.columns))
            self.rows = []


@contextmanager
def _parquet(path: Path, columns: pa.Schema) -> Iterator[RowWriter]:
    with pa.parquet.ParquetWriter(path, columns, compression="zstd") as file:
        writer = _Parquet(file, columns)
        yield writer
        writer.flush()


def _values(row: Row) -> Mapping[str, object]:
    if isinstance(row, Record):
        raise InternalError("a record has no columns; only JSON Lines can hold it")
    return row
