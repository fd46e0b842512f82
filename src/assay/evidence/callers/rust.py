"""Rust: functions at the top of a file, over numbers, booleans, texts, and vectors of them, by value or reference.

Every call has a process of its own: one that aborts or does not end costs only itself.
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
_FUNCTION = re.compile(r"^(?:pub(?:\([^)]*\))?\s+)?fn\s+(?P<name>[A-Za-z_]\w*)\s*(?=\()", re.MULTILINE)
_MAIN = re.compile(r"^(\s*(?:pub\s+)?fn\s+)main(\s*\()", re.MULTILINE)
_FLAGS = "--edition=2021 -O -Cstrip=symbols -Coverflow-checks=on -Awarnings"
_INNER = re.compile(r"^\s*#!\[[^\]]*\]", re.MULTILINE)
_BITS = {"8": 8, "16": 16, "32": 32, "64": 64, "128": 128, "size": 64}
_OTHERS = {"bool": BOOLEAN, "f32": REAL, "f64": REAL, "String": TEXT, "str": TEXT, "char": Kind(Shape.LETTER)}


class Rust:
    """The caller; see the module."""

    name = "rust"
    languages = frozenset({Language.RUST})

    def missing(self) -> MissingToolchain | None:
        """The compiler."""
        found = toolchain.version("rustc", "--version")
        return None if found else MissingToolchain("rustc is not installed", "sudo apt-get install rustc")

    def signatures(self, files: Mapping[str, str]) -> tuple[Signature, ...]:
        """Functions that begin at the left margin and whose parameters can be made."""
        return tuple(one for path, text in files.items() if path.endswith(".rs") for one in _functions(path, text))

    def call(
        self, sandbox: Sandbox, files: Mapping[str, str], signature: Signature, inputs: Sequence[Inputs], seconds: float
    ) -> list[Outcome]:
        """See :meth:`assay.evidence.caller.Caller.call`."""
        root = toolchain.rust_root()
        text = files[signature.path]
        candidate = _INNER.sub("", _MAIN.sub(r"\1candidate_main\2", text))
        program = f"{candidate}\n{(_HERE / 'calls.rs').read_text('utf-8')}\n{_main(text, signature)}"
        recipe = Recipe(
            files={"assay_calls.rs": program},
            command=f'"{root}/bin/rustc" {_FLAGS} -o calls assay_calls.rs',
            product="calls",
            read_only=toolchain.outside_usr(root),
        )
        return call_built(sandbox, recipe, inputs, seconds)


def _main(text: str, signature: Signature) -> str:
    types = _written_types(text, signature.entry)
    taken, given, told = [], [], []
    for at, written in enumerate(types):
        taken.append(f"let mut a{at}: {_owned(written)} = assay_calls::Take::take(&mut words);")
        if written.startswith("&mut"):
            given.append(f"&mut a{at}")
        else:
            given.append(f"&a{at}" if written.startswith("&") else f"a{at}.clone()")
        told.append(f"assay_calls::Tell::tell(&a{at})")
    before = f"let before = vec![{', '.join(told)}];" if told else "let before: Vec<String> = vec![];"
    after = f"let after = vec![{', '.join(told)}];" if told else "let after: Vec<String> = vec![];"
    lines = "\n                ".join(taken)
    return f"""
fn main() {{
    std::panic::set_hook(Box::new(|_| {{}}));
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(std::io::stdin()));
    let head = lines.next().unwrap().unwrap();
    let seconds: f64 = head.split_whitespace().next().unwrap().parse().unwrap();
    for line in lines {{
        let line = line.unwrap();
        assay_calls::in_a_child(seconds, || {{
                let mut words = assay_calls::Words(line.split_whitespace());
                {lines}
                {before}
                let value = {signature.entry}({", ".join(given)});
                let value = assay_calls::Tell::tell(&value);
                let mut told = format!("{{{{\\"ended\\":\\"returned\\",\\"value\\":{{}}", value);
                {after}
                if before != after {{ told += &format!(",\\"changed\\":[{{}}]", after.join(",")); }}
                told + "}}"
        }});
    }}
}}
"""


def _functions(path: str, text: str) -> Iterator[Signature]:
    for found in _FUNCTION.finditer(text):
        written = inside(text, found.end())
        if written is not None and found["name"] != "main":
            parameters = tuple(_parameter(part) for part in split(written) if part)
            if all(one.kind.known for one in parameters):
                yield Signature(path, found["name"], parameters)


def _written_types(text: str, entry: str) -> list[str]:
    for found in _FUNCTION.finditer(text):
        written = inside(text, found.end())
        if found["name"] == entry and written is not None:
            return [" ".join(part.partition(":")[2].split()) for part in split(written) if part]
    return []


def _parameter(written: str) -> Parameter:
    name, _, kind = written.partition(":")
    return Parameter(name.strip().removeprefix("mut ").strip(), _kind(_owned(" ".join(kind.split()))))


def _owned(written: str) -> str:
    """The type of a value to which there can be such a reference."""
    plain = re.sub(r"^&(?:'\w+ )?(?:mut )?", "", written.strip())
    if slice_ := re.fullmatch(r"\[(.*)\]", plain):
        plain = f"Vec<{slice_[1].strip()}>"
    return "String" if plain == "str" else plain


def _kind(written: str) -> Kind:
    if number := re.fullmatch(r"([iu])(8|16|32|64|128|size)", written):
        bits = _BITS[number[2]]
        least, most = (0, 2**bits - 1) if number[1] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        return Kind(Shape.WHOLE, least=least, most=most)
    if vector := re.fullmatch(r"Vec\s*<(.*)>", written):
        return list_of(_kind(vector[1].strip()))
    return _OTHERS.get(written, UNKNOWN)


plugin = Rust()
