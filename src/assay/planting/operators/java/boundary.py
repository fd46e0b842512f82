"""Boundary: the value at the limit falls on the wrong side, in Java."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.boundary import Boundary

plugin = Boundary(Language.JAVA)
