"""Analyzers that are compilers: what they read can make them read other files, so they run where candidates do."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from assay.domain.finding import Finding
from assay.domain.run import Limits, Outcome
from assay.errors import SandboxUnavailable, ToolUnavailable
from assay.evidence.linter import Linter
from assay.evidence.sandbox import Program, choose_sandbox
from assay.evidence.tool import Workspace

_PLAIN = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.+-]{0,80}/){0,20}[A-Za-z0-9_][A-Za-z0-9_.+-]{0,80}")
_WORK = Path("/work")
"""Stands for the folder in which the program runs, whatever it is called there."""


class SandboxedLinter(Linter):
    """A program of this machine. It finds the files below the folder it runs in, and must name them relative to it."""

    bounds: ClassVar[Limits] = Limits(wall_s=60, cpu_s=120, memory_mib=2048, output_kib=16_384)

    @abstractmethod
    def read_only(self) -> tuple[str, ...]:
        """Folders outside /usr that the program needs."""

    def located(self) -> str:
        """The program's path or name."""
        return self.program

    def asked(self, files: Mapping[str, str]) -> Collection[str]:
        """Paths to call the program with; the others only lie beside them."""
        return files

    def analyze(self, files: Mapping[str, str]) -> tuple[Finding, ...]:
        """See :meth:`assay.evidence.analyzer.Analyzer.analyze`."""
        mine = {path: text for path, text in files.items() if self.reads(path)}
        if not mine:
            return ()
        names = {_plain(path, number): path for number, path in enumerate(sorted(mine))}
        asked = self.asked(mine)
        program = Program(
            tuple(self.command(self.located(), sorted(name for name, path in names.items() if path in asked))),
            files={name: self._heard(mine[path]) for name, path in names.items()},
            env={"NO_COLOR": "1", "LC_ALL": "C.UTF-8"},
            limits=self.bounds,
            read_only=self.read_only(),
        )
        try:
            execution = choose_sandbox().execute(program)
        except SandboxUnavailable as error:
            raise ToolUnavailable(f"{self.name} was not run: {error.what}", remedy=error.remedy) from None
        if execution.stop is not None and execution.stop is not Outcome.CRASHED:
            raise ToolUnavailable(f"{self.name} gave no answer: {execution.reason or execution.stop}")
        output = execution.stdout + b"\n" + execution.stderr
        return tuple(self._findings(self.said(output), mine, Workspace(_WORK, names)))


def _plain(path: str, number: int) -> str:
    if _PLAIN.fullmatch(path):
        return path
    suffix = Path(path).suffix
    return f"file{number}{suffix if _PLAIN.fullmatch(f'file{suffix}') else ''}"


def batches(names: Sequence[str], script: str) -> tuple[str, ...]:
    """A shell that runs ``script`` for each of the names in turn, as ``$1``."""
    return ("/bin/sh", "-c", f'for one in "$@"; do set -- "$one"; {script}; done', "sh", *names)
