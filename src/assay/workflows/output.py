"""The files of one export while they are written: rows go to the main one or to one beside it, scanned."""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from assay.export.format import Aside, Row
from assay.export.manifest import WrittenFile
from assay.export.scan import Scan
from assay.export.writers import BATCH_CHARACTERS, BATCH_ROWS, RowWriter, open_writer
from assay.interchange.atomic import atomic_path


@dataclass
class _File:
    name: str
    path: Path
    """Where it is written; it has its name later."""
    closing: ExitStack
    writer: RowWriter
    rows: list[Row] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    characters: int = 0
    read: int = 0
    """Rows that came."""
    written: int = 0


class Output:
    """Rows of one format into ``target`` and into files beside it, each of which appears when it has a row.

    ``names`` keeps the files' names back until it is closed. Counts: ``scan`` what was seen, ``left_out`` why rows are
    missing, ``splits`` rows by split.
    """

    def __init__(
        self, target: Path, ending: str, columns: pa.Schema | None, names: ExitStack, *, leave_out: bool
    ) -> None:
        self.scan = Scan()
        self.left_out: Counter[str] = Counter()
        self.splits: Counter[str] = Counter()
        self._target, self._ending, self._columns, self._names = target, ending, columns, names
        self._leave_out = leave_out
        self._files = {"": self._open(target.name)}

    def add(self, made: Row | Aside) -> None:
        """Take a row; it may reach the file later."""
        name, row = (made.file, made.row) if isinstance(made, Aside) else ("", made)
        if name not in self._files:
            stem = self._target.name.removesuffix(self._ending)
            self._files[name] = self._open(f"{stem}.{name}{self._ending}")
        file = self._files[name]
        text = file.writer.text(row)
        file.rows.append(row)
        file.texts.append(text)
        file.characters += len(text)
        if len(file.rows) >= BATCH_ROWS or file.characters >= BATCH_CHARACTERS:
            self._flush(file)

    def close(self) -> tuple[WrittenFile, ...]:
        """Complete the files, which still have no name, and say what is in them."""
        for file in self._files.values():
            self._flush(file)
            file.closing.close()
        return tuple(_written(file) for file in self._files.values())

    def _open(self, name: str) -> _File:
        path = self._names.enter_context(atomic_path(self._target.with_name(name)))
        closing = self._names.enter_context(ExitStack())
        return _File(name, path, closing, closing.enter_context(open_writer(path, self._ending, self._columns)))

    def _flush(self, file: _File) -> None:
        rows, texts = file.rows, file.texts
        file.rows, file.texts, file.characters = [], [], 0
        if not rows:
            return
        seen = self.scan.look(texts, file.name, file.read)
        file.read += len(rows)
        if self._leave_out and any(seen):
            self.left_out["a secret or personal data"] += sum(seen)
            kept = [at for at, sensitive in enumerate(seen) if not sensitive]
            rows, texts = [rows[at] for at in kept], [texts[at] for at in kept]
        file.writer.write(rows, texts)
        file.written += len(rows)
        self.splits.update(_split(row) for row in rows)


def _split(row: Row) -> str:
    value = row.get("split") if isinstance(row, dict) else None
    return str(value) if value else ""


def _written(file: _File) -> WrittenFile:
    digest, size = hashlib.sha256(), 0
    with file.path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
            size += len(piece)
    return WrittenFile(file.name, file.written, size, digest.hexdigest())
