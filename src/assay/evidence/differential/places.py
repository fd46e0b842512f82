"""Where a function stands in its file, by its name alone: good enough to point at, in every language."""

from __future__ import annotations

import re

from assay.evidence.caller import Signature
from assay.evidence.claim import Place

_WORDS = r"\b(?:def|function|func|fn|const|let|var)\s+"
_TYPE = r"\b[\w<>\[\]:&*,]+[ \t]+[*&]?"


def place(signature: Signature, text: str, line: int | None = None) -> Place:
    """``line`` if it is known, else the line that declares the function."""
    if line is not None:
        return Place(signature.path, line, line)
    name = re.escape(signature.entry.rpartition(".")[2])
    declared = re.compile(
        rf"(?:\b(?:def|function|func|fn)\s+|\b[\w<>\[\]:&*,]+[ \t]+[*&]?|\b(?:const|let|var)\s+){name}\b"
    )
    for number, one in enumerate(text.split("\n"), 1):
        if declared.search(one) and not one.lstrip().startswith(("#", "//", "*", "return")):
            return Place(signature.path, number, number)
    return Place(signature.path, 1, 1)
