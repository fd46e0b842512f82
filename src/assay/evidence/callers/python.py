"""Python: functions of a module, called in one process; coroutines are awaited, iterators read out."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assay.domain.run import Limits
from assay.domain.task import Language
from assay.evidence.caller import Inputs, Outcome, Parameter, Signature
from assay.evidence.callers._told import encoded, outcomes
from assay.evidence.differential.kinds import BOOLEAN, NOTHING, REAL, TEXT, UNKNOWN, WHOLE, Kind, Shape, either, kind_of
from assay.evidence.interpreter import this_interpreter
from assay.evidence.language import MissingToolchain
from assay.evidence.sandbox import Program, Sandbox

_HERE = Path(__file__).resolve().parent / "_python"
_START = "import sys; sys.path.insert(0, sys.argv[1]); from calls import main; main()"
_NAMES = {"int": WHOLE, "float": REAL, "str": TEXT, "bool": BOOLEAN, "None": NOTHING}
_LISTS = {"list", "List", "Sequence", "Iterable", "Collection", "MutableSequence", "Iterator"}
_SETS, _MAPS = {"set", "Set", "frozenset", "FrozenSet"}, {"dict", "Dict", "Mapping", "MutableMapping"}


class Python:
    """The caller; see the module."""

    name = "python"
    languages = frozenset({Language.PYTHON})

    def missing(self) -> MissingToolchain | None:
        """Nothing: it is the interpreter that runs Assay."""
        return None

    def signatures(self, files: Mapping[str, str]) -> tuple[Signature, ...]:
        """Top-level functions of every module that can be called by position."""
        return tuple(one for path, text in files.items() if path.endswith(".py") for one in _functions(path, text))

    def call(
        self, sandbox: Sandbox, files: Mapping[str, str], signature: Signature, inputs: Sequence[Inputs], seconds: float
    ) -> list[Outcome]:
        """See :meth:`assay.evidence.caller.Caller.call`."""
        python = this_interpreter()
        asked = {"path": signature.path, "entry": signature.entry, "inputs": encoded(inputs), "seconds": seconds}
        execution = sandbox.execute(
            Program(
                (python.executable, "-sPu", "-c", _START, str(_HERE)),
                files=files,
                env={"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"},
                stdin=json.dumps(asked).encode(),
                limits=Limits(wall_s=max(5.0, 2 * seconds), cpu_s=60, output_kib=8192),
                read_only=(*python.read_only, str(_HERE)),
                empty=python.empty,
                path=python.path,
            )
        )
        return outcomes(execution, len(inputs))


def _functions(path: str, text: str) -> Iterator[Signature]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            taken = node.args
            if any(default is None for default in taken.kw_defaults):
                continue  # a keyword without a default cannot be given by position
            by_position = [*taken.posonlyargs, *taken.args]
            optional = len(by_position) - len(taken.defaults)
            yield Signature(
                path,
                node.name,
                tuple(
                    Parameter(one.arg, _kind(one, by_position, taken.defaults), at >= optional)
                    for at, one in enumerate(by_position)
                ),
            )


def _kind(parameter: ast.arg, parameters: Sequence[ast.arg], defaults: Sequence[ast.expr]) -> Kind:
    said = _annotated(parameter.annotation)
    if said.known or said.shape is not Shape.UNKNOWN:
        return said
    behind = len(parameters) - list(parameters).index(parameter)
    if behind <= len(defaults):
        try:
            found = kind_of(ast.literal_eval(defaults[len(defaults) - behind]))
        except (ValueError, TypeError):
            return UNKNOWN
        return UNKNOWN if found == NOTHING else found
    return UNKNOWN


def _annotated(node: ast.expr | None) -> Kind:
    match node:
        case ast.Constant(value=None):
            return NOTHING
        case ast.Constant(value=str() as text):
            try:
                return _annotated(ast.parse(text, mode="eval").body)
            except SyntaxError:
                return UNKNOWN
        case ast.Name(id=name):
            return _named(name, ())
        case ast.Attribute(attr=name):
            return _named(name, ())
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return either([_annotated(left), _annotated(right)])
        case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name), slice=inner):
            return _named(name, inner.elts if isinstance(inner, ast.Tuple) else (inner,))
        case _:
            return UNKNOWN


def _named(name: str, inner: Sequence[ast.expr]) -> Kind:
    parts = [_annotated(one) for one in inner]
    if name in _NAMES:
        return _NAMES[name]
    if name in _LISTS:
        return Kind(Shape.LIST, tuple(parts[:1]) or (UNKNOWN,))
    if name in _SETS:
        return Kind(Shape.SET, tuple(parts[:1]) or (UNKNOWN,))
    if name in _MAPS:
        return Kind(Shape.MAP, tuple(parts[:2]) if len(parts) == 2 else (TEXT, UNKNOWN))
    if name == "Optional" and parts:
        return either([NOTHING, parts[0]])
    if name == "Union" and parts:
        return either(parts)
    if name in {"tuple", "Tuple"} and parts:
        endless = len(inner) == 2 and isinstance(inner[1], ast.Constant) and inner[1].value is Ellipsis
        return Kind(Shape.TUPLE, (parts[0],) * 3 if endless else tuple(parts))
    if name == "Literal" and all(isinstance(one, ast.Constant) for one in inner):
        return UNKNOWN
    return UNKNOWN


plugin = Python()
