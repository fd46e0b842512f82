"""Bubblewrap makes the namespaces and the root; Landlock, seccomp, control groups and limits are those of `namespaces`.

For machines whose policy lets ``bwrap`` make user namespaces and nobody else (AppArmor on recent Ubuntu). Every run
starts bubblewrap and an interpreter before the program, so it is slower; nothing is kept warm.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace

from assay.evidence.sandbox import REQUIRED_LAYERS, Execution, LayerProof, Program, examine, missing_layers
from assay.evidence.sandboxes import _proofs, _slots, _supervision

_INSTALL = "sudo apt-get install bubblewrap"


class Bubblewrap:
    """The sandbox by bubblewrap."""

    name = "bubblewrap"
    preference = 20

    def examine(self) -> tuple[LayerProof, ...]:
        """Attack it, and see every attack fail while the same attempt works outside."""
        if not _found():
            return tuple(LayerProof(layer, False, "bwrap is not installed", _INSTALL) for layer in REQUIRED_LAYERS)
        return _proofs.prove(self.observe, _supervision.labels())

    def execute(self, program: Program) -> Execution:
        """Run, and stamp with the layers that were proven to work here."""
        proofs = examine(self)
        layers = tuple(proof.layer for proof in proofs if proof.works)
        return replace(self.observe(program), layers=layers, missing_layers=missing_layers(proofs))

    def execute_linked(self, first: Program, second: Program) -> tuple[Execution, Execution]:
        """Run both, in a slot each, and stamp them likewise."""
        return _supervision.execute_linked(self, (first, _kind(first)), (second, _kind(second)))

    def observe(self, program: Program) -> Execution:
        """Run without asking which layers work."""
        return _supervision.observe(program, _kind(program))


def _kind(program: Program) -> _slots.Kind:
    return _supervision.kind_of(program, _supervision.HOST_ID if os.geteuid() == 0 else None, wrapper=_found())


def _found() -> str:
    return shutil.which("bwrap", path="/usr/local/bin:/usr/bin:/bin") or ""


plugin = Bubblewrap()
