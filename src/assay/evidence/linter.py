"""What analyzers that are programs share: find the program, lay out the files, run it, turn what it says into findings.

A plugin says which files it reads, how the program is called and how its answer is read, as ``analyzers/shellcheck.py``
does.
"""

from __future__ import annotations

import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import ClassVar

from assay.domain.finding import Finding, Severity, Source, SourceKind
from assay.domain.task import Language
from assay.evidence.analyzer import MissingTool
from assay.evidence.claim import Claim, Place, as_finding
from assay.evidence.rule_table import Meaning, RuleTable
from assay.evidence.tool import ToolLimits, Workspace, run_tool, workspace


@dataclass(frozen=True)
class Said:
    """One result of a program: ``path`` as it names the file, lines and columns from 1, ``severity`` by its own scale
    where it has one (the rule table may cap it).
    """

    path: str
    rule: str
    message: str
    start_line: int
    end_line: int | None = None
    start_column: int | None = None
    end_column: int | None = None
    severity: Severity | None = None
    cwe: int | None = None
    confidence: float | None = None


class Linter(ABC):
    """A program from a Python package; the rule table stands beside the plugin, as ``<name>_rules.toml``."""

    name: ClassVar[str]
    languages: frozenset[Language]
    package: ClassVar[str]
    """The distribution that brings the program."""
    install: ClassVar[str]
    limits: ClassVar[ToolLimits] = ToolLimits()
    silencers: ClassVar[tuple[str, ...]] = ()
    """Words in a comment by which code asks the program to be silent; they are made unreadable."""

    @abstractmethod
    def reads(self, path: str) -> bool:
        """Whether this is a file for the program, by its name."""

    @abstractmethod
    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """The call, for files that are named relative to the folder it runs in."""

    @abstractmethod
    def said(self, output: bytes) -> Iterable[Said]:
        """The results in its answer.

        Raises:
            ToolUnavailable: the answer cannot be read.
        """

    def lay_out(self, root: Path, files: Mapping[str, str]) -> Workspace:
        """Write the files where the program finds them."""
        return workspace(root, files)

    def version(self) -> str | MissingTool:
        """The version of the installed package."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return MissingTool(f"the package {self.package} is not installed", self.install)

    def analyze(self, files: Mapping[str, str]) -> tuple[Finding, ...]:
        """See :meth:`assay.evidence.analyzer.Analyzer.analyze`."""
        mine = {path: text for path, text in files.items() if self.reads(path)}
        if not mine:
            return ()
        with tempfile.TemporaryDirectory(prefix=f"assay-{self.name}-") as folder:
            place = self.lay_out(Path(folder), {path: self._heard(text) for path, text in mine.items()})
            program = str(Path(sys.executable).parent / self.program)
            argv = self.command(program, sorted(place.paths))
            output = run_tool(self.name, argv, place.folder, limits=self.limits)
            return tuple(self._findings(self.said(output), mine, place))

    def _heard(self, text: str) -> str:
        """The text, every place kept, without what would silence the program."""
        for word in self.silencers:
            text = text.replace(word, "_" * len(word))
        return text

    @property
    def program(self) -> str:
        """The file name of the program, beside this interpreter."""
        return self.name

    @cached_property
    def table(self) -> RuleTable:
        """What its rules mean."""
        return RuleTable.read(
            Path(sys.modules[type(self).__module__].__file__ or "").with_name(f"{self.name}_rules.toml")
        )

    @cached_property
    def _version(self) -> str:
        return str(self.version())

    def _findings(self, results: Iterable[Said], files: Mapping[str, str], place: Workspace) -> Iterator[Finding]:
        seen: set[tuple[str, str, int, str]] = set()
        for one in results:
            path, meaning = place.original(one.path), self.table.find(f"{one.rule}: {one.message}")
            if path is None or meaning is None:
                continue
            key = (path, one.rule, 0 if meaning.once else one.start_line, one.message)
            if key not in seen:
                seen.add(key)
                yield as_finding(self._claim(one, meaning), _place(path, one), files)

    def _claim(self, one: Said, meaning: Meaning) -> Claim:
        severity = meaning.severity or one.severity or Severity.MINOR
        if meaning.at_most is not None:
            severity = min(severity, meaning.at_most, key=lambda level: level.rank)
        if meaning.cwe is None and one.cwe is not None:
            meaning = Meaning(meaning.category, meaning.severity, one.cwe, meaning.at_most, meaning.why, meaning.once)
        source = Source(kind=SourceKind.ANALYZER, name=self.name, version=self._version, rule=one.rule)
        title = one.message.strip().removesuffix(".")
        return Claim(title, severity, meaning, source, meaning.why, one.confidence)


def _place(path: str, one: Said) -> Place:
    return Place(path, one.start_line, one.end_line or one.start_line, one.start_column, one.end_column)
