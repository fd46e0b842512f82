"""Which finding names which known defect, and which of these answers a person must give."""

from __future__ import annotations

from assay.judgement.matching.match import Match, Matching, Reason, Zone
from assay.judgement.matching.matcher import match_findings
from assay.judgement.matching.parameters import Parameters
from assay.judgement.matching.similarity import SIMILARITIES, Similarity, best_similarity

__all__ = [
    "SIMILARITIES",
    "Match",
    "Matching",
    "Parameters",
    "Reason",
    "Similarity",
    "Zone",
    "best_similarity",
    "match_findings",
]
