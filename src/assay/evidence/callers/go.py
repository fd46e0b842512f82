"""Go: functions of a package, over numbers, booleans, strings, and slices and maps of them.

One process makes all calls; one that does not end cuts off those behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from assay.domain.task import Language
from assay.evidence import toolchain
from assay.evidence.caller import Inputs, Outcome, Parameter, Signature
from assay.evidence.callers._build import Recipe, call_built
from assay.evidence.callers._written import inside, split
from assay.evidence.differential.kinds import BOOLEAN, REAL, TEXT, UNKNOWN, Kind, Shape, list_of
from assay.evidence.go_cache import MODULE, OFFLINE, go_root, warm_cache
from assay.evidence.language import MissingToolchain
from assay.evidence.sandbox import Sandbox

_HERE = Path(__file__).resolve().parent / "_native"
_FUNCTION = re.compile(r"^func\s+(?P<name>[A-Za-z_]\w*)\s*(?=\()", re.MULTILINE)
_MAIN = re.compile(r"^func\s+main\s*\(\s*\)", re.MULTILINE)
_PACKAGE = re.compile(r"^package\s+\w+", re.MULTILINE)
_OTHERS = {"bool": BOOLEAN, "float32": REAL, "float64": REAL, "string": TEXT, "rune": Kind(Shape.LETTER)}
_BITS = {"": 64, "8": 8, "16": 16, "32": 32, "64": 64}


class Go:
    """The caller; see the module."""

    name = "go"
    languages = frozenset({Language.GO})

    def missing(self) -> MissingToolchain | None:
        """The toolchain."""
        found = toolchain.version("go", "version")
        return None if found else MissingToolchain("go is not installed", "sudo apt-get install golang-go")

    def signatures(self, files: Mapping[str, str]) -> tuple[Signature, ...]:
        """Functions without a receiver or parameters of types, whose arguments can be made."""
        return tuple(one for path, text in files.items() if _is_source(path) for one in _functions(path, text))

    def call(
        self, sandbox: Sandbox, files: Mapping[str, str], signature: Signature, inputs: Sequence[Inputs], seconds: float
    ) -> list[Outcome]:
        """See :meth:`assay.evidence.caller.Caller.call`."""
        root, warm = go_root(), warm_cache()
        folder = PurePosixPath(signature.path).parent
        own = {PurePosixPath(path).name: text for path, text in files.items() if _is_beside(path, folder)}
        sources = {
            name: _PACKAGE.sub("package main", _MAIN.sub("func candidateMain()", text)) for name, text in own.items()
        }
        started = f"package main\n\nfunc main() {{ assayCalls({signature.entry}) }}\n"
        recipe = Recipe(
            files={
                "go.mod": files.get("go.mod", MODULE),
                **sources,
                "assay_calls.go": (_HERE / "calls.go").read_text("utf-8"),
                "assay_main.go": started,
            },
            command=f'cp -as "{warm}" "$TMPDIR/go" && GOCACHE="$TMPDIR/go" GOPATH="$TMPDIR/path" '
            f'"{root}/bin/go" build -ldflags=-s -o calls .',
            product="calls",
            env={**OFFLINE, "GOROOT": str(root)},
            read_only=toolchain.outside_usr(root, warm),
            path=(str(root / "bin"),),
            memory_mib=1024,
        )
        return call_built(sandbox, recipe, inputs, seconds)


def _is_source(path: str) -> bool:
    return path.endswith(".go") and not path.endswith("_test.go")


def _is_beside(path: str, folder: PurePosixPath) -> bool:
    return _is_source(path) and PurePosixPath(path).parent == folder


def _functions(path: str, text: str) -> Iterator[Signature]:
    for found in _FUNCTION.finditer(text):
        written = inside(text, found.end())
        if written is not None and found["name"] not in {"main", "init"}:
            parameters = _parameters(written)
            if all(one.kind.known for one in parameters):
                yield Signature(path, found["name"], parameters)


def _parameters(written: str) -> tuple[Parameter, ...]:
    """``a, b int, c string``: a name without a type has the one of the next that has one."""
    parts = [part.split(None, 1) for part in split(written) if part]
    found: list[Parameter] = []
    kind = UNKNOWN
    for part in reversed(parts):
        if len(part) == 2:
            kind = _kind(" ".join(part[1].split()))
        found.append(Parameter(part[0], kind))
    return tuple(reversed(found))


def _kind(written: str) -> Kind:
    if number := re.fullmatch(r"(u?)int(8|16|32|64|)", written):
        bits = _BITS[number[2]]
        least, most = (0, 2**bits - 1) if number[1] else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        return Kind(Shape.WHOLE, least=least, most=most)
    if written.startswith("[]"):
        return list_of(_kind(written[2:].strip()))
    if found := re.fullmatch(r"map\[([^\[\]]+)\](.+)", written):
        return Kind(Shape.MAP, (_kind(found[1].strip()), _kind(found[2].strip())))
    return _OTHERS.get(written, UNKNOWN)


plugin = Go()
