"""A usage as the calls that a person would write, and what came of each."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping

from assay.evidence.object_caller import AGAIN, SPOIL, WAIT, Argument, Manner, Need, Operation, StandIn, Step, Usage

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")
_WRITTEN = {
    "__len__": "len({it})",
    "__iter__": "list({it})",
    "__next__": "next({it})",
    "__bool__": "bool({it})",
    "__str__": "str({it})",
    "__contains__": "{0} in {it}",
    "__getitem__": "{it}[{0}]",
    "__setitem__": "{it}[{0}] = {1}",
    "__delitem__": "del {it}[{0}]",
}
STATEMENTS = frozenset({"__setitem__", "__delitem__", WAIT, AGAIN, SPOIL})
"""Steps that give no value."""


def variable(entry: str) -> str:
    """What a person would call the object: the last word of the class's name."""
    name = (_WORDS.findall(entry) or ["it"])[-1].lower()
    if not name.isidentifier():
        return "it"
    return f"{name}_" if keyword.iskeyword(name) or name == entry else name


def made(entry: str, usage: Usage) -> str:
    """The call that makes the object."""
    return f"{entry}({', '.join(argument(one, entry, usage) for one in usage.made)})"


def step(one: Step, entry: str, usage: Usage, properties: frozenset[str] = frozenset()) -> str:
    """One step as a statement or an expression."""
    it = variable(entry)
    given = [argument(part, entry, usage) for part in one.arguments]
    match one.operation:
        case "@wait":
            return f"# {given[0]} s later"
        case "@again":
            return f"{it} = {made(entry, usage)}"
        case "@spoil":
            return "# the caller changes what it was given"
        case name if name in _WRITTEN:
            return _WRITTEN[name].format(*given, it=it)
        case "__call__":
            return f"{it}({', '.join(given)})"
        case name if name in properties:
            return f"{it}.{name}"
        case name:
            return f"{it}.{name}({', '.join(given)})"


def usage_told(usage: Usage, entry: str, properties: frozenset[str], upto: int | None = None) -> str:
    """The whole usage in a line, or its first ``upto`` steps."""
    steps = [step(one, entry, usage, properties) for one in usage.steps[:upto]]
    return "; ".join([f"{variable(entry)} = {made(entry, usage)}", *steps])


def argument(one: Argument, entry: str, usage: Usage) -> str:
    """As it would be written."""
    match one:
        case StandIn(need=Need.PEER):
            return made(entry, Usage(usage.made))
        case StandIn(need=Need.COROUTINE, result=result):
            return f"<async function that returns {result}>"
        case StandIn(result=result):
            return f"lambda *_: {result}"
        case _:
            return repr(one)


def property_names(operations: Mapping[str, Operation]) -> frozenset[str]:
    """Which operations are read, not called."""
    return frozenset(name for name, one in operations.items() if one.manner is Manner.PROPERTY)
