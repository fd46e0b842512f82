"""A sandbox that remembers what was observed of each program, for those who call it through others."""

from __future__ import annotations

from dataclasses import dataclass, field

from assay.evidence.sandbox import Execution, LayerProof, Program, Sandbox


@dataclass
class Watched:
    """Passes everything on to ``inner``. For one thread."""

    inner: Sandbox
    programs: list[Program] = field(default_factory=list)
    executions: list[Execution] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = self.inner.name
        self.preference = self.inner.preference

    def examine(self) -> tuple[LayerProof, ...]:
        """As the sandbox within."""
        return self.inner.examine()

    def execute(self, program: Program) -> Execution:
        """Run it within, and remember."""
        execution = self.inner.execute(program)
        self.programs.append(program)
        self.executions.append(execution)
        return execution
