"""What C and C++ share: each test file with ``main`` is compiled with what it includes, and run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True)
class Compiler:
    """A compiler that takes GCC's options: its name and version, how it is called, and what it needs besides /usr."""

    name: str
    version: str
    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    read_only: tuple[str, ...] = ()


class Native:
    """The first of ``compilers`` that is there, or that of the wheel ``ziglang`` under the name ``zig`` if that is not
    empty: for C++ it would build its whole library in every run. ``endings`` are those of files that it compiles."""

    def __init__(
        self, name: str, compilers: tuple[str, ...], zig: str, endings: tuple[str, ...], flags: tuple[str, ...]
    ) -> None:
        self.name = name
        self._compilers = compilers
        self._zig = zig
        self._endings = endings
        self._flags = flags

    def toolchain(self) -> Toolchain | MissingToolchain:
        """The compiler."""
        found = self._compiler()
        if found is None:
            reason = f"{self._compilers[0]} is not installed"
            return MissingToolchain(reason, "sudo apt-get install build-essential")
        return Toolchain({found.name: found.version})

    def _compiler(self) -> Compiler | None:
        for name in self._compilers:
            if number := toolchain.version(name, "--version"):
                return Compiler(name, number, (name,))
        zig = toolchain.zig() if self._zig else None
        number = toolchain.version(str(zig), "version") if zig else None
        if zig is None or number is None:
            return None
        command = (str(zig), self._zig, "-fno-sanitize=undefined")  # which is a probe of its own
        caches = dict.fromkeys(("ZIG_GLOBAL_CACHE_DIR", "ZIG_LOCAL_CACHE_DIR"), ".zig")
        return Compiler("zig", number, command, caches, toolchain.outside_usr(zig.parent))

    def run(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests) -> Run:
        """A test passes when its program ends with status 0."""
        compiler = self._compiler()
        if compiler is None:
            found = self.toolchain()
            reason = f"{found.reason}; {found.install}" if isinstance(found, MissingToolchain) else ""
            return Run(outcome=Outcome.NOT_RUN, reason=reason)
        mains = [name for name, text in tests.files.items() if name.endswith(self._endings) and _MAIN.search(text)]
        if not mains:
            return Run(outcome=Outcome.NOT_RUN, reason=f"no test file has a main function ({', '.join(self._endings)})")
        libraries = _libraries({**files, **tests.files})
        names = {name: f"test-{number}" for number, name in enumerate(mains)}
        plan = Plan(
            compile=tuple(
                Step(
                    (*compiler.command, *self._flags, "-o", program, name, "-lm", "-pthread", *libraries),
                    COMPILE_S,
                    compiler.env,
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
            versions={compiler.name: compiler.version},
            read_only=compiler.read_only,
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
