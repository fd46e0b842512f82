"""One yardstick for people, analyzers, probes and critics: how much they find, and how much of it is so."""

from __future__ import annotations

from assay.judgement.grading.classes import FindingClass, Graded, classify
from assay.judgement.grading.figure import Figure, Interval, Method, Unscored
from assay.judgement.grading.scorecard import Scorecard, Settings, scorecard
from assay.judgement.grading.tally import GradedItem

__all__ = [
    "Figure",
    "FindingClass",
    "Graded",
    "GradedItem",
    "Interval",
    "Method",
    "Scorecard",
    "Settings",
    "Unscored",
    "classify",
    "scorecard",
]
