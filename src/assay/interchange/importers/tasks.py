"""Assay's own records: JSON Lines (also gzipped) of ``assay.task/v1``, a task's folder, or a folder of such folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.importer import Given
from assay.interchange.reading import read_tasks


class Tasks:
    """What no other importer recognises is taken for this."""

    name = "tasks"

    def recognises(self, path: Path) -> bool:
        """Never: it is what remains."""
        del path
        return False

    def read(self, path: Path, given: Given) -> Iterator[Task | RecordError]:
        """Records say all themselves."""
        del given
        yield from read_tasks(path)


plugin = Tasks()
