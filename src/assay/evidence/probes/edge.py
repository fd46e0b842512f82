"""Edge: calls functions at the edges of what is written about them, and quotes the statement that does not hold.

**Finds** an example of docstring or prompt that comes out otherwise; an exception that is announced and not raised; a
value that is promised for an empty, negative or missing argument and not returned; a return value of another type than
the signature names; arguments that are changed although the text says they are not; and, less sure, an exception that
nothing announces where an empty collection, zero, a negative number or a text in another script is given to a parameter
that takes it by its type.

**Cannot find** what no statement speaks of; methods of classes; functions whose parameters are not annotated and of
which no example is written. Conditions of more than one part are not understood, and are passed over.

**How.** Sentences are matched, not understood: *raises E if …*, *returns V if …*, *if …, returns V*, doctest's
examples, ``f(1) == 2``. Values that the text rules out (*non-empty*, *positive*) are not tried. A call is told only if
it ended the same way in two fresh processes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import cast

from pydantic import JsonValue

from assay.domain.finding import Category, Finding, Proof, Reproducer, Severity, Source, SourceKind
from assay.domain.task import Language
from assay.errors import InputError
from assay.evidence.caller import CALLERS, Caller, Ended, Inputs, Outcome
from assay.evidence.callers._python.codec import encode
from assay.evidence.claim import Claim, Place, as_finding
from assay.evidence.differential import telling
from assay.evidence.differential.judge import same
from assay.evidence.differential.kinds import Kind, Shape, Value
from assay.evidence.differential.pools import Pools
from assay.evidence.differential.reproducing import reproducer
from assay.evidence.probe import ProbeReport, ProbeSubject
from assay.evidence.probes._edge.conditions import refused, spoken_of, values
from assay.evidence.probes._edge.contracts import Function, examples, functions, statements, untouched
from assay.evidence.rule_table import Meaning
from assay.evidence.sandbox import Sandbox

VERSION = "1"
REPLAYS = 3
_SECONDS = 1.0
_MOST_FUNCTIONS = 12
_OWN_FAULTS = frozenset(
    {"ZeroDivisionError", "IndexError", "TypeError", "UnboundLocalError", "AttributeError", "UnicodeEncodeError"}
)
"""Exceptions that nobody raises on purpose."""

_TAGS = {
    Shape.NOTHING: "n",
    Shape.BOOLEAN: "b",
    Shape.WHOLE: "bi",
    Shape.REAL: "bif",
    Shape.TEXT: "s",
    Shape.LETTER: "s",
    Shape.LIST: "lt",
    Shape.TUPLE: "t",
    Shape.SET: "S",
    Shape.MAP: "d",
}


@dataclass(frozen=True)
class _Expectation:
    """A call, and what is stated of it. ``rule`` says which check it is; ``value`` and ``error`` what is expected."""

    rule: str
    statement: str
    arguments: Inputs
    value: Value = None
    error: str | None = None
    usual: bool = False
    """Whether it is the call that nobody would wonder about: if that one fails, arguments were guessed wrongly."""


@dataclass(frozen=True)
class _Breach:
    expectation: _Expectation
    outcome: Outcome
    rule: str


_MEANINGS = {
    "example": (Severity.MAJOR, 0.95, "The result that is written for this call is another one."),
    "no-exception": (Severity.MAJOR, 0.8, "Callers rely on the exception that is announced."),
    "other-result": (Severity.MAJOR, 0.8, "Callers rely on the value that is promised."),
    "return-type": (Severity.MAJOR, 0.9, "Callers that trust the signature fail later, at another place."),
    "changes-argument": (Severity.MAJOR, 0.9, "The caller's own data changes under its hands."),
    "unannounced": (Severity.MINOR, 0.5, "A caller that goes by the signature gets an exception it cannot expect."),
}


class Edge:
    """The probe; see the module's page."""

    name = "edge"
    languages = frozenset({Language.PYTHON})

    def version(self) -> str:
        """Of the rules."""
        return VERSION

    def applies(self, subject: ProbeSubject) -> bool:
        """Whether there is a function of which something is stated."""
        return any(_expectations(one) for one in _functions(subject))

    def examine(self, sandbox: Sandbox, subject: ProbeSubject) -> ProbeReport:
        """Call each function where a statement speaks of it, and at the edges of its parameters."""
        caller = _caller()
        findings: list[Finding] = []
        replays: list[Mapping[str, JsonValue]] = []
        tried = 0
        for function in _functions(subject)[:_MOST_FUNCTIONS]:
            expected = _expectations(function)
            if not expected:
                continue
            tried += len(expected)
            for breach in _breaches(caller, sandbox, subject, function, expected):
                finding = _finding(subject, function, breach)
                findings.append(finding)
                replays.append(_record(finding, function, breach))
        told = f"nothing else among {tried:,} calls that statements speak of" if tried else ""
        return ProbeReport(tuple(findings), told, (), tuple(replays))

    def replay(self, sandbox: Sandbox, subject: ProbeSubject, record: Mapping[str, JsonValue]) -> tuple[int, int]:
        """Call again, each time in a fresh process."""
        arguments = record.get("arguments")
        if not isinstance(arguments, list) or not isinstance(record.get("entry"), str):
            raise InputError("no call of the edge probe: entry and arguments are missing")
        function = next((one for one in _functions(subject) if one.signature.entry == record["entry"]), None)
        if function is None:
            return 0, REPLAYS
        wanted = [one for one in _expectations(function) if [encode(value) for value in one.arguments] == arguments]
        again = 0
        for _ in range(REPLAYS):
            found = _broken(_caller(), sandbox, subject, function, wanted)
            again += any(one.rule == record.get("kind") for one in found)
        return again, REPLAYS


