"""Rounding: down where up is asked for, in Java."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.rounding import Rounding

plugin = Rounding(Language.JAVA)
