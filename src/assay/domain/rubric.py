"""A rubric: the criteria that every candidate is rated on, each with an anchored scale."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from assay.domain.record import Record, Text, Title

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""Lower-case words joined by hyphens."""


class Anchor(Record):
    """What one score looks like."""

    score: Annotated[int, Field(ge=1, le=10)]
    text: Title


class Criterion(Record):
    """One question about a candidate, answered on a scale from 1 to ``scale``."""

    id: Slug
    title: Title
    question: Text = ""
    scale: Annotated[int, Field(ge=2, le=10)] = 5
    weight: Annotated[float, Field(gt=0, le=100, strict=False)] = 1.0
    anchors: tuple[Anchor, ...] = ()

    @model_validator(mode="after")
    def _anchors_on_scale(self) -> Criterion:
        scores = [anchor.score for anchor in self.anchors]
        if any(score > self.scale for score in scores):
            msg = f"criterion {self.id!r} has an anchor beyond its scale of 1 to {self.scale}"
            raise ValueError(msg)
        if len(set(scores)) != len(scores):
            msg = f"criterion {self.id!r} anchors the same score twice"
            raise ValueError(msg)
        return self


class Rubric(Record):
    """A versioned set of criteria."""

    id: Slug
    title: Title
    version: Annotated[int, Field(ge=1)] = 1
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _distinct(self) -> Rubric:
        names = [criterion.id for criterion in self.criteria]
        if len(set(names)) != len(names):
            msg = "criteria use the same id twice; each criterion needs its own"
            raise ValueError(msg)
        return self
