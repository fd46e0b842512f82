"""C++, Go, Java and Rust: one call with plain arguments, such as ``solve([1, 2], "x", true)``.

Numbers, texts, booleans and lists of them, as JSON or Python write them. Only functions whose parameters are of such
kinds can be called.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import cast

from assay.domain.task import Language
from assay.domain.trial import TrialEnd, Tried
from assay.evidence.caller import CALLERS, Caller, Ended, Inputs, Outcome, Signature
from assay.evidence.differential import telling
from assay.evidence.language import MissingToolchain
from assay.evidence.sandbox import Sandbox
from assay.evidence.trial import Subject

_ENDS = {
    Ended.RETURNED: TrialEnd.RETURNED,
    Ended.RAISED: TrialEnd.RAISED,
    Ended.TIMED_OUT: TrialEnd.TIMED_OUT,
    Ended.DIED: TrialEnd.DIED,
    Ended.UNKNOWN: TrialEnd.NOT_RUN,
}
_WORDS: Mapping[str, object] = {"true": True, "false": False, "null": None, "nil": None}


class Calls:
    """The trial; see the module."""

    name = "calls"
    languages = frozenset({Language.CPP, Language.GO, Language.JAVA, Language.RUST})

    def missing(self) -> MissingToolchain | None:
        """Asked again when the language is known."""
        return None

    def run(self, sandbox: Sandbox, subject: Subject, code: str, seconds: float) -> Tried:
        """See :meth:`assay.evidence.trial.Trial.run`."""
        caller = next((one for one in CALLERS if subject.language in one.languages), None)
        missing = caller.missing() if caller else None
        if caller is None or missing is not None:
            why = f"{missing.reason}; {missing.install}" if missing else f"nobody calls functions of {subject.language}"
            return Tried(ended=TrialEnd.NOT_RUN, message=why)
        asked = _asked(code)
        if isinstance(asked, str):
            return Tried(ended=TrialEnd.NOT_RUN, message=asked)
        name, arguments = asked
        signature = _found(caller, subject.files, name, len(arguments))
        if isinstance(signature, str):
            return Tried(ended=TrialEnd.NOT_RUN, message=signature)
        [outcome] = caller.call(sandbox, subject.files, signature, [arguments], seconds)
        return _tried(signature, outcome)


def _asked(code: str) -> tuple[str, Inputs] | str:
    """The name and the arguments, or what is wrong with the call."""
    how = "write one call with plain values, such as solve([1, 2], true)"
    try:
        call = ast.parse(code.strip().rstrip(";"), mode="eval").body
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.keywords:
            return f"That is no call: {how}"
        return call.func.id, cast("Inputs", tuple(ast.literal_eval(_plain(one)) for one in call.args))
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return f"That cannot be read: {how}"


def _plain(node: ast.expr) -> ast.expr:
    """The words of other languages as Python's."""

    class Words(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            return ast.Constant(_WORDS[node.id]) if node.id in _WORDS else node  # type: ignore[arg-type]  # plain values

    return cast("ast.expr", Words().visit(node))


def _found(caller: Caller, files: Mapping[str, str], name: str, count: int) -> Signature | str:
    known = {one.entry: one for one in caller.signatures(files)}
    signature = known.get(name) or next((one for entry, one in known.items() if entry.rpartition(".")[2] == name), None)
    if signature is None:
        names = ", ".join(sorted(known)[:20]) or "none"
        return f"There is no function {name} that can be called with plain values; there are: {names}"
    if len(signature.parameters) != count:
        return f"{name} takes {len(signature.parameters)} arguments, not {count}"
    return signature


def _tried(signature: Signature, outcome: Outcome) -> Tried:
    value = telling.value(outcome.value) if outcome.ended is Ended.RETURNED else ""
    changed = outcome.changed if isinstance(outcome.changed, list) else []
    if changed:
        value += f"\narguments afterwards: {', '.join(telling.value(one) for one in changed)}"
    return Tried(
        ended=_ENDS[outcome.ended],
        value=value,
        error=outcome.error,
        message=outcome.message,
        path=signature.path if outcome.line else "",
        line=outcome.line,
        output=outcome.printed,
    )


plugin = Calls()
