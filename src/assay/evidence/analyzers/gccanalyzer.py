"""gccanalyzer: C, with the paths that gcc's static analyzer follows through functions.

**Finds** memory and files that leak on some path, use after free, free twice, null that may be used, descriptors that
are not closed, values that are not set yet, writes beyond the end.

**Cannot find** anything in C++, for which it is not made, or across sources.

**Noise.** It follows each path, also those that data makes impossible. It runs in the sandbox: sources may include any
file.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from assay.domain.finding import Severity
from assay.domain.task import Language
from assay.evidence import toolchain
from assay.evidence.analyzer import MissingTool
from assay.evidence.linter import Said
from assay.evidence.sandboxed_linter import SandboxedLinter, batches


class GccAnalyzer(SandboxedLinter):
    """See the module."""

    name = "gccanalyzer"
    languages = frozenset({Language.C})
    package = "gcc"
    install = "sudo apt-get install gcc"

    def version(self) -> str | MissingTool:
        """That of the compiler."""
        return toolchain.version("gcc", "-dumpfullversion") or MissingTool("gcc is not installed", self.install)

    def reads(self, path: str) -> bool:
        """Sources, and the headers that they include."""
        return path.endswith((".c", ".h"))

    def asked(self, files: Mapping[str, str]) -> Collection[str]:
        """Sources only."""
        return [path for path in files if path.endswith(".c")]

    def read_only(self) -> tuple[str, ...]:
        """Nothing beyond /usr."""
        return ()

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """Each source in turn; it has to be compiled to be followed."""
        del program
        return batches(names, 'gcc -fanalyzer -S -o /dev/null -fdiagnostics-format=json "$1"')

    def said(self, output: bytes) -> Iterator[Said]:
        """Its warnings, at their last place."""
        for line in output.decode(errors="replace").splitlines():
            try:
                told = json.loads(line)
            except ValueError:
                continue
            for one in told if isinstance(told, list) else []:
                rule, places = str(one.get("option", "")).removeprefix("-W"), one.get("locations") or []
                known = "<unknown>" not in str(one.get("message"))  # of what it cannot name, it is mostly wrong
                if one.get("kind") == "warning" and rule and places and known:
                    caret = places[0]["caret"]
                    yield Said(
                        path=caret["file"],
                        rule=rule,
                        message=_plain(one["message"]),
                        start_line=caret["line"],
                        start_column=max(caret.get("column", 1), 1),
                        severity=Severity.MINOR,
                        cwe=(one.get("metadata") or {}).get("cwe"),
                    )


def _plain(message: str) -> str:
    return message.replace("\N{LEFT SINGLE QUOTATION MARK}", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")


plugin = GccAnalyzer()
