"""The format port: judged tasks in, rows out.

A built-in lives in ``formats/<name>.py``; third parties use the entry-point group ``assay.formats``. A format only
makes rows, one after the other; how they become a file is the business of :mod:`assay.export.writers`, and which tasks
may leave at all of :mod:`assay.workflows.deliver`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import pyarrow as pa

from assay.domain.record import Record
from assay.export.judged import Judged
from assay.registry import Registry


@dataclass(frozen=True)
class Options:
    """What whoever exports may choose of the rows."""

    min_p: float = 0.75
    """Rows that are less certain than this are left out (0.5 keeps all but ties)."""
    min_agreement: float = 0.0
    """Rows on which a smaller share of the reviewers agrees are left out."""
    adjudicated_only: bool = False
    """Only tasks that an adjudicator has settled."""
    leave_out_sensitive: bool = False
    """Leave out rows that seem to hold a secret or personal data, which are only reported otherwise."""


@dataclass(frozen=True)
class LeftOut:
    """Something that a format does not export. ``reason`` is short and fixed, so that it can be counted."""

    reason: str


Row = Mapping[str, object] | Record
"""Column → value, or a whole record for formats that have no columns."""


@dataclass(frozen=True)
class Aside:
    """A row for a file of its own beside the main one: with ``file`` "ties", ``x.parquet`` → ``x.ties.parquet``."""

    file: str
    row: Row


Made = Row | Aside | LeftOut


class Format(Protocol):
    """Makes rows. A format holds no state between calls.

    One whose rows tell nothing of findings, ratings and judged evidence may say so by ``reads_findings = False``: it is
    then given reviews without them where that is quicker.
    """

    name: str
    endings: tuple[str, ...]
    """Endings of files that can hold its rows, the usual one first."""
    columns: pa.Schema | None
    """Columns and their types, in order; None for a format whose rows are records."""
    training: bool
    """Whether models learn from it: tasks that must not be trained on are then kept out."""

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:
        """Rows in the order of ``judged``, and a :class:`LeftOut` for each task or row that is kept out."""
        ...


FORMATS: Final[Registry[Format]] = Registry("format", "assay.export.formats", "assay.formats")
