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
from assay.evidence.differential.annotations import annotated
from assay.evidence.differential.kinds import NOTHING, UNKNOWN, Kind, Shape, kind_of
from assay.evidence.interpreter import entering
from assay.evidence.language import MissingToolchain
from assay.evidence.sandbox import Entry, Sandbox

_HERE = Path(__file__).resolve().parent / "_python"
_CALLS = Entry("calls", (str(_HERE),))


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
        return self._call(sandbox, files, signature, inputs, seconds, exact=False)

    def call_exactly(
        self, sandbox: Sandbox, files: Mapping[str, str], signature: Signature, inputs: Sequence[Inputs], seconds: float
    ) -> list[Outcome]:
        """As :meth:`call`, but iterators and coroutines are told as such, as a test in Python would see them."""
        return self._call(sandbox, files, signature, inputs, seconds, exact=True)

    def _call(
        self,
        sandbox: Sandbox,
        files: Mapping[str, str],
        signature: Signature,
        inputs: Sequence[Inputs],
        seconds: float,
        *,
        exact: bool,
    ) -> list[Outcome]:
        asked = {
            "path": signature.path,
            "entry": signature.entry,
            "inputs": encoded(inputs),
            "seconds": seconds,
            "exact": exact,
        }
        limits = Limits(wall_s=max(5.0, 2 * seconds), cpu_s=60, output_kib=8192)
        execution = sandbox.execute(entering(_CALLS, files=files, stdin=json.dumps(asked).encode(), limits=limits))
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
    said = annotated(parameter.annotation)
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


plugin = Python()
