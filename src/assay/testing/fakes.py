"""Stand-ins for ports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from assay.evidence.sandbox import REQUIRED_LAYERS, Execution, LayerProof, Program


@dataclass
class FakeSandbox:
    """Runs nothing: remembers the programs and answers with ``answer``. For tests of languages and workflows."""

    answer: Callable[[Program], Execution]
    missing: tuple[str, ...] = ()
    """Required layers that it claims not to have."""
    name: str = "fake"
    preference: int = 1000
    programs: list[Program] = field(default_factory=list)

    def examine(self) -> tuple[LayerProof, ...]:
        """Every required layer, except the missing ones, as if proven."""
        return tuple(
            LayerProof(layer, layer not in self.missing, "claimed by a fake", remedy="use a real sandbox")
            for layer in REQUIRED_LAYERS
        )

    def execute(self, program: Program) -> Execution:
        """Remember the program and answer."""
        self.programs.append(program)
        return self.answer(program)
