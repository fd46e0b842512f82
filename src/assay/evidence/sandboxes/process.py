"""Without namespaces: Landlock, seccomp, limits and a watched process tree. For machines that forbid user namespaces.

It lacks required layers: the program shares the machine's process numbers, and may outlive a worker that is killed.
Folders that should look empty do not: installed packages of the interpreter can be imported.
So it is used only when asked for (``--allow-degraded``), and every run says what was missing.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from assay.evidence.sandbox import Execution, LayerProof, Program, examine, missing_layers
from assay.evidence.sandboxes import _proofs, _supervision


class Process:
    """The sandbox of last resort."""

    name = "process"
    preference = 90

    def examine(self) -> tuple[LayerProof, ...]:
        """Attack it; what gets through is a missing layer."""
        return _proofs.prove(self.observe, _supervision.labels())

    def execute(self, program: Program) -> Execution:
        """Run, and stamp with the layers that were proven to work here and those that were not."""
        proofs = examine(self)
        layers = tuple(proof.layer for proof in proofs if proof.works)
        return replace(self.observe(program), layers=layers, missing_layers=missing_layers(proofs))

    def observe(self, program: Program) -> Execution:
        """Run in a temporary folder of the machine."""
        with tempfile.TemporaryDirectory(prefix="assay-run-", ignore_cleanup_errors=True) as folder:
            Path(folder).chmod(0o711)
            switch = _can_become(_supervision.HOST_ID) and all(map(_open_to_all, program.read_only))
            user = _supervision.HOST_ID if switch else None
            kind = _supervision.kind_of(program, user, plain=True)
            # The limit on processes counts all of a user's: it would hit an ordinary user's other programs.
            return _supervision.observe(program, kind, folder=folder, processes_hard=None if switch else 0)


def _can_become(user: int) -> bool:
    """Whether this process is root where ``user`` exists: in a container that maps root alone, nobody else does."""
    ranges = [line.split() for line in Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()]
    mapped = any(int(first) <= user < int(first) + int(count) for first, _, count in ranges)
    return os.geteuid() == 0 and mapped


def _open_to_all(path: str) -> bool:
    """Whether every folder above ``path`` lets other users through."""
    return all(parent.stat().st_mode & 0o001 for parent in Path(path).parents)


plugin = Process()
