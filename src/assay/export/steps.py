"""A solution as steps: the blocks in which it is written, so that a step can be right or wrong by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_STARTS = re.compile(r"[^\s)\]}]")


@dataclass(frozen=True)
class Step:
    """Lines ``start_line`` to ``end_line`` (1-based, inclusive) of a file; ``text`` has no line end at its end."""

    path: str
    start_line: int
    end_line: int
    text: str


def steps(files: Mapping[str, str]) -> Iterator[Step]:
    """Every file cut before each line that stands at the left margin and follows a blank one.

    The steps of one file, joined by line ends, are its text without the line end at its end.
    """
    for path, text in files.items():
        lines = text.removesuffix("\n").split("\n")
        first = 0
        for at in range(1, len(lines)):
            if not lines[at - 1].strip() and _STARTS.match(lines[at]):
                yield Step(path, first + 1, at, "\n".join(lines[first:at]))
                first = at
        yield Step(path, first + 1, len(lines), "\n".join(lines[first:]))
