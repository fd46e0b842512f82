"""A candidate's files as rows: lines of code, the findings that end there, and gaps where nobody says anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assay.domain.finding import Finding
from assay_web.kit.code import CodeLine, code_lines

WHOLE_UP_TO = 200
"""Lines of a file that are shown whatever is said of them; of a longer one only what lies around findings."""

AROUND = 8

Note = tuple[str, int, Finding]
"""Whose finding, which number of theirs, and the finding."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One line with the findings below it; without a line, a gap of ``left_out`` lines."""

    line: CodeLine | None
    notes: list[Note] = field(default_factory=list)
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class FileView:
    """One file; ``lost`` are findings about lines that it does not have."""

    path: str
    rows: list[CodeRow]
    lost: list[Note]


def file_views(files: Mapping[str, str], notes: Sequence[Note], language: str) -> list[FileView]:
    """Files with findings first, then the others, each by path."""
    by_path: dict[str, list[Note]] = {}
    for note in notes:
        by_path.setdefault(note[2].path, []).append(note)
    paths = sorted(files, key=lambda path: (path not in by_path, path))
    views = [_view(path, files[path], by_path.get(path, []), language) for path in paths]
    gone = [note for path, some in by_path.items() if path not in files for note in some]
    return [*views, FileView("files that the candidate does not have", [], gone)] if gone else views


def _view(path: str, text: str, notes: Sequence[Note], language: str) -> FileView:
    lines = code_lines(text, language)
    below: dict[int, list[Note]] = {}
    marked: set[int] = set()
    near: set[int] = set(range(1, len(lines) + 1)) if len(lines) <= WHOLE_UP_TO else set()
    for note in notes:
        first, last = note[2].start_line, min(note[2].end_line, len(lines))
        below.setdefault(last, []).append(note)
        marked.update(range(first, min(last, first + 40) + 1))
        near.update(range(first - AROUND, min(first + 40, last) + AROUND + 1), range(last - AROUND, last + AROUND + 1))
    rows: list[CodeRow] = []
    left_out = 0
    for line in lines:
        if line.number not in near:
            left_out += 1
            continue
        if left_out:
            rows.append(CodeRow(None, left_out=left_out))
            left_out = 0
        shown = CodeLine(line.number, line.html, marked=line.number in marked)
        rows.append(CodeRow(shown, below.get(line.number, [])))
    if left_out:
        rows.append(CodeRow(None, left_out=left_out))
    return FileView(path, rows, below.get(0, []) if not lines else [])
