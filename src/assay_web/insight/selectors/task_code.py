"""The code of a task's candidates, as much of it as one page holds."""

from __future__ import annotations

import json
from dataclasses import dataclass

from assay_web.kit.code import CodeLine, code_lines
from assay_web.tasks.models import Task

MOST_CODE = 200_000
"""Characters of code on one page; what goes beyond is named and left out."""


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file with its lines; ``lines`` is None where the page would grow too large."""

    path: str
    lines: list[CodeLine] | None


def shown_code(task: Task) -> list[list[ShownFile]]:
    """The files of each candidate, in the order in which they were imported."""
    left = MOST_CODE
    shown = []
    for one in sorted(task.candidates.all(), key=lambda one: one.position):
        files = []
        for path, text in json.loads(one.files).items():
            fits = len(text) <= left
            left -= len(text) if fits else 0
            files.append(ShownFile(path, code_lines(text, task.language) if fits else None))
        shown.append(files)
    return shown
