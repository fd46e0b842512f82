"""javac: Java, with every lint of the compiler.

**Finds** what the compiler refuses, and what it warns of: casts and generics that are not checked, cases that fall
through, results of finally that hide exceptions, resources that are not closed, calls that are deprecated, an object
that is handed out before it is made.

**Cannot find** anything that takes other libraries: where a package is missing, errors that come of it are not told.

**Noise.** Suppressions in the code (``@SuppressWarnings``) do not count. Annotation processors are off; it runs in the
sandbox all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assay.domain.finding import Severity
from assay.domain.task import Language
from assay.evidence import toolchain
from assay.evidence.analyzer import MissingTool
from assay.evidence.linter import Said
from assay.evidence.sandboxed_linter import SandboxedLinter

_TOLD = re.compile(
    r"^(?P<path>[^\s:][^:]*\.java):(?P<line>\d+): (?:(?P<error>error)|warning): "
    r"(?:\[(?P<rule>[\w-]+)\] )?(?P<said>.*)$",
    re.MULTILINE,
)
_MISSING = re.compile(r"package [\w.]+ does not exist|cannot find symbol|cannot access")


class Javac(SandboxedLinter):
    """See the module."""

    name = "javac"
    languages = frozenset({Language.JAVA})
    package = "javac"
    install = "sudo apt-get install default-jdk-headless"
    silencers = ("SuppressWarnings",)

    def version(self) -> str | MissingTool:
        """That of the development kit."""
        return toolchain.version("javac", "-version") or MissingTool("javac is not installed", self.install)

    def reads(self, path: str) -> bool:
        """``.java`` files."""
        return path.endswith(".java")

    def read_only(self) -> tuple[str, ...]:
        """The virtual machine's settings."""
        return toolchain.java_settings()

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """Everything together; classes are thrown away."""
        options = "-J-Xmx512m -J-XX:+UseSerialGC -J-XX:TieredStopAtLevel=1 -Xlint:all -Xmaxwarns 1000 -proc:none"
        return ("/bin/sh", "-c", f'{program} {options} -d "$TMPDIR" "$@" 2>&1', "sh", *names)

    def said(self, output: bytes) -> Iterator[Said]:
        """Its diagnostics; where something is missing, no errors."""
        told = list(_TOLD.finditer(output.decode(errors="replace")))
        incomplete = any(_MISSING.search(one["said"]) for one in told if one["error"])
        refused: set[str] = set()
        for one in told:
            if one["error"] and (incomplete or one["path"] in refused):
                continue  # what follows the first error of a file mostly follows from it
            refused |= {one["path"]} if one["error"] else set()
            yield Said(
                path=one["path"],
                rule="syntax" if one["error"] else one["rule"] or "other",
                message=one["said"],
                start_line=int(one["line"]),
                severity=Severity.BLOCKER if one["error"] else None,
            )

    def _heard(self, text: str) -> str:
        return re.sub(r"@SuppressWarnings\s*\([^()]*\)", lambda found: " " * len(found[0]), text)


plugin = Javac()
