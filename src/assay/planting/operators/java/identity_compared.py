"""Identity compared: two equal texts count as different, in Java."""

from __future__ import annotations

from assay.domain.task import Language
from assay.planting.operators._shared.identity_compared import IdentityCompared

plugin = IdentityCompared(Language.JAVA)
