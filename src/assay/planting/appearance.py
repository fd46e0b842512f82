"""Does an edit give itself away? It must be small, written as its surroundings are, and say nothing of itself."""

from __future__ import annotations

import re

from assay.domain.task import Language
from assay.planting.edits import added_lines, changed_lines
from assay.planting.formatters import formatted, without_unused_imports

MOST_LINES = 12
"""Most lines that a plant, or its twin, may change."""

_LONGEST_LINE = 120
_TELLING = re.compile(
    r"\b(?:bugs?|fixme|todo|hack|xxx|defects?|tampered|planted|wrong|broken|faulty|insecure|unsafe)\b", re.IGNORECASE
)


def as_written(language: Language, original: str, changed: str) -> str:
    """``changed`` as the formatter writes it, if the original was as it writes it; else as it is. An import that only
    the changed lines used goes with them.
    """
    if without_unused_imports(language, original) == original:
        changed = without_unused_imports(language, changed)
    if formatted(language, original) == original:
        return formatted(language, changed) or changed
    return changed


def gives_away(language: Language, original: str, changed: str) -> str:
    """What would strike a reader who does not know the original; empty if nothing does."""
    lines = changed_lines(original, changed)
    if lines > MOST_LINES:
        return f"it changes {lines} lines, more than {MOST_LINES}"
    longest = max(_LONGEST_LINE, *map(len, original.split("\n")))
    for line in added_lines(original, changed):
        word = _TELLING.search(line)
        if word and word[0].lower() not in original.lower():
            return f"it adds the word {word[0]!r}"
        if line != line.rstrip() or len(line) > longest:
            return "it adds a line that is too long, or ends in white space"
    if formatted(language, original) == original and formatted(language, changed) not in {changed, None}:
        return "the formatter would write it otherwise"
    return ""
