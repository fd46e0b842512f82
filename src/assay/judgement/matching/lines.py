"""How well the place of a finding fits the places at which a defect can be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assay.domain.gold import Anchor
from assay.judgement.matching.parameters import Parameters


def line_score(start_line: int, end_line: int, anchors: Sequence[Anchor], parameters: Parameters) -> float:
    """The best score over the anchors: 1 on the spot, less with distance and with needless breadth; in (0, 1].

    exp(-gap / gap_scale) / max(1, span / max(free_span, span_factor · anchor)): ``gap`` counts the lines between the
    two ranges (0 when they touch or overlap by a line), ``span`` and ``anchor`` their lengths in lines.
    """
    return max(_score(start_line, end_line, anchor, parameters) for anchor in anchors)


def _score(start_line: int, end_line: int, anchor: Anchor, parameters: Parameters) -> float:
    gap = max(0, anchor.start_line - end_line, start_line - anchor.end_line)
    span = end_line - start_line + 1
    allowed = max(parameters.free_span, parameters.span_factor * (anchor.end_line - anchor.start_line + 1))
    return math.exp(-gap / parameters.gap_scale) / max(1.0, span / allowed)
