"""Unified diffs, applied exactly: no fuzz, no offsets, so that what comes out is what somebody made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assay.errors import RecordError

_HUNK: Final = re.compile(r"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")
_NOWHERE: Final = "/dev/null"


@dataclass(frozen=True)
class FilePatch:
    """What a diff says of one file: its path before and after, None where there is none, and its hunks' lines."""

    old: str | None
    new: str | None
    hunks: tuple[tuple[int, tuple[str, ...]], ...]
    """For each hunk: where it begins in the old file (from 1), and its lines with their first letter."""


def parse_patch(text: str, where: str) -> tuple[FilePatch, ...]:
    """The files of a unified diff; ``a/`` and ``b/`` before paths are taken away as git puts them there.

    Raises:
        RecordError: it holds no change, a binary one, a rename without lines, or is cut off.
    """
    lines = text.splitlines(keepends=True)
    patches: list[FilePatch] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith(("GIT binary patch", "Binary files ")):
            raise RecordError("changes a binary file", where=f"{where}:{at + 1}", remedy="a record holds text")
        if line.startswith(("rename to ", "copy to ")):
            raise RecordError(
                "renames a file", where=f"{where}:{at + 1}", remedy="make it with 'git diff --no-renames'"
            )
        if line.startswith("--- ") and at + 1 < len(lines) and lines[at + 1].startswith("+++ "):
            old, new = _path(line), _path(lines[at + 1])
            at, hunks = _hunks(lines, at + 2, where)
            patches.append(FilePatch(old, new, hunks))
            continue
        at += 1
    if not patches:
        raise RecordError("is no unified diff", where=where, remedy="make it with 'git diff' or 'diff -u'")
    return tuple(patches)


def apply_patch(patch: FilePatch, before: str, where: str) -> str:
    """The text after the change.

    Raises:
        RecordError: a line that should be there is not.
    """
    lines = before.splitlines(keepends=True)
    made: list[str] = []
    done = 0
    for start, changes in patch.hunks:
        first = max(start - 1, 0) if any(one[0] in " -" for one in changes) else start
        if not done <= first <= len(lines):
            raise RecordError(f"changes line {start}, which is not there", where=where, remedy="give the right --base")
        made += lines[done:first]
        done = first
        for change in changes:
            if change[0] == "+":
                made.append(change[1:])
                continue
            if done >= len(lines) or lines[done] != change[1:]:
                raise RecordError(
                    f"does not fit at line {done + 1} of {patch.old}", where=where, remedy="give the right --base"
                )
            made += [lines[done]] if change[0] == " " else []
            done += 1
    return "".join([*made, *lines[done:]])


def changed_files(
    patches: tuple[FilePatch, ...], base: Mapping[str, str], where: str
) -> Iterator[tuple[str, str | None, str]]:
    """Path, text before (None: new) and text after of each file of a diff against ``base``.

    Raises:
        RecordError: a file is missing or deleted, or the diff does not fit.
    """
    for patch in patches:
        if patch.new is None:
            raise RecordError(
                f"deletes {patch.old!r}", where=where, remedy="leave deletions out; candidates hold files"
            )
        if patch.old is not None and patch.old not in base:
            raise RecordError(
                f"changes {patch.old!r}, which the base lacks", where=where, remedy="give the right --base"
            )
        before = base[patch.old] if patch.old is not None else None
        yield patch.new, before, apply_patch(patch, before or "", where)


def _path(header: str) -> str | None:
    path = header[4:].rstrip("\r\n").split("\t")[0].rstrip()
    if path == _NOWHERE:
        return None
    return path[2:] if path.startswith(("a/", "b/")) else path


def _hunks(lines: list[str], at: int, where: str) -> tuple[int, tuple[tuple[int, tuple[str, ...]], ...]]:
    hunks: list[tuple[int, tuple[str, ...]]] = []
    while at < len(lines) and (head := _HUNK.match(lines[at])):
        old, new = int(head[2] or 1), int(head[4] or 1)
        at += 1
        taken: list[str] = []
        while old > 0 or new > 0:
            line = lines[at] if at < len(lines) else ""
            if line[:1] not in {" ", "+", "-"}:
                raise RecordError("is cut off inside a hunk", where=f"{where}:{at + 1}")
            old -= line[0] in " -"
            new -= line[0] in " +"
            taken.append(line)
            at += 1
            if at < len(lines) and lines[at].startswith("\\"):  # no newline at the end of the file
                taken[-1] = taken[-1].rstrip("\r\n")
                at += 1
        hunks.append((int(head[1]), tuple(taken)))
    return at, tuple(hunks)
