"""Linux namespaces, Landlock, seccomp, control groups and limits, with the standard library only.

Works as root and as an ordinary user, where unprivileged user namespaces are allowed. A slot has its own user, mount,
pid, network, ipc and uts namespace and a read-only root of bind mounts, in which a small process waits; every run in it
is a child of that process, with its own pid and mount namespace and its own files, and ends with all it started.
"""

from __future__ import annotations

import os
from dataclasses import replace

from assay.evidence.sandbox import Execution, LayerProof, Program, examine, missing_layers
from assay.evidence.sandboxes import _compiled, _proofs, _slots, _supervision


class Namespaces:
    """The default sandbox."""

    name = "namespaces"
    preference = 10

    def examine(self) -> tuple[LayerProof, ...]:
        """Attack it, and see every attack fail while the same attempt works outside."""
        return _proofs.prove(self.observe, _supervision.labels())

    def execute(self, program: Program) -> Execution:
        """Run, and stamp with the layers that were proven to work here."""
        proofs = examine(self)
        layers = tuple(proof.layer for proof in proofs if proof.works)
        return replace(self.observe(program), layers=layers, missing_layers=missing_layers(proofs))

    def execute_linked(self, first: Program, second: Program) -> tuple[Execution, Execution]:
        """Run both, in a slot each, and stamp them likewise."""
        return _supervision.execute_linked(self, (first, _kind(first)), (second, _kind(second)))

    def missing_compiled_part(self) -> str:
        """Of slots with an entry; compiled now if it was not yet."""
        return _compiled.missing()

    def observe(self, program: Program) -> Execution:
        """Run without asking which layers work."""
        return _supervision.observe(program, _kind(program))


def _kind(program: Program) -> _slots.Kind:
    return _supervision.kind_of(program, _supervision.HOST_ID if os.geteuid() == 0 else None)


plugin = Namespaces()
