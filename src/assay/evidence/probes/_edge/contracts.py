"""What code and prompt state of a function: examples, what it raises or returns when, what it leaves alone."""

from __future__ import annotations

import ast
import doctest
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from assay.evidence.caller import Inputs, Signature
from assay.evidence.differential.annotations import annotated
from assay.evidence.differential.hints import calls_with_rest
from assay.evidence.differential.kinds import Kind, Value

_ERROR = r"`*(?P<error>[A-Z]\w*(?:Error|Exception))`*"
_PROSE = re.compile(rf"\braises?\s+(?:an?\s+)?{_ERROR}\s+(?:if|when|for|on)\s+(?P<when>[^.;\n]+)")
_SECTION = re.compile(
    rf"^\s*(?::raises?\s+)?{_ERROR}\s*:\s*(?:[Ii]f|[Ww]hen|[Ff]or)\s+(?P<when>[^.;\n]+)", re.MULTILINE
)
_VALUE = (
    r"(?P<value>None|True|False|-?\d+(?:\.\d+)?|\[\]|\{\}|\"\"|''|"
    r"an? empty (?:list|string|dict|dictionary|tuple|set))"
)
_RETURNS = re.compile(rf"\breturns?\s+`*{_VALUE}`*\s+(?:if|when|for)\s+(?P<when>[^.;,\n]+)")
_TURNED = re.compile(rf"\b[Ii]f\s+(?P<when>[^.;,\n]+),\s*(?:it )?returns?\s+`*{_VALUE}`*")
_UNTOUCHED = re.compile(
    r"[^.\n]*\b(?:does not|doesn't|must not|should not|without)\s+(?:modif|mutat|chang)\w*[^.\n]*", re.IGNORECASE
)
_EMPTY: dict[str, Value] = {"list": [], "string": "", "dict": {}, "dictionary": {}, "tuple": (), "set": set()}
_LATER = re.compile(r"^\s*(?:==|->|→|=>|returns?|#\s*(?:=>|->|→|returns?)?|➞)\s*(?P<result>[^\n]+)")


@dataclass(frozen=True)
class Function:
    """A function with what is written about it: ``text`` is its docstring, and a prompt about it."""

    signature: Signature
    header: str
    line: int
    returns: Kind
    text: str
    raised: frozenset[str]
    """Names of exceptions that its file raises itself, or that are written about."""
    raising: frozenset[int]
    """Lines of ``raise`` and ``assert`` statements."""


@dataclass(frozen=True)
class Example:
    """A call that is written with its result."""

    statement: str
    arguments: Inputs
    result: Value


@dataclass(frozen=True)
class Stated:
    """*Raises*, with ``error``, or *returns*, with ``value``, when ``when``."""

    statement: str
    when: str
    error: str | None = None
    value: Value = None


def functions(path: str, source: str, signatures: list[Signature], prompt: str) -> Iterator[Function]:
    """Those of ``signatures`` that stand in this file."""
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    raising = [node for node in ast.walk(tree) if isinstance(node, ast.Raise | ast.Assert)]
    lines = frozenset(number for node in raising for number in range(node.lineno, (node.end_lineno or node.lineno) + 1))
    named = frozenset(
        re.findall(r"\b\w+(?:Error|Exception|Exit|Interrupt)\b", " ".join(map(ast.unparse, raising)) + prompt)
    )
    nodes = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    for signature in signatures:
        node = nodes.get(signature.entry)
        if signature.path != path or node is None:
            continue
        docstring = ast.get_docstring(node) or ""
        about = prompt if re.search(rf"\b{re.escape(node.name)}\b", prompt) or len(nodes) == 1 else ""
        header = f"def {node.name}({ast.unparse(node.args)})" + (
            f" -> {ast.unparse(node.returns)}" if node.returns else ""
        )
        told = named | frozenset(re.findall(r"\b\w+Error\b", docstring))
        yield Function(signature, header, node.lineno, annotated(node.returns), f"{docstring}\n\n{about}", told, lines)


def examples(function: Function) -> Iterator[Example]:
    """Calls with their results, as in a docstring, each once."""
    seen = set()
    entry, count = function.signature.entry, len(function.signature.parameters)
    for call, arguments, rest in _written(entry, function.text):
        found = _LATER.match(rest)
        if found is None or len(arguments) > count or call in seen:
            continue
        try:
            result = _leading_literal(found["result"])
        except ValueError:
            continue
        seen.add(call)
        yield Example(f"{call} {found[0].strip()}"[:300], arguments, result)


def statements(function: Function) -> Iterator[Stated]:
    """What it raises or returns when."""
    text = function.text.replace("``", "").replace("`", "")
    for pattern in (_PROSE, _SECTION):
        for found in pattern.finditer(text):
            yield Stated(" ".join(found[0].split()), found["when"], error=found["error"])
    for pattern in (_RETURNS, _TURNED):
        for found in pattern.finditer(text):
            yield Stated(" ".join(found[0].split()), found["when"], value=_value(found["value"]))


def untouched(function: Function) -> str | None:
    """The sentence that says that arguments are left alone."""
    found = _UNTOUCHED.search(function.text)
    return " ".join(found[0].split()) if found else None


def _written(entry: str, text: str) -> Iterator[tuple[str, Inputs, str]]:
    """The call, its arguments, and what follows it; the prompts of doctest are taken out first."""
    try:
        for one in doctest.DocTestParser().get_examples(text):
            for call, arguments, rest in calls_with_rest(entry, one.source.strip()):
                if not rest and one.want and one.source.strip() == call:
                    yield call, arguments, f" == {one.want.strip()}"
    except ValueError:
        pass
    yield from calls_with_rest(entry, text)


def _leading_literal(text: str) -> Value:
    """The literal that ``text`` begins with, the longest.

    Raises:
        ValueError: it begins with none.
    """
    text = text.strip().rstrip("`.,;")
    for end in sorted(
        {len(text), *(found.start() for found in re.finditer(r"\s+(?:#|//|because|since|as\b|\()", text))}, reverse=True
    ):
        try:
            value: Value = ast.literal_eval(text[:end].strip())
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            continue
        return value
    raise ValueError(text)


def _value(written: str) -> Value:
    if "empty" in written:
        return _EMPTY[written.rpartition(" ")[2]]
    value: Value = ast.literal_eval(written)
    return value
