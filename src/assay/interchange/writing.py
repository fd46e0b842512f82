"""Tasks to JSON Lines."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from assay.domain.task import Task
from assay.interchange.atomic import atomic_path


def write_tasks(tasks: Iterable[Task], path: Path | str) -> int:
    """Write one task per line and return how many; ``.gz`` compresses. The file appears whole or not at all.

    Equal tasks give equal bytes, compressed or not.
    """
    target, number = Path(path), 0
    with atomic_path(target) as temporary, temporary.open("wb") as raw:
        packed = target.name.endswith(".gz")
        with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) if packed else nullcontext(raw) as lines:
            for task in tasks:
                lines.write(task.model_dump_json(by_alias=True).encode() + b"\n")
                number += 1
    return number
