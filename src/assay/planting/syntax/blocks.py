"""The block around a line: where a reader may point who sees what the block lacks."""

from __future__ import annotations

from assay.domain.gold import Anchor
from assay.domain.task import Language
from assay.planting.syntax.tree import FUNCTIONS, lines, parse, walk


def enclosing(language: Language, text: str, site: Anchor) -> Anchor | None:
    """The innermost function around the site; None where there is none."""
    root = parse(language, text)
    if root is None:
        return None
    spans = [lines(node) for node in walk(root) if node.kind() in FUNCTIONS]
    around = [one for one in spans if one[0] <= site.start_line and site.end_line <= one[1]]
    if not around:
        return None
    start, end = min(around, key=lambda one: one[1] - one[0])
    return Anchor(start_line=start, end_line=end)