def _caller() -> Caller:
    return CALLERS.get("python")


def _functions(subject: ProbeSubject) -> list[Function]:
    signatures = list(_caller().signatures(subject.files))
    return [
        one
        for path, text in sorted(subject.files.items())
        for one in functions(path, text, signatures, subject.prompt)
        if not one.signature.entry.startswith(("_", "test")) and not PurePosixPath(path).name.startswith("test_")
    ]


def _expectations(function: Function) -> list[_Expectation]:
    """What to call, and what is stated of it."""
    parameters = function.signature.parameters
    required = sum(not one.optional for one in parameters)
    written = [one for one in examples(function) if required <= len(one.arguments) <= len(parameters)]
    found = [_Expectation("example", one.statement, one.arguments, one.result) for one in written]
    usual = _usual(function, [one.arguments for one in written])
    if usual is None:
        return found
    for stated in statements(function):
        rule = "no-exception" if stated.error else "other-result"
        for at, value in spoken_of(stated.when, parameters[: len(usual)]):
            arguments = (*usual[:at], value, *usual[at + 1 :])
            found.append(_Expectation(rule, stated.statement, arguments, stated.value, stated.error))
    alone = untouched(function)
    spoken = {repr(one.arguments) for one in found}
    for arguments in [usual, *_edges(function, usual)]:
        if alone is not None:
            found.append(_Expectation("changes-argument", alone, arguments))
        if repr(arguments) not in spoken:
            found.append(_Expectation("unannounced", function.header, arguments, usual=arguments is usual))
    return found


def _usual(function: Function, written: Sequence[Inputs]) -> Inputs | None:
    """Arguments that nobody would wonder about; None where neither types nor examples say what they are."""
    if written:
        return max(written, key=len)
    required = [one for one in function.signature.parameters if not one.optional]
    if not all(one.kind.known for one in required):
        return None
    return tuple(_middle(one.kind) for one in required)


def _middle(kind: Kind) -> Value:  # noqa: PLR0911 - a line per kind
    """A value in the middle of its kind; lists are in no order, so that whoever sorts them is seen."""
    match kind.shape:
        case Shape.WHOLE:
            return 3
        case Shape.REAL:
            return 2.5
        case Shape.TEXT:
            return "word"
        case Shape.LIST if kind.parts[0].shape is Shape.WHOLE:
            return [3, 1, 2]
        case Shape.LIST if kind.parts[0].shape is Shape.REAL:
            return [2.5, 0.5, 1.5]
        case Shape.LIST if kind.parts[0].shape is Shape.TEXT:
            return ["c", "a", "b"]
        case Shape.EITHER:
            return _middle(next((one for one in kind.parts if one.shape is not Shape.NOTHING), kind.parts[0]))
        case _:
            found = Pools().small(kind, 12)
            return max(found, key=lambda one: len(repr(one))) if found else None


def _edges(function: Function, usual: Inputs) -> Iterator[Inputs]:
    """The usual call with one argument at an edge of its kind that no text rules out."""
    for at, parameter in enumerate(function.signature.parameters[: len(usual)]):
        if not parameter.kind.known or parameter.kind.shape is Shape.MAP:
            continue
        edges: list[Value] = []
        for label in ("empty", "zero", "negative"):
            if not refused(label, function.text):
                edges += values(label, parameter.kind)
        if parameter.kind.shape is Shape.TEXT:
            edges += [" ", "żółw 🐢"]
        yield from ((*usual[:at], value, *usual[at + 1 :]) for value in edges if value != usual[at])


