"""Loop left: the rest is not looked at after the first one that is passed over, in JavaScript."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.loop_left import LoopLeft

plugin = LoopLeft(Language.JAVASCRIPT)
