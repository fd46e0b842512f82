"""What tools said of the same content before: kept in a folder of the user's, found by a hash of all they saw."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

import assay.evidence
from assay.domain.finding import Finding

MAX_ENTRIES = 20_000
"""Entries that are kept; beyond that the folder is emptied when the next one is written."""


class Answer(BaseModel):
    """Findings, and what a probe adds to them."""

    model_config = ConfigDict(frozen=True)

    findings: tuple[Finding, ...]
    tried: str = ""
    replays: tuple[dict[str, JsonValue], ...] = ()


@dataclass(frozen=True)
class Memory:
    """A folder of answers; without one nothing is remembered. A damaged entry counts as none."""

    folder: Path | None = None

    def recall(self, seen: Sequence[object]) -> Answer | None:
        """The answer that this version of the engine got to the same question: tool, version, and all that it read."""
        if self.folder is None:
            return None
        try:
            return Answer.model_validate_json(self._place(seen).read_bytes())
        except (OSError, ValidationError):
            return None

    def keep(self, seen: Sequence[object], answer: Answer) -> None:
        """Write it down; a folder that cannot be written costs time, nothing else."""
        if self.folder is None:
            return
        place = self._place(seen)
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            self._make_room()
            handle, written = tempfile.mkstemp(dir=place.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(answer.model_dump_json().encode())
            Path(written).replace(place)

    def _place(self, seen: Sequence[object]) -> Path:
        assert self.folder is not None  # noqa: S101 - asked by the callers above
        asked = json.dumps((_engine(), *seen), sort_keys=True)
        digest = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / f"{digest}.json"

    def _make_room(self) -> None:
        assert self.folder is not None  # noqa: S101 - as above
        entries = list(self.folder.glob("*.json"))
        if len(entries) > MAX_ENTRIES:
            for one in entries:
                one.unlink(missing_ok=True)


@cache
def _engine() -> str:
    """Changes when the files do that read tools' answers, or what the answers mean: by their names, sizes and times."""
    root = Path(assay.evidence.__path__[0])
    files = sorted(path for path in root.rglob("*") if path.suffix in {".py", ".toml", ".mjs"})
    told = [
        (path.relative_to(root).as_posix(), found.st_size, found.st_mtime_ns)
        for path in files
        for found in (path.stat(),)
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


FORGETFUL = Memory()
"""Remembers nothing."""
