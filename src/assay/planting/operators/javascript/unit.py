"""Unit: seconds are taken for milliseconds, or minutes for seconds, in JavaScript."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.unit import Unit

plugin = Unit(Language.JAVASCRIPT)
