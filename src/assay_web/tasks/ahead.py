"""Records of an import, read and made ready while PostgreSQL stores those before them.

Not by a thread, which would take the interpreter from the one that sends rows: an import of 10,000 tasks took 1.83 s
with one, 1.98 s without, and takes 1.41 s so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assay.domain.task import Task
from assay_web.tasks.stored import Stored, stored

Ready = tuple[Task, Stored]
"""A record, and what is kept of it."""

MOST_CHARACTERS: Final = 64 * 1024 * 1024
"""A lot of so many characters is full, however few its records: memory holds two lots."""


class Ahead(Iterator[list[Ready]]):
    """Lots of at most so many records, of which the next fills whenever there is time.

    A lot is given as soon as it is asked for and has ``fewest``, for as long as more are read the database would wait.
    ``records`` must not ask the database: it is busy when they are read. An error that reading one raises is raised
    after those before it have been given, and an interrupt in their place.
    """

    def __init__(self, records: Iterator[Task], fewest: int, most: int) -> None:
        self._records = records
        self._fewest, self._most = fewest, most
        self._lot: list[Ready] = []
        self._characters = 0
        self._ended: BaseException | None = None

    def read_one(self) -> bool:
        """Read one more record of the next lot; False if that is full, or there are no more."""
        if self._ended is not None or len(self._lot) >= self._most or self._characters >= MOST_CHARACTERS:
            return False
        try:
            record = next(self._records)
            kept = stored(record)
        except BaseException as end:  # noqa: BLE001 - whatever it is, it is raised in its place
            self._ended = end
            return False
        self._lot.append((record, kept))
        self._characters += len(record.prompt) + kept.characters
        return True

    def __next__(self) -> list[Ready]:
        """The next lot; what is missing of the fewest is read now."""
        while len(self._lot) < self._fewest and self.read_one():
            pass
        lot, self._lot, self._characters = self._lot, [], 0
        if self._ended is not None and not (lot and isinstance(self._ended, Exception)):
            raise self._ended
        return lot
