"""Unlock dropped: a lock is taken and not given back, in Go."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.unlock_dropped import UnlockDropped

plugin = UnlockDropped(Language.GO)
