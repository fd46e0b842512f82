"""The matcher's constants in one place, so that they can be refitted and are published with every score."""

from __future__ import annotations

from dataclasses import dataclass

from assay.errors import InputError


@dataclass(frozen=True)
class Parameters:
    """Defaults were set on a prototype by hand-labelled pairs; refit them once some 300 decisions are there."""

    line_gate: float = 0.05
    """Line score below which a pair is no match whatever its words say."""
    gap_scale: float = 3.0
    """Lines of distance that divide the line score by e."""
    free_span: float = 10.0
    """A finding may cover this many lines, or ``span_factor`` times the anchor's, without losing line score."""
    span_factor: float = 2.0
    category_weight: float = 0.25
    text_weight: float = 0.75
    similarity_floor: float = 0.10
    """Cosine that unrelated texts about code have anyway."""
    similarity_range: float = 0.45
    """Cosine above the floor at which two texts say the same."""
    hit: float = 0.60
    doubt: float = 0.35
    """Between ``doubt`` and ``hit`` a person decides."""
    localised: float = 0.50
    """Line score from which a finding points at the defect: within two lines of an anchor."""

    def __post_init__(self) -> None:
        if not 0 <= self.doubt <= self.hit <= 1:
            raise InputError(
                f"thresholds doubt = {self.doubt} and hit = {self.hit}", remedy="use 0 <= doubt <= hit <= 1"
            )
        positive = ("gap_scale", "free_span", "span_factor", "similarity_range")
        for name in positive:
            if getattr(self, name) <= 0:
                raise InputError(f"parameter {name} = {getattr(self, name)}", remedy="it must be above 0")
        if self.category_weight < 0 or self.text_weight < 0:
            raise InputError("a negative weight", remedy="category_weight and text_weight must be at least 0")
