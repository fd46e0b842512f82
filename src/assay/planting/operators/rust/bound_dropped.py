"""Bound dropped: what is asked for is given, however much it is, in Rust."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.bound_dropped import BoundDropped

plugin = BoundDropped(Language.RUST)
