"""Pure decisions about tasks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring_ascii as json_text

from assay.domain.task import Task, Tests

_MINUTES_PER_CANDIDATE = 15
_MINUTES_PER_TASK = 10
_LINES_PER_MINUTE = 20


Contents = list[tuple[str, str]]
"""Of each candidate of a task, its files as they are stored and its content's key."""


def files_and_keys(task: Task, tests: str) -> Contents:
    """Of each candidate its files as they are stored, a JSON object, and its content's key.

    What is hashed is the JSON of all that an examiner sees: language, base files, candidate's files, and ``tests``, as
    they are stored. Both are written from parts, so that each text becomes JSON once, which is most of the work.
    """
    before = f"[{json_text(task.language)}, {_pairs(_json_of(task.files))}, "
    after = f", {json_text(tests)}]"
    found = []
    for one in task.candidates:
        files = _json_of(one.files)
        key = sha256(f"{before}{_pairs(files)}{after}".encode()).hexdigest()
        found.append((f"{{{', '.join(f'{path}: {text}' for path, text in files.values())}}}", key))
    return found


def tests_as_stored(task: Task) -> str:
    """JSON of its tests; that of none is made once, for many records of a file have none."""
    return task.tests.model_dump_json() if "tests" in task.model_fields_set else _no_tests()


@lru_cache(maxsize=1)
def _no_tests() -> str:
    return Tests().model_dump_json()


def _json_of(files: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {path: (json_text(path), json_text(text)) for path, text in files.items()}


def _pairs(files: Mapping[str, tuple[str, str]]) -> str:
    return f"[{', '.join(f'[{path}, {text}]' for _, (path, text) in sorted(files.items()))}]"


def expected_minutes(task: Task) -> int:
    """A first guess before anybody has reviewed it: reading time for the lines, plus a share for each candidate.

    Rounded up to five minutes. Review studies put careful reading at a few hundred lines an hour.
    """
    lines = sum(text.count("\n") + 1 for candidate in task.candidates for text in candidate.files.values())
    reading = min(lines / _LINES_PER_MINUTE, 4 * 60)
    minutes = _MINUTES_PER_TASK + _MINUTES_PER_CANDIDATE * min(len(task.candidates), 4) / 2 + reading
    return int(-(-minutes // 5) * 5)
