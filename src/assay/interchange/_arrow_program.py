"""The program that reads a stranger's Arrow or Parquet file, in a process of its own that may hold so much and no more.

Such a file says itself how large its parts are, and a few bytes of it may stand for as many values as somebody likes:
nothing but a bound on memory holds. Usage: ``python _arrow_program.py parquet|arrow FILE MOST_BYTES MOST_GROUP_BYTES``.

Each line that it prints is one of ``{"row": {…}}``, ``{"unsayable": true}`` for a row with a value that JSON does not
know, and ``{"group": bytes}`` or ``{"problem": "…"}``, which are the last. It imports nothing of the engine.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 64


def main(kind: str, file: str, most_bytes: int, most_group_bytes: int) -> None:
    """Print the rows of ``file``."""
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    try:
        for batch in _parquet(file, most_group_bytes) if kind == "parquet" else _arrow(file):
            if isinstance(batch, int):
                _say({"group": batch})
                return
            for row in batch.to_pylist(maps_as_pydicts="strict"):
                _say_row(row)
    except (OSError, pa.ArrowException) as error:
        if isinstance(error, pa.ArrowMemoryError):
            raise
        _say({"problem": str(error)})


def _parquet(file: str, most_group_bytes: int) -> Iterator[pa.RecordBatch | int]:
    with pq.ParquetFile(file) as parquet:
        groups = (parquet.metadata.row_group(at) for at in range(parquet.metadata.num_row_groups))
        largest = max((group.total_byte_size for group in groups), default=0)
        if largest > most_group_bytes:
            yield largest
            return
        yield from parquet.iter_batches(batch_size=ROWS, use_threads=False)


def _arrow(file: str) -> Iterator[pa.RecordBatch]:
    with pa.memory_map(file) as mapped, pa.ipc.open_stream(mapped) as stream:
        for batch in stream:
            for start in range(0, batch.num_rows, ROWS):
                yield batch.slice(start, ROWS)


def _say_row(row: dict[str, Any]) -> None:
    try:
        _say({"row": row})
    except (TypeError, ValueError):
        _say({"unsayable": True})


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
