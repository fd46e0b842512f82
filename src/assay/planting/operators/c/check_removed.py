"""Check removed: what should be refused is taken, in C."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.check_removed import CheckRemoved

plugin = CheckRemoved(Language.C)
