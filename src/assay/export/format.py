"""The format port: reviewed tasks in, rows out.

A built-in lives in ``formats/<name>.py``; third parties use the entry-point group ``assay.formats``. A format only
makes rows, one after the other; how they become a file is the business of :mod:`assay.export.writers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import pyarrow as pa

from assay.domain.record import Record
from assay.domain.review import Review
from assay.domain.task import Task
from assay.registry import Registry


@dataclass(frozen=True)
class Reviewed:
    """A task with its submitted reviews, one per reviewer."""

    task: Task
    reviews: tuple[Review, ...]


@dataclass(frozen=True)
class Options:
    """What whoever exports may choose."""

    min_p: float = 0.75
    """Preference pairs below this probability that the chosen one is better are left out (0.5 keeps all but ties)."""


@dataclass(frozen=True)
class LeftOut:
    """Something that a format does not export. ``reason`` is short and fixed, so that it can be counted."""

    reason: str


Row = Mapping[str, object] | Record
"""Column → value, or a whole record for formats that have no columns."""


class Format(Protocol):
    """Makes rows. A format holds no state between calls."""

    name: str
    endings: tuple[str, ...]
    """Endings of files that can hold its rows, the usual one first."""
    columns: pa.Schema | None
    """Columns and their types, in order; None for a format whose rows are records."""

    def rows(self, reviewed: Iterable[Reviewed], options: Options) -> Iterator[Row | LeftOut]:
        """Rows in the order of ``reviewed``, and a :class:`LeftOut` for each task or pair that is kept out."""
        ...


FORMATS: Final[Registry[Format]] = Registry("format", "assay.export.formats", "assay.formats")
