"""A record's texts as the database will hold them: all of its rows that can be made without asking the database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from assay.domain.task import Candidate, Task
from assay_web.tasks.rules import Contents, expected_minutes, files_and_keys, tests_as_stored


class Stored(NamedTuple):
    """Files, tests, reference and origins are JSON."""

    base_files: str
    visible_tests: str
    tests: str
    reference: str
    """Empty where there is none."""
    minutes: int
    """Expected of a reviewer."""
    contents: Contents
    origins: tuple[str, ...]
    """Of the candidates, in their order."""

    @property
    def characters(self) -> int:
        """Of all texts."""
        texts = (self.base_files, self.visible_tests, self.tests, self.reference, *self.origins)
        return sum(map(len, texts)) + sum(len(files) for files, _ in self.contents)


def stored(task: Task) -> Stored:
    """What is kept of ``task``."""
    tests = tests_as_stored(task)
    return Stored(
        base_files=_files(task.files),
        visible_tests=_files(task.tests.visible_files),
        tests=tests,
        reference=task.reference.model_dump_json() if task.reference else "",
        minutes=expected_minutes(task),
        contents=files_and_keys(task, tests),
        origins=tuple(map(_origin, task.candidates)),
    )


def _files(files: Mapping[str, str]) -> str:
    return json.dumps(files) if files else "{}"


def _origin(candidate: Candidate) -> str:
    return candidate.origin.model_dump_json(exclude_defaults=True) if "origin" in candidate.model_fields_set else "{}"
