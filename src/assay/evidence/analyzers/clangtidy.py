"""clang-tidy: C and C++, with its analyses of bugs, threads, performance and the paths through a function.

**Finds** use of what is gone, leaks, null on some path, moved values that are used, threads that are not safe, loops
that copy, calls that look like others, integer arithmetic that overflows before it is widened.

**Cannot find** what spans several sources; a source that includes other libraries is examined as far as its headers
are there.

**Noise.** Checks of style and of names are not asked for, nor those that most calls of the C library set off; a file
that is not C or C++ is passed over. Comments in the code that silence it do not count. It runs in the sandbox: sources
may include any file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from assay.domain.finding import Severity
from assay.domain.task import Language
from assay.evidence import toolchain
from assay.evidence.linter import Said
from assay.evidence.sandboxed_linter import SandboxedLinter, batches

_SOURCES: Final = (".c", ".cc", ".cpp", ".cxx")
_HEADERS: Final = (".h", ".hh", ".hpp")
_CHECKS: Final = ",".join(
    (
        *("-*", "bugprone-*", "clang-analyzer-*", "concurrency-*", "performance-*", "cert-*"),
        *("-bugprone-easily-swappable-parameters", "-concurrency-mt-unsafe", "-cert-err33-c"),
        "-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling",
        *("-clang-analyzer-security.ArrayBound", "-clang-analyzer-security.insecureAPI.strcpy"),
    )
)
_TOLD = re.compile(
    r"^(?:[^\s:]*/)?(?P<path>[^\s:]+):(?P<line>\d+):(?P<column>\d+): (?P<level>warning|error): (?P<said>.*?)"
    r"(?: \[(?P<rule>[\w.,+-]+)\])?$",
    re.MULTILINE,
)


class ClangTidy(SandboxedLinter):
    """See the module."""

    name = "clangtidy"
    languages = frozenset({Language.C, Language.CPP})
    package = "clang-tidy"
    install = "pip install clang-tidy"
    silencers = ("NOLINT",)

    def reads(self, path: str) -> bool:
        """Sources, and the headers that they include."""
        return path.lower().endswith((*_SOURCES, *_HEADERS))

    def asked(self, files: Mapping[str, str]) -> Collection[str]:
        """Sources; headers only where there is nothing else."""
        return [path for path in files if path.lower().endswith(_SOURCES)] or list(files)

    def located(self) -> str:
        """The program itself, inside the package."""
        return str(self._folder / "data" / "bin" / "clang-tidy")

    def read_only(self) -> tuple[str, ...]:
        """The package."""
        return toolchain.outside_usr(self._folder)

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """Each source in turn, in the language's version of its time."""
        standard = 'case "$1" in *.c|*.h) s=c17;; *) s=c++20;; esac'
        # The name is told with each result: folders that the sandbox makes up are cut away in front of it.
        call = f'{program} --quiet --checks=\'{_CHECKS}\' "$1" -- -std=$s 2>/dev/null | sed "s#$PWD/##"'
        return batches(names, f"{standard}; {call}")

    def said(self, output: bytes) -> Iterator[Said]:
        """Its results on files that it could read to the end; errors of missing headers are not the code's."""
        told = list(_TOLD.finditer(output.decode(errors="replace")))
        unread = {_path(one) for one in told if one["level"] == "error"}
        for one in told:
            rule = (one["rule"] or "").split(",")[0]
            if one["level"] == "warning" and rule and _path(one) not in unread:
                yield Said(
                    path=_path(one),
                    rule=rule,
                    message=one["said"],
                    start_line=int(one["line"]),
                    start_column=int(one["column"]),
                    severity=Severity.MINOR,
                )

    @cached_property
    def _folder(self) -> Path:
        spec = find_spec("clang_tidy")
        return Path(spec.origin).resolve().parent if spec is not None and spec.origin else Path("/nonexistent")


def _path(told: re.Match[str]) -> str:
    return told[0].partition(":")[0]


plugin = ClangTidy()
