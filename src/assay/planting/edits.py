"""Applying edits, and where the lines of the result differ."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from assay.domain.gold import Anchor
from assay.planting.operator import Edit


def apply(text: str, edits: Sequence[Edit]) -> str:
    """``text`` with all ``edits``, which do not overlap."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def sites(original: str, tampered: str) -> tuple[Anchor, ...]:
    """Lines of ``tampered`` that were changed; where lines were left out, the two between which they would stand."""
    before, after = original.split("\n"), tampered.split("\n")
    found = []
    for kind, _, _, start, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "delete":
            found.append(Anchor(start_line=max(1, start), end_line=min(len(after), start + 1)))
        elif kind != "equal":
            found.append(Anchor(start_line=start + 1, end_line=end))
    return tuple(found)


def changed_lines(original: str, changed: str) -> int:
    """The larger number of lines that one has and the other has not."""
    matcher = difflib.SequenceMatcher(None, original.split("\n"), changed.split("\n"), autojunk=False)
    pairs = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return max(sum(code[2] - code[1] for code in pairs), sum(code[4] - code[3] for code in pairs))


def added_lines(original: str, changed: str) -> list[str]:
    """Lines of ``changed`` that are new."""
    matcher = difflib.SequenceMatcher(None, original.split("\n"), changed.split("\n"), autojunk=False)
    lines = changed.split("\n")
    return [
        line for code in matcher.get_opcodes() if code[0] in {"replace", "insert"} for line in lines[code[3] : code[4]]
    ]
