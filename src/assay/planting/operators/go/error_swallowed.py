"""Error swallowed: a failure is answered as if there were nothing, in Go."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.error_swallowed import ErrorSwallowed

plugin = ErrorSwallowed(Language.GO)
