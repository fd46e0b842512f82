"""Deliver: reviewed tasks into a file of one format, in constant memory, whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assay.export.format import FORMATS, Format, LeftOut, Options, Reviewed
from assay.export.writers import ending_of, open_writer
from assay.interchange.atomic import atomic_path

_DEFAULT = Options()


@dataclass(frozen=True)
class Manifest:
    """What was written: how many tasks and reviews came in, rows went out, and what was left out by reason."""

    format: str
    path: Path
    tasks: int
    reviews: int
    rows: int
    left_out: Mapping[str, int]


def deliver(
    reviewed: Iterable[Reviewed], format_name: str, path: Path | str, *, options: Options = _DEFAULT
) -> Manifest:
    """Write ``reviewed`` to ``path`` in the format called ``format_name``; the ending of ``path`` decides how.

    The file takes its name when it is complete: an error on the way, from the rows or from the disk, leaves what was
    there before and no temporary file.

    Raises:
        InputError: no such format, an ending that the format cannot be written to, or a place that cannot be written.
    """
    fmt = FORMATS.get(format_name)
    target = Path(path)
    ending = ending_of(target, fmt)
    seen: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    with atomic_path(target) as temporary, open_writer(temporary, ending, fmt.columns) as writer:
        for row in fmt.rows(_counted(reviewed, seen), options):
            if isinstance(row, LeftOut):
                left_out[row.reason] += 1
            else:
                writer.write(row)
                seen["rows"] += 1
    return Manifest(fmt.name, target, seen["tasks"], seen["reviews"], seen["rows"], dict(sorted(left_out.items())))


def export_formats() -> tuple[Format, ...]:
    """Every format there is, sorted by name."""
    return tuple(FORMATS)


def _counted(reviewed: Iterable[Reviewed], seen: Counter[str]) -> Iterator[Reviewed]:
    for one in reviewed:
        seen["tasks"] += 1
        seen["reviews"] += len(one.reviews)
        yield one
