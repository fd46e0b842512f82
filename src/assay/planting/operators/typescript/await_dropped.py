"""Await dropped: what follows does not wait, in TypeScript."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.await_dropped import AwaitDropped

plugin = AwaitDropped(Language.TYPESCRIPT)
