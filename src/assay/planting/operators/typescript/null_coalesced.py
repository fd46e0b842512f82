"""Null coalesced: 0 and empty texts count as absent, in TypeScript."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.null_coalesced import NullCoalesced

plugin = NullCoalesced(Language.TYPESCRIPT)
