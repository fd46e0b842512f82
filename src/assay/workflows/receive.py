"""Take tasks in from whatever shape they have, each once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.importer import Given, importer_of, said_once

__all__ = ["Given", "receive"]

_NOTHING = Given()


def receive(path: Path, given: Given = _NOTHING, shape: str | None = None) -> Iterator[Task | RecordError]:
    """The tasks of ``path`` one at a time, with an error in the place of each that is wrong or repeats an earlier one.

    ``shape`` is the name of an importer; without it the look of ``path`` tells.

    Raises:
        InputError: there is no importer of that name.
    """
    return said_once(importer_of(path, shape).read(path, given))
