"""Condition weakened: one of two conditions is enough, in C++."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.condition_weakened import ConditionWeakened

plugin = ConditionWeakened(Language.CPP)
