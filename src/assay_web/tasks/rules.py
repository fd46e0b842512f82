"""Pure decisions about tasks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from assay.domain.task import Candidate, Task

_MINUTES_PER_CANDIDATE = 15
_MINUTES_PER_TASK = 10
_LINES_PER_MINUTE = 20


def content_key(task: Task, candidate: Candidate) -> str:
    """SHA-256 over all that an examiner sees: language, base files, candidate's files, tests."""
    seen = [task.language, _ordered(task.files), _ordered(candidate.files), task.tests.model_dump_json()]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def _ordered(files: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(files.items())


def expected_minutes(task: Task) -> int:
    """A first guess before anybody has reviewed it: reading time for the lines, plus a share for each candidate.

    Rounded up to five minutes. Review studies put careful reading at a few hundred lines an hour.
    """
    lines = sum(text.count("\n") + 1 for candidate in task.candidates for text in candidate.files.values())
    reading = min(lines / _LINES_PER_MINUTE, 4 * 60)
    minutes = _MINUTES_PER_TASK + _MINUTES_PER_CANDIDATE * min(len(task.candidates), 4) / 2 + reading
    return int(-(-minutes // 5) * 5)
