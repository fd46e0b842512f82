"""Files of judgements (CSV, JSON Lines, Parquet), read a batch at a time into codes: memory grows by what rows need."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
from numpy.typing import NDArray

from assay.errors import InputError

_BATCH_ROWS = 1 << 17
_KINDS = (".csv", ".jsonl", ".parquet")


@dataclass(frozen=True)
class JudgementFile:
    """A file whose kind its ending tells, and its columns. ``rows`` in messages count from 1, without the header."""

    path: Path
    columns: tuple[str, ...]

    def batches(self, columns: Sequence[str]) -> Iterator[tuple[int, pa.RecordBatch]]:
        """Batches of some columns, each with the number of its first row.

        Raises:
            InputError: the file cannot be read as what its ending says.
        """
        first = 1
        try:
            for batch in _READERS[self.path.suffix](self.path, list(columns)):
                yield first, batch
                first += batch.num_rows
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            reason = " ".join(str(error).split())
            raise InputError(f"cannot be read: {reason}", where=str(self.path)) from None

    def rows(self, columns: Sequence[str]) -> Iterator[dict[str, str]]:
        """Every row's values as texts.

        Raises:
            InputError: as :meth:`batches`, or a value is missing or is no text or number.
        """
        for first, batch in self.batches(columns):
            texts = [_texts(self, first, name, batch.column(name), numbers=True).to_pylist() for name in columns]
            for values in zip(*texts, strict=True):
                yield dict(zip(columns, values, strict=True))

    def place(self, row: int, column: str) -> str:
        """Where a value stands, for messages."""
        return f"{self.path}: row {row}, column {column!r}"


@dataclass
class Coded:
    """Names of one column as codes, in the order in which they first occur."""

    index: dict[str, int] = field(default_factory=dict)
    parts: list[NDArray[np.int32]] = field(default_factory=list)

    def add(self, source: JudgementFile, first: int, column: str, values: pa.Array) -> None:
        """Take over a batch.

        Raises:
            InputError: a value is missing or is no text or number.
        """
        texts = _texts(source, first, column, values)
        encoded = texts.dictionary_encode()
        names = encoded.dictionary.to_pylist()
        codes = np.array([self.index.setdefault(name, len(self.index)) for name in names], dtype=np.int32)
        self.parts.append(codes[encoded.indices.to_numpy()])

    def codes(self) -> NDArray[np.int32]:
        """The whole column, shape (n,)."""
        whole = np.concatenate(self.parts) if self.parts else np.empty(0, dtype=np.int32)
        self.parts.clear()
        return whole


@dataclass
class Numbers:
    """One column of numbers."""

    parts: list[NDArray[np.float64]] = field(default_factory=list)

    def add(self, source: JudgementFile, first: int, column: str, values: pa.Array) -> None:
        """Take over a batch.

        Raises:
            InputError: a value is missing or no number.
        """
        _refuse_missing(source, first, column, values)
        try:
            self.parts.append(values.cast(pa.float64()).to_numpy(zero_copy_only=False))
        except pa.ArrowException:
            row, value = _first_wrong(values)
            raise InputError(f"{value!r} is no number", where=source.place(first + row, column)) from None

    def values(self) -> NDArray[np.float64]:
        """The whole column, shape (n,)."""
        whole = np.concatenate(self.parts) if self.parts else np.empty(0)
        self.parts.clear()
        return whole


def open_judgements(path: Path) -> JudgementFile:
    """The file and its columns.

    Raises:
        InputError: it does not exist, its ending is unknown, or it cannot be read.
    """
    if path.suffix not in _KINDS:
        raise InputError(f"ending {path.suffix!r} is unknown", where=str(path), remedy=f"known: {', '.join(_KINDS)}")
    if not path.is_file():
        raise InputError("no such file", where=str(path))
    try:
        columns = tuple(_column_names(path))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {' '.join(str(error).split())}", where=str(path)) from None
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"two columns are called {twice!r}", where=str(path), remedy="rename one")
    return JudgementFile(path, columns)


def _column_names(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        names: list[str] = pa.parquet.read_schema(path).names
        return names
    if path.suffix == ".csv":
        if not path.stat().st_size:
            raise InputError("is empty", where=str(path), remedy="the first line names the columns")
        with pa.csv.open_csv(path, convert_options=pa.csv.ConvertOptions(check_utf8=True)) as reader:
            names = reader.schema.names
        return names
    with path.open(encoding="utf-8") as lines:
        names = []
        for number, line in enumerate(islice(lines, _BATCH_ROWS), 1):
            names += [name for name in _record(path, number, line) if name not in names]
    return names


def _csv(path: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    options = pa.csv.ConvertOptions(
        column_types=dict.fromkeys(columns, pa.string()),
        include_columns=columns,
        strings_can_be_null=True,
        null_values=[""],
    )
    with pa.csv.open_csv(path, convert_options=options) as reader:
        yield from reader


def _parquet(path: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    with pa.parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=columns):
            yield batch.select(columns)


def _jsonl(path: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    with path.open(encoding="utf-8") as lines:
        numbered = enumerate(lines, 1)
        while block := list(islice(numbered, _BATCH_ROWS)):
            records = [_record(path, number, line) for number, line in block]
            arrays = [_json_column(path, block[0][0], records, name) for name in columns]
            yield pa.RecordBatch.from_arrays(arrays, names=columns)


def _record(path: Path, number: int, line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"no JSON: {error.msg} at column {error.colno}", where=f"{path}: row {number}") from None
    if not isinstance(record, dict):
        raise InputError("no JSON object", where=f"{path}: row {number}", remedy="one object per line")
    return record


def _json_column(path: Path, first: int, records: Sequence[dict[str, object]], name: str) -> pa.Array:
    values: list[str | None] = []
    for row, record in enumerate(records, first):
        value = record.get(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, str | int | float)):
            raise InputError(f"{value!r} is neither text nor number", where=f"{path}: row {row}, column {name!r}")
        values.append(None if value is None else str(value))
    return pa.array(values, pa.string())


def _texts(source: JudgementFile, first: int, column: str, values: pa.Array, *, numbers: bool = False) -> pa.Array:
    """Values as texts; whole numbers are names too, others only where ``numbers`` are asked for."""
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    _refuse_missing(source, first, column, values)
    kind = values.type
    textual = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind)
    if not (textual or (numbers and pa.types.is_floating(kind))):
        remedy = "store it as text or whole numbers"
        raise InputError(f"column {column!r} holds {kind}", where=str(source.path), remedy=remedy)
    texts = values.cast(pa.string())
    empty = pc.index(pc.utf8_trim_whitespace(texts), "").as_py()
    if empty >= 0:
        raise InputError("is empty", where=source.place(first + empty, column))
    return texts


def _refuse_missing(source: JudgementFile, first: int, column: str, values: pa.Array) -> None:
    if values.null_count:
        row = pc.index(values.is_null(), value=True).as_py()
        raise InputError("is empty", where=source.place(first + row, column))


def _first_wrong(values: pa.Array) -> tuple[int, object]:
    for row, value in enumerate(values.to_pylist()):
        try:
            float(value)
        except (TypeError, ValueError):
            return row, value
    return 0, values[0].as_py()


_READERS = {".csv": _csv, ".jsonl": _jsonl, ".parquet": _parquet}
