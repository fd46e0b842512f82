"""What reviewers together say of a unit, with its probability, and how each of them errs."""

from __future__ import annotations

from assay.judgement.consensus.dawid_skene import Prior
from assay.judgement.consensus.verdicts import (
    Consensus,
    Model,
    Next,
    Reliability,
    StopRule,
    Verdict,
    find_consensus,
)
from assay.judgement.consensus.votes import Vote

__all__ = ["Consensus", "Model", "Next", "Prior", "Reliability", "StopRule", "Verdict", "Vote", "find_consensus"]
