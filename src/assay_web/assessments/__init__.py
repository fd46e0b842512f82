"""Assessments: who wants to review takes planted tasks and clean twins, and qualifies by a sequential test."""
