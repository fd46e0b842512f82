"""Which lines of the candidates belong together, and what each changed of the base files: worked out here, because a
comparison of two long files would hold up the browser."""

from __future__ import annotations

from collections.abc import Mapping

from assay_web.kit.alignment import aligned
from assay_web.review.shapes import AlignmentShape

MOST_CHARACTERS = 8_000_000
"""Of all texts that are compared for one page; what lies beyond is not compared, and scrolls by as much."""

Files = Mapping[str, str]


def alignments(candidates: Mapping[str, Files]) -> list[AlignmentShape]:
    """Each candidate's files against those of the first candidate that has them, file by file.

    Two candidates of one file each are compared whatever the files are called.
    """
    found: list[AlignmentShape] = []
    seen: dict[str, str] = {}
    left = MOST_CHARACTERS
    for letter, files in candidates.items():
        for path, text in files.items():
            other = _partner(candidates, seen, letter, path)
            if other is None:
                seen.setdefault(path, letter)
                continue
            first = candidates[other[0]][other[1]]
            left -= len(first) + len(text)
            if left >= 0:
                hunks = [list(hunk) for hunk in aligned(first, text)]
                found.append(
                    AlignmentShape(first=other[0], first_path=other[1], second=letter, second_path=path, hunks=hunks)
                )
    return found


def _partner(
    candidates: Mapping[str, Files], seen: Mapping[str, str], letter: str, path: str
) -> tuple[str, str] | None:
    if path in seen:
        return seen[path], path
    first = next(iter(candidates))
    alone = len(candidates[letter]) == 1 and len(candidates[first]) == 1
    return (first, next(iter(candidates[first]))) if alone and letter != first else None


def changes(base: Files, files: Files) -> dict[str, list[list[int]]]:
    """For each base file that the candidate has too: hunks from the base file to the candidate's."""
    left = MOST_CHARACTERS
    found: dict[str, list[list[int]]] = {}
    for path in files:
        if path in base:
            left -= len(base[path]) + len(files[path])
            if left >= 0:
                found[path] = [list(hunk) for hunk in aligned(base[path], files[path])]
    return found
