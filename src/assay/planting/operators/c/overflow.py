"""Overflow: a sum or product no longer fits, and nobody notices, in C."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.overflow import Overflow

plugin = Overflow(Language.C)
