"""Java: methods of a class that can be made without arguments, or static ones, over numbers, booleans, texts, and
arrays, lists, sets and maps of them.

One process makes all calls; one that does not end cuts off those behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assay.domain.task import Language
from assay.evidence import toolchain
from assay.evidence.caller import Inputs, Outcome, Parameter, Signature
from assay.evidence.callers._build import Recipe, call_built
from assay.evidence.callers._written import inside, split
from assay.evidence.differential.kinds import BOOLEAN, REAL, TEXT, UNKNOWN, Kind, Shape, list_of
from assay.evidence.language import MissingToolchain
from assay.evidence.sandbox import Sandbox

_HERE = Path(__file__).resolve().parent / "_native"
_QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
_RUN = f"-Xmx512m {' '.join(_QUICK)}"
_CLASS = re.compile(r"^(?:public\s+|final\s+|abstract\s+)*class\s+(\w+)", re.MULTILINE)
_PACKAGE = re.compile(r"^\s*package\s+([\w.]+)\s*;", re.MULTILINE)
_METHOD = re.compile(
    r"^[ \t]+(?:(?:public|protected|private|static|final|synchronized)\s+)*"
    r"(?P<type>[A-Za-z_][\w<>,.?\[\] ]*?)\s+(?P<name>[A-Za-z_]\w*)\s*(?=\()",
    re.MULTILINE,
)
_NOT_TYPES = {"return", "new", "else", "throw", "void main", "class", "record", "enum", "case"}
_WHOLE = {"int": 32, "Integer": 32, "long": 64, "Long": 64, "short": 16, "Short": 16}
_OTHERS = {
    **dict.fromkeys(("boolean", "Boolean"), BOOLEAN),
    **dict.fromkeys(("double", "Double", "float", "Float"), REAL),
    **dict.fromkeys(("char", "Character"), Kind(Shape.LETTER)),
    "String": TEXT,
}


class Java:
    """The caller; see the module."""

    name = "java"
    languages = frozenset({Language.JAVA})

    def missing(self) -> MissingToolchain | None:
        """The development kit."""
        found = toolchain.version("javac", "-version")
        return (
            None if found else MissingToolchain("javac is not installed", "sudo apt-get install default-jdk-headless")
        )

    def signatures(self, files: Mapping[str, str]) -> tuple[Signature, ...]:
        """Methods of each file's first class whose arguments can be made."""
        return tuple(one for path, text in files.items() if path.endswith(".java") for one in _methods(path, text))

    def call(
        self, sandbox: Sandbox, files: Mapping[str, str], signature: Signature, inputs: Sequence[Inputs], seconds: float
    ) -> list[Outcome]:
        """See :meth:`assay.evidence.caller.Caller.call`."""
        text = files[signature.path]
        owner = _CLASS.search(text)
        package = _PACKAGE.search(text)
        qualified = f"{package[1]}.{owner[1]}" if owner and package else owner[1] if owner else ""
        wanted = (qualified, signature.entry, str(len(signature.parameters)))
        sources = sorted(path for path in files if path.endswith(".java"))
        quick = " ".join(f"-J{one}" for one in _QUICK)
        named = " ".join(f"'{path}'" for path in sources if "'" not in path)
        recipe = Recipe(
            files={**files, "AssayCalls.java": (_HERE / "AssayCalls.java").read_text("utf-8")},
            command=f"javac -J-Xmx512m {quick} -nowarn -proc:none -parameters -d classes AssayCalls.java {named} && "
            "jar cf calls.jar -C classes .",
            product="calls.jar",
            run=("/bin/sh", "-c", f'exec java {_RUN} -cp "{{}}" AssayCalls "$@" >&3', "sh", *wanted),
            read_only=toolchain.java_settings(),
            memory_mib=2048,
        )
        return call_built(sandbox, recipe, inputs, seconds)


def _methods(path: str, text: str) -> Iterator[Signature]:
    if not _CLASS.search(text):
        return
    for found in _METHOD.finditer(text):
        written = inside(text, found.end())
        if written is None or found["name"] == "main" or found["type"].split()[0] in _NOT_TYPES:
            continue
        behind = text[found.end() + len(written) + 2 :].lstrip()
        parameters = tuple(_parameter(part) for part in split(written) if part)
        if re.match(r"(?:throws [\w., ]+)?\{", behind) and all(one.kind.known for one in parameters):
            yield Signature(path, found["name"], parameters)


def _parameter(written: str) -> Parameter:
    kind, _, name = " ".join(written.removeprefix("final ").split()).rpartition(" ")
    return Parameter(name, _kind(kind))


def _kind(written: str) -> Kind:
    name = written.replace("java.util.", "").strip()
    if name in _WHOLE:
        bound = 2 ** (_WHOLE[name] - 1)
        return Kind(Shape.WHOLE, least=-bound, most=bound - 1)
    if name.endswith("[]"):
        return list_of(_kind(name[:-2]))
    if found := re.fullmatch(r"(List|ArrayList|Collection|Iterable|Set|Map)\s*<(.*)>", name):
        parts = [_kind(part) for part in split(found[2])]
        if found[1] == "Map":
            return Kind(Shape.MAP, (parts[0], parts[1])) if len(parts) == 2 else UNKNOWN
        return Kind(Shape.SET if found[1] == "Set" else Shape.LIST, (parts[0],))
    return _OTHERS.get(name, UNKNOWN)


plugin = Java()