def _breaches(
    caller: Caller, sandbox: Sandbox, subject: ProbeSubject, function: Function, expected: Sequence[_Expectation]
) -> list[_Breach]:
    """Those seen twice in fresh processes, one for each rule and exception."""
    first = _broken(caller, sandbox, subject, function, expected)
    told: dict[tuple[str, str, int | None], _Breach] = {}
    for breach in first:
        key = (breach.rule, breach.outcome.error or breach.expectation.statement, breach.outcome.line)
        if key not in told and _broken(caller, sandbox, subject, function, [breach.expectation]):
            told[key] = breach
    raised = {one.outcome.line for one in told.values() if one.rule != "unannounced" and one.outcome.line}
    return [one for one in told.values() if one.rule != "unannounced" or one.outcome.line not in raised]


def _broken(
    caller: Caller, sandbox: Sandbox, subject: ProbeSubject, function: Function, expected: Sequence[_Expectation]
) -> list[_Breach]:
    outcomes = caller.call(sandbox, subject.files, function.signature, [one.arguments for one in expected], _SECONDS)
    judged = [(one, outcome, _judged(one, outcome, function)) for one, outcome in zip(expected, outcomes, strict=True)]
    odd = any(one.usual and outcome.ended is not Ended.RETURNED for one, outcome, _ in judged)
    return [
        _Breach(one, outcome, rule)
        for one, outcome, rule in judged
        if rule is not None and not (rule == "unannounced" and (odd or one.usual))
    ]


def _judged(one: _Expectation, outcome: Outcome, function: Function) -> str | None:
    """The rule that is broken."""
    if outcome.ended is Ended.UNKNOWN or outcome.error.startswith("on import"):
        return None
    returned = outcome.ended is Ended.RETURNED
    if one.rule in {"example", "other-result"}:
        return None if returned and same(outcome.value, cast("JsonValue", encode(one.value))) else one.rule
    if one.rule == "no-exception":
        return None if not returned and outcome.ended is Ended.RAISED else one.rule
    if one.rule == "changes-argument":
        return one.rule if returned and outcome.changed is not None else None
    if returned and not _fits(outcome.value, function.returns):
        return "return-type"
    own = outcome.error in _OWN_FAULTS - function.raised and outcome.line not in function.raising
    return "unannounced" if outcome.ended is Ended.RAISED and own and outcome.line is not None else None


def _fits(form: object, kind: Kind) -> bool:
    """Whether a value may be of the kind; what is not known fits."""
    if not isinstance(form, list) or not form or form[0] in {"o", "x"} or kind.shape is Shape.UNKNOWN:
        return True
    if kind.shape is Shape.EITHER:
        return any(_fits(form, part) for part in kind.parts)
    return str(form[0]) in _TAGS[kind.shape]


def _finding(subject: ProbeSubject, function: Function, breach: _Breach) -> Finding:
    severity, confidence, impact = _MEANINGS[breach.rule]
    one, outcome = breach.expectation, breach.outcome
    call = telling.call(function.signature.entry, one.arguments, Language.PYTHON)
    quoted = function.header if breach.rule == "return-type" else one.statement
    claim = Claim(
        f"{call} {telling.outcome(outcome)}, although it is written: {quoted}",
        severity,
        Meaning(Category.VALIDATION if breach.rule in {"no-exception", "unannounced"} else Category.LOGIC),
        Source(kind=SourceKind.PROBE, name="edge", version=VERSION, rule=breach.rule),
        f"It is written:\n\n> {quoted}\n\nBut {call} {telling.outcome(outcome)}.",
        confidence,
    )
    line = outcome.line if outcome.ended is Ended.RAISED and outcome.line else function.line
    found = as_finding(claim, Place(function.signature.path, line, line), subject.files)
    return found.model_copy(
        update={"impact": impact, "proof": Proof.DEMONSTRATED, "reproducer": _reproducer(function, breach)}
    )


def _reproducer(function: Function, breach: _Breach) -> Reproducer | None:
    one = breach.expectation
    if breach.rule in {"example", "other-result"}:
        expected = Outcome(Ended.RETURNED, cast("JsonValue", encode(one.value)))
    elif breach.rule == "no-exception":
        expected = Outcome(Ended.RAISED, error=one.error or "")
    else:
        return None
    return reproducer(Language.PYTHON, function.signature, one.arguments, expected)


def _record(finding: Finding, function: Function, breach: _Breach) -> Mapping[str, JsonValue]:
    return {
        "kind": breach.rule,
        "path": finding.path,
        "line": finding.start_line,
        "entry": function.signature.entry,
        "arguments": [cast("JsonValue", encode(value)) for value in breach.expectation.arguments],
    }


plugin = Edge()
