"""What a hostile program tries, by kind."""

from __future__ import annotations

from assay.testing.attacks import files, kernel, limits, network, processes
from assay.testing.attacks.attack import Attack, Control

ATTACKS = (*network.ATTACKS, *files.ATTACKS, *processes.ATTACKS, *kernel.ATTACKS, *limits.ATTACKS)
"""All of them; names are unique."""

__all__ = ["ATTACKS", "Attack", "Control"]
