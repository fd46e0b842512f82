"""Unit: seconds are taken for milliseconds, or minutes for seconds, in Java."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.unit import Unit

plugin = Unit(Language.JAVA)
