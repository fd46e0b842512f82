"""Rows into files: JSON Lines, Parquet, CSV or SARIF by the file's ending, a batch at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final, Protocol, TextIO

import pyarrow as pa
import pyarrow.parquet

from assay.domain.record import Record
from assay.errors import InputError, InternalError
from assay.export.format import Format, Row
from assay.export.sarif import SCHEMA_URI

BATCH_ROWS: Final = 500
"""Rows that are held before they are written as one row group, at most."""
BATCH_CHARACTERS: Final = 16 * 1024 * 1024
"""Text that is held before it is written."""


class RowWriter(Protocol):
    """Takes rows in batches."""

    def text(self, row: Row) -> str:
        """All that will be written of ``row``, for whoever wants to search it."""
        ...

    def write(self, rows: Sequence[Row], texts: Sequence[str]) -> None:
        """Append ``rows``, of which ``texts`` is what :meth:`text` answered."""
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
        return _json_lines(path, columns)
    if ending == ".sarif":
        return _sarif(path)
    if columns is None:
        raise InternalError(f"rows without columns cannot be written as {ending}")
    return _parquet(path, columns) if ending == ".parquet" else _csv(path, columns)


class _Json:
    """``between`` stands between two rows."""

    def __init__(self, stream: TextIO, between: str, after: str, names: Sequence[str] = ()) -> None:
        self.stream = stream
        self.between, self.after = between, after
        self.names = names
        self.begun = False

    def text(self, row: Row) -> str:
        if isinstance(row, Record):
            return row.model_dump_json(by_alias=True)
        ordered = {name: row[name] for name in self.names} if self.names else row
        return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))

    def write(self, rows: Sequence[Row], texts: Sequence[str]) -> None:  # noqa: ARG002 - the texts are the rows
        if texts:
            self.stream.write((self.between if self.begun else "") + self.between.join(texts) + self.after)
            self.begun = True


@contextmanager
def _json_lines(path: Path, columns: pa.Schema | None) -> Iterator[RowWriter]:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        yield _Lines(stream, "\n", "\n", columns.names if columns is not None else ())


class _Lines(_Json):
    def write(self, rows: Sequence[Row], texts: Sequence[str]) -> None:
        self.begun = False
        super().write(rows, texts)


@contextmanager
def _sarif(path: Path) -> Iterator[RowWriter]:
    """Each row is one run of the log."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f'{{"$schema":"{SCHEMA_URI}","version":"2.1.0","runs":[\n')
        yield _Json(stream, ",\n", "")
        stream.write("\n]}\n")


class _Csv:
    """Lists and objects become JSON text, since a cell holds one value."""

    def __init__(self, stream: TextIO, columns: pa.Schema) -> None:
        self.names: list[str] = columns.names
        self.cells = csv.writer(stream)
        self.cells.writerow(self.names)

    def text(self, row: Row) -> str:
        return _all_text(row)

    def write(self, rows: Sequence[Row], texts: Sequence[str]) -> None:  # noqa: ARG002 - cells are made from rows
        for values in map(_values, rows):
            self.cells.writerow(
                json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
                for value in (values[name] for name in self.names)
            )


@contextmanager
def _csv(path: Path, columns: pa.Schema) -> Iterator[RowWriter]:
    with path.open("w", encoding="utf-8", newline="") as stream:
        yield _Csv(stream, columns)


class _Parquet:
    def __init__(self, file: pa.parquet.ParquetWriter, columns: pa.Schema) -> None:
        self.file = file
        self.columns = columns

    def text(self, row: Row) -> str:
        return _all_text(row)

    def write(self, rows: Sequence[Row], texts: Sequence[str]) -> None:  # noqa: ARG002 - cells are made from rows
        if rows:
            self.file.write_batch(pa.RecordBatch.from_pylist([_values(row) for row in rows], schema=self.columns))


@contextmanager
def _parquet(path: Path, columns: pa.Schema) -> Iterator[RowWriter]:
    with pa.parquet.ParquetWriter(path, columns, compression="zstd") as file:
        yield _Parquet(file, columns)


def _values(row: Row) -> Mapping[str, object]:
    if isinstance(row, Record):
        raise InternalError("a record has no columns; only JSON Lines can hold it")
    return row


def _all_text(row: Row) -> str:
    found: list[str] = []
    _gather(_values(row), found)
    return "\n".join(found)


def _gather(value: object, found: list[str]) -> None:
    """Every text within. The usual types are asked for first: asking what is a mapping takes long."""
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, list | tuple):
        for one in value:
            _gather(one, found)
    elif isinstance(value, dict) or (not isinstance(value, int | float | None) and isinstance(value, Mapping)):
        for one in value.values():
            if type(one) is str:
                found.append(one)
            elif one is not None and type(one) is not float:
                _gather(one, found)
