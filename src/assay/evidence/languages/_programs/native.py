"""What C and C++ share: each test file with ``main`` is compiled with what it includes, and run."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assay.domain.run import Outcome, Run
from assay.domain.task import Tests
from assay.evidence import toolchain
from assay.evidence.language import MissingToolchain, Toolchain
from assay.evidence.languages._programs.steps import BUILT, COMPILE_S, MEMORY_MIB, Plan, Step, TestStep
from assay.evidence.languages._programs.verdict import carry_out
from assay.evidence.sandbox import Sandbox

_MAIN = re.compile(r"\bmain\s*\(")
_EXHAUSTED = re.compile(r"std::bad_alloc")
_MISSING = re.compile(r"fatal error: (\S+): No such file or directory|cannot find -l(\S+)")


class Native:
    """A compiler of the family of GCC. ``endings`` are those of files that it compiles."""

    def __init__(self, name: str, compiler: str, endings: tuple[str, ...], flags: tuple[str, ...]) -> None:
        self.name = name
        self._compiler = compiler
        self._endings = endings
        self._flags = flags

    def toolchain(self) -> Toolchain | MissingToolchain:
        """The compiler on PATH."""
        found = toolchain.version(self._compiler, "--version")
        if found is None:
            return MissingToolchain(f"{self._compiler} is not installed", "sudo apt-get install build-essential")
        return Toolchain({self._compiler: found})

    def run(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests) -> Run:
        """A test passes when its program ends with status 0."""
        found = self.toolchain()
        if isinstance(found, MissingToolchain):
            return Run(outcome=Outcome.NOT_RUN, reason=f"{found.reason}; {found.install}")
        mains = [name for name, text in tests.files.items() if name.endswith(self._endings) and _MAIN.search(text)]
        if not mains:
            return Run(outcome=Outcome.NOT_RUN, reason=f"no test file has a main function ({', '.join(self._endings)})")
        libraries = _libraries({**files, **tests.files})
        names = {name: f"test-{number}" for number, name in enumerate(mains)}
        plan = Plan(
            compile=tuple(
                Step(
                    (self._compiler, *self._flags, "-o", program, name, "-lm", "-pthread", *libraries),
                    COMPILE_S,
                    required=True,
                )
                for name, program in names.items()
            ),
            tests=tuple(
                TestStep(
                    name,
                    Step((f"{BUILT}/{program}",), tests.timeout_s, data_mib=MEMORY_MIB),
                    tests.timeout_s,
                    exhausted=_EXHAUSTED,
                    asserts_abort=True,
                )
                for name, program in names.items()
            ),
            products=tuple(names.values()),
            versions=found.versions,
            missing=_MISSING,
        )
        return carry_out(sandbox, {**files, **tests.files}, plan)


_LIBRARIES = {
    "openssl/": ("-lssl", "-lcrypto"),
    "zlib.h": ("-lz",),
    "sqlite3.h": ("-lsqlite3",),
    "ncurses.h": ("-lncurses",),
}
_INCLUDED = re.compile(r"^[ \t]*#[ \t]*include[ \t]*<([^>\n]+)>", re.MULTILINE)


def _libraries(files: Mapping[str, str]) -> tuple[str, ...]:
    """What must be linked for the headers that are included, as far as it does not go by itself."""
    headers = {header for text in files.values() for header in _INCLUDED.findall(text)}
    wanted = [
        flags for beginning, flags in _LIBRARIES.items() if any(header.startswith(beginning) for header in headers)
    ]
    return tuple(flag for flags in wanted for flag in flags)
