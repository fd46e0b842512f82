"""For authors of plugins: fakes to test against, and kits that every plugin of a kind must pass.

Nothing here is imported by the rest of the engine.
"""

from __future__ import annotations

from assay.testing.attacks import ATTACKS, Attack, Control
from assay.testing.fakes import FakeSandbox
from assay.testing.sandbox_kit import check_attack, check_attacks, check_sandbox

__all__ = ["ATTACKS", "Attack", "Control", "FakeSandbox", "check_attack", "check_attacks", "check_sandbox"]
