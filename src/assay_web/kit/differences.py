"""A unified difference of two texts as rows, for pages and programs."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

from assay_web.kit.code import visible

MAX_LINES = 20_000
"""Lines of both texts together; above it only the sizes are told, since difflib is quadratic in bad cases."""


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One row: what happened, the 1-based line numbers before and after, and the line."""

    kind: Literal["add", "remove", "same", "gap"]
    before: int | None
    after: int | None
    text: str

    @property
    def html(self) -> SafeString:
        """The line as a page shows it."""
        return visible(self.text)


@dataclass(frozen=True, slots=True)
class FileDiff:
    """What changed in one file. ``too_long`` means that the rows were not worked out."""

    path: str
    rows: tuple[DiffRow, ...]
    added: int
    removed: int
    too_long: bool = False


def file_diffs(before: Mapping[str, str], after: Mapping[str, str]) -> list[FileDiff]:
    """One entry for each file of ``after`` that differs from ``before``, by path. Files only in ``before`` stay."""
    return [
        file_diff(path, before.get(path, ""), after[path]) for path in sorted(after) if after[path] != before.get(path)
    ]


def file_diff(path: str, before: str, after: str, *, around: int = 3) -> FileDiff:
    """The changed lines of one file with ``around`` lines of context; a gap row stands where lines are left out."""
    old, new = _lines(before), _lines(after)
    if len(old) + len(new) > MAX_LINES:
        return FileDiff(path, (), len(new), len(old), too_long=True)
    rows: list[DiffRow] = []
    matcher = difflib.SequenceMatcher(None, old, new)
    for group in matcher.get_grouped_opcodes(around):
        if rows or group[0][1] > 0:
            rows.append(DiffRow("gap", None, None, ""))
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                rows += [
                    DiffRow("same", old_from + i + 1, new_from + i + 1, old[old_from + i])
                    for i in range(old_to - old_from)
                ]
                continue
            rows += [DiffRow("remove", i + 1, None, old[i]) for i in range(old_from, old_to)]
            rows += [DiffRow("add", None, i + 1, new[i]) for i in range(new_from, new_to)]
    kinds = [row.kind for row in rows]
    return FileDiff(path, tuple(rows), kinds.count("add"), kinds.count("remove"))


def _lines(text: str) -> list[str]:
    if not text:
        return []
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")
