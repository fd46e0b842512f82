"""Reads of the assessments app, always scoped by policy. What a candidate sees is read without gold."""

from assay_web.assessments.selectors.standing import StandingShown, StandingState, standing

__all__ = ["StandingShown", "StandingState", "standing"]
