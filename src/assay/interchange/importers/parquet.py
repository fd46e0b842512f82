"""A Parquet file whose columns are the keys of ``assay.task/v1``.

``files`` may be a map, a struct or a text of JSON; so may ``tests``, ``reference``, ``rubric`` and ``candidates``. A
row group of more than 512 MiB is refused before it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.arrow_rows import parquet_tasks
from assay.interchange.importer import Given


class Parquet:
    """One row, one task."""

    name = "parquet"

    def recognises(self, path: Path) -> bool:
        """By its ending."""
        return path.suffix == ".parquet" and not path.is_dir()

    def read(self, path: Path, given: Given) -> Iterator[Task | RecordError]:
        """Rows say all themselves."""
        del given
        yield from parquet_tasks(path)


plugin = Parquet()
