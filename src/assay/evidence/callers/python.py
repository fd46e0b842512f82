"""Python: functions of a module, called in one process, and objects of its classes; coroutines are awaited, iterators
read out.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assay.domain.run import Limits
from assay.domain.task import Language
from assay.evidence.caller import Inputs, Outcome, Signature
from assay.evidence.callers._classes import blueprints
from assay.evidence.callers._lives import lives, question
from assay.evidence.callers._parameters import parameters
from assay.evidence.callers._told import encoded, outcomes
from assay.evidence.interpreter import entering
from assay.evidence.language import MissingToolchain
from assay.evidence.object_caller import Blueprint, Life, Usage
from assay.evidence.sandbox import Entry, Sandbox

_HERE = Path(__file__).resolve().parent / "_python"
_CALLS, _OBJECTS = Entry("calls", (str(_HERE),)), Entry("living", (str(_HERE),))
_LIVES_S = 20.0
"""Wall seconds for a batch of objects."""


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

    def blueprints(self, files: Mapping[str, str]) -> tuple[Blueprint, ...]:
        """Top-level classes of every module whose objects can be made by position."""
        return tuple(one for path, text in files.items() if path.endswith(".py") for one in blueprints(path, text))

    def live(
        self, sandbox: Sandbox, files: Mapping[str, str], blueprint: Blueprint, usages: Sequence[Usage], seconds: float
    ) -> list[Life]:
        """See :meth:`assay.evidence.object_caller.ObjectCaller.live`."""
        limits = Limits(wall_s=_LIVES_S, cpu_s=60, output_kib=8192)
        asked = question(blueprint, usages, seconds)
        execution = sandbox.execute(entering(_OBJECTS, files=files, stdin=asked, limits=limits))
        return lives(execution, usages)


def _functions(path: str, text: str) -> Iterator[Signature]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in tree.body:
        taken = parameters(node.args) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else None
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and taken is not None:
            yield Signature(path, node.name, taken)


plugin = Python()
