"""Pure decisions about tasks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from assay.domain.task import Task

_MINUTES_PER_CANDIDATE = 15
_MINUTES_PER_TASK = 10
_LINES_PER_MINUTE = 20


def content_keys(task: Task) -> list[str]:
    """Of each candidate, SHA-256 over all that an examiner sees: language, base files, candidate's files, tests.

    What is hashed is the JSON of these four, written from parts, since only one of them differs between candidates.
    """
    before = f"[{json.dumps(task.language)}, {_pairs(task.files)}, "
    after = f", {json.dumps(task.tests.model_dump_json())}]"
    return [sha256(f"{before}{_pairs(one.files)}{after}".encode()).hexdigest() for one in task.candidates]


def _pairs(files: Mapping[str, str]) -> str:
    return json.dumps(sorted(files.items())) if files else "[]"


def expected_minutes(task: Task) -> int:
    """A first guess before anybody has reviewed it: reading time for the lines, plus a share for each candidate.

    Rounded up to five minutes. Review studies put careful reading at a few hundred lines an hour.
    """
    lines = sum(text.count("\n") + 1 for candidate in task.candidates for text in candidate.files.values())
    reading = min(lines / _LINES_PER_MINUTE, 4 * 60)
    minutes = _MINUTES_PER_TASK + _MINUTES_PER_CANDIDATE * min(len(task.candidates), 4) / 2 + reading
    return int(-(-minutes // 5) * 5)
