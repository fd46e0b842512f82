"""Copy dropped: two owners share one container, in TypeScript."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.copy_dropped import CopyDropped

plugin = CopyDropped(Language.TYPESCRIPT)
