"""C++: functions at the top of a file, over numbers, booleans, texts, and vectors of them.

Every call has a process of its own: one that crashes or does not end costs only itself.
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
_ENDINGS = (".cpp", ".cc", ".cxx")
_FUNCTION = re.compile(r"^(?P<type>[A-Za-z_][\w:<>,&*\t ]*?[\s&*>])(?P<name>[A-Za-z_]\w*)\s*(?=\()", re.MULTILINE)
_NOT_TYPES = {"return", "else", "new", "delete", "throw", "using", "typedef", "template", "operator", "class", "struct"}
_WHOLE = {
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "long": (-(2**63), 2**63 - 1),
    "long long": (-(2**63), 2**63 - 1),
    "int64_t": (-(2**63), 2**63 - 1),
    "int32_t": (-(2**31), 2**31 - 1),
    "unsigned": (0, 2**32 - 1),
    "unsigned int": (0, 2**32 - 1),
    "uint32_t": (0, 2**32 - 1),
    "unsigned long": (0, 2**64 - 1),
    "unsigned long long": (0, 2**64 - 1),
    "uint64_t": (0, 2**64 - 1),
    "size_t": (0, 2**64 - 1),
}
_OTHERS = {"bool": BOOLEAN, "float": REAL, "double": REAL, "string": TEXT, "char": Kind(Shape.LETTER)}


class Cpp:
    """The caller; see the module."""

    name = "cpp"
    languages = frozenset({Language.CPP})

    def missing(self) -> MissingToolchain | None:
        """The compiler."""
        found = toolchain.version("g++", "--version")
        return None if found else MissingToolchain("g++ is not installed", "sudo apt-get install build-essential")

    def signatures(self, files: Mapping[str, str]) -> tuple[Signature, ...]:
        """Functions that begin at the left margin and whose parameters can be made."""
        return tuple(one for path, text in files.items() if path.endswith(_ENDINGS) for one in _functions(path, text))

    def call(
        self, sandbox: Sandbox, files: Mapping[str, str], signature: Signature, inputs: Sequence[Inputs], seconds: float
    ) -> list[Outcome]:
        """See :meth:`assay.evidence.caller.Caller.call`."""
        program = _program(files[signature.path], signature)
        recipe = Recipe(
            files={**files, "assay-calls.cpp": program, "assay-calls.hpp": (_HERE / "calls.hpp").read_text("utf-8")},
            command="g++ -std=c++20 -O1 -s -w -o calls assay-calls.cpp",
            product="calls",
        )
        return call_built(sandbox, recipe, inputs, seconds)


def _program(text: str, signature: Signature) -> str:
    """The candidate's file, then a main that reads, calls and tells."""
    types = [_plain(one) for one in _written_types(text, signature)]
    taken = "\n".join(f"            auto a{at} = assay::take<{one}>(in);" for at, one in enumerate(types))
    before = "\n".join(f"            const std::string b{at} = assay::tell(a{at});" for at in range(len(types)))
    names = ", ".join(f"a{at}" for at in range(len(types)))
    after = ' + "," + '.join(f"assay::tell(a{at})" for at in range(len(types))) or '""'
    same = " && ".join(f"b{at} == assay::tell(a{at})" for at in range(len(types))) or "true"
    returned = f"assay::tell({signature.entry}({names}))"
    if _return_type(text, signature.entry) == "void":
        returned = f'({signature.entry}({names}), std::string("[\\"n\\"]"))'
    return f"""#define main candidate_main
#include "{signature.path}"
#undef main
#include "assay-calls.hpp"

int main() {{
    std::string line;
    double seconds = 0;
    int calls = 0;
    std::getline(std::cin, line);
    std::istringstream(line) >> seconds >> calls;
    for (; calls > 0 && std::getline(std::cin, line); calls--) {{
        assay::in_a_child(seconds, [&]() -> std::string {{
            std::istringstream in(line);
{taken}
{before}
            std::string told = "{{\\"ended\\":\\"returned\\",\\"value\\":" + {returned};
            if (!({same})) told += ",\\"changed\\":[" + ({after}) + "]";
            return told + "}}";
        }});
    }}
}}
"""


def _functions(path: str, text: str) -> Iterator[Signature]:
    for found in _FUNCTION.finditer(text):
        written = inside(text, found.end())
        if written is None or found["name"] == "main" or _NOT_TYPES & set(found["type"].split()):
            continue
        behind = text[found.end() + len(written) + 2 :].lstrip()
        parameters = [_parameter(part) for part in split(written) if part and part != "void"]
        if behind.startswith("{") and all(one.kind.known for one in parameters):
            yield Signature(path, found["name"], tuple(parameters))


def _written_types(text: str, signature: Signature) -> list[str]:
    for found in _FUNCTION.finditer(text):
        written = inside(text, found.end())
        if found["name"] == signature.entry and written is not None:
            return [_type_and_name(part)[0] for part in split(written) if part and part != "void"]
    return []


def _return_type(text: str, entry: str) -> str:
    return next((found["type"].strip() for found in _FUNCTION.finditer(text) if found["name"] == entry), "")


def _parameter(written: str) -> Parameter:
    kind, name = _type_and_name(written)
    return Parameter(name, _kind(_plain(kind)), "=" in written)


def _type_and_name(written: str) -> tuple[str, str]:
    said = written.partition("=")[0].strip()
    found = re.fullmatch(r"(.*?[\s&*>])\s*([A-Za-z_]\w*)", said, re.DOTALL)
    return (found[1].strip(), found[2]) if found else (said, "argument")


def _plain(written: str) -> str:
    """The type of a value that can be made for it."""
    return re.sub(r"\bconst\b|&", " ", written).strip()


def _kind(written: str) -> Kind:
    name = " ".join(written.replace("std::", "").split())
    if name in _WHOLE:
        least, most = _WHOLE[name]
        return Kind(Shape.WHOLE, least=least, most=most)
    if vector := re.fullmatch(r"vector\s*<(.*)>", name):
        return list_of(_kind(vector[1].strip()))
    return _OTHERS.get(name, UNKNOWN)


plugin = Cpp()
