"""Range end: a part ends one too early, in TypeScript."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.range_end import RangeEnd

plugin = RangeEnd(Language.TYPESCRIPT)
