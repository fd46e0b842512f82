"""The differential probe's part for classes: what is found, and how it is shown again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pydantic import JsonValue

from assay.domain.finding import Category, Finding, Proof, Severity, Source
from assay.evidence.caller import Caller, Ended
from assay.evidence.callers._lives import tagged
from assay.evidence.callers._python.codec import decode
from assay.evidence.claim import Claim, Place, as_finding
from assay.evidence.differential.judge import Aspect
from assay.evidence.differential.objects import showing
from assay.evidence.differential.objects.judging import apart
from assay.evidence.differential.objects.pairing import ObjectSide, common_classes, shared
from assay.evidence.differential.objects.reproducing import object_reproducer
from assay.evidence.differential.objects.searching import ObjectComparison, ObjectWitness, compare_objects
from assay.evidence.differential.search import CALL_S, PATIENCE
from assay.evidence.object_caller import Argument, Blueprint, Need, ObjectCaller, StandIn, Step, Usage
from assay.evidence.probe import ProbeSubject
from assay.evidence.rule_table import Meaning
from assay.evidence.sandbox import Sandbox

_MOST_CLASSES = 5
_REFERENCE = 1


@dataclass(frozen=True)
class Compared:
    """One class: what was tried, and a finding with its record if there is a difference that counts."""

    entry: str
    comparison: ObjectComparison
    finding: Finding | None = None
    record: Mapping[str, JsonValue] | None = None


def pairs(subject: ProbeSubject, caller: Caller | None) -> list[tuple[Blueprint, Blueprint]]:
    """The entry point, if it is a class of both, else all that both have."""
    if caller is None or subject.reference is None:
        return []
    return common_classes(caller, subject.files, subject.reference, subject.entry_point) or common_classes(
        caller, subject.files, subject.reference, None
    )


def compared(
    sandbox: Sandbox,
    subject: ProbeSubject,
    caller: Caller,
    source: Source,
    rules: Mapping[Aspect, str],
    budget_s: float,
) -> Iterator[Compared]:
    """Each class that both have, with its own ``budget_s``."""
    texts = [subject.prompt, *subject.tests.files.values()]
    for mine, right in pairs(subject, caller)[:_MOST_CLASSES]:
        sides = ObjectSide(subject.files, mine), ObjectSide(subject.reference or {}, right)
        found = compare_objects(cast("ObjectCaller", caller), sandbox, sides, texts, budget_s, _REFERENCE)
        witness = found.witness
        if witness is None or witness.apart.difference.weak:
            yield Compared(mine.entry, found)
            continue
        rule = rules[witness.apart.difference.aspect]
        finding = _finding(sides[0], witness, source.model_copy(update={"rule": rule}))
        yield Compared(mine.entry, found, finding, _record(mine, witness, finding))


def seen_again(
    sandbox: Sandbox,
    subject: ProbeSubject,
    caller: Caller | None,
    record: Mapping[str, JsonValue],
    rules: Mapping[Aspect, str],
) -> bool:
    """Whether both, made anew in fresh processes, differ once more as the record says."""
    pair = next((one for one in pairs(subject, caller) if one[0].entry == record["entry"]), None)
    if pair is None or subject.reference is None or not isinstance(caller, ObjectCaller):
        return False
    sides = ObjectSide(subject.files, pair[0]), ObjectSide(subject.reference, pair[1])
    both = shared(*sides, [subject.prompt, *subject.tests.files.values()])
    usage = _usage(record)
    lives = [caller.live(sandbox, one.files, one.blueprint, [usage], PATIENCE * CALL_S)[0] for one in sides]
    promised = {str(record["attribute"])} if record.get("attribute") else set(both.shown if both else ())
    found = apart(usage, lives[0], lives[1], promised)
    return found is not None and rules[found.difference.aspect] == record.get("kind")


def _finding(side: ObjectSide, witness: ObjectWitness, source: Source) -> Finding:
    usage, last = showing.usage(witness, side), showing.last(witness, side)
    own, right = (showing.came_of(witness, life) for life in (witness.first, witness.second))
    ended = None if witness.apart.attribute else witness.first.outcomes[witness.apart.at]
    guessed = "\n\nNothing says what the arguments are: their kinds were guessed." if witness.guessed else ""
    steps = "\n".join(
        f"{number}. `{one.call}`" + (f": {one.first}" if one.first else "")
        for number, one in enumerate(showing.steps(witness, side)[:-1], 1)
    )
    before = f"\n\nBefore, on both alike or nearly so:\n\n{steps}" if steps else ""
    claim = Claim(
        f"{last} {own}; the reference {right}" if not witness.apart.at else f"{last} {own} after {usage}",
        Severity.MAJOR,
        Meaning(Category.LOGIC, cwe=835 if ended is not None and ended.ended is Ended.TIMED_OUT else None),
        source,
        f"After `{usage}` the candidate {own}.\n\nThe reference {right}.{before}{guessed}",
        0.6 if witness.guessed else 0.9,
    )
    line = ended.line if ended is not None and ended.ended is Ended.RAISED else None
    where = Place(side.blueprint.path, *(2 * (line or _line(side, witness),)))
    return as_finding(claim, where, side.files).model_copy(
        update={
            "proof": Proof.DEMONSTRATED,
            "impact": f"Whoever uses {side.blueprint.entry} this way gets something else than was asked for.",
            "reproducer": object_reproducer(side, witness, witness.second),
        }
    )


def _line(side: ObjectSide, witness: ObjectWitness) -> int:
    """Where the operation that differs is declared, else the class."""
    text = side.files[side.blueprint.path].split("\n")
    name = side.blueprint.entry
    start = next((at for at, line in enumerate(text, 1) if line.startswith(f"class {name}")), 1)
    if 0 < witness.apart.at <= len(witness.usage.steps):
        operation = witness.usage.steps[witness.apart.at - 1].operation
        words = f"def {operation}("
        return next((at for at, line in enumerate(text[start:], start + 1) if words in line), start)
    return start


def _record(mine: Blueprint, witness: ObjectWitness, finding: Finding) -> Mapping[str, JsonValue]:
    made = [tagged(one, ()) for one in witness.usage.made]
    steps: list[JsonValue] = [
        [one.operation, [tagged(part, ()) for part in one.arguments]] for one in witness.usage.steps
    ]
    return {
        "kind": finding.source.rule,
        "path": mine.path,
        "line": finding.start_line,
        "entry": mine.entry,
        "made": made,
        "steps": steps,
        "attribute": witness.apart.attribute,
    }


def _usage(record: Mapping[str, JsonValue]) -> Usage:
    made, steps = cast("list[JsonValue]", record["made"]), cast("list[tuple[str, list[JsonValue]]]", record["steps"])
    return Usage(tuple(map(_argument, made)), tuple(Step(name, tuple(map(_argument, given))) for name, given in steps))


def _argument(form: JsonValue) -> Argument:
    match form:
        case ["P", _]:
            return StandIn(Need.PEER)
        case ["F", int() as result, awaited]:
            return StandIn(Need.COROUTINE if awaited else Need.FUNCTION, result)
        case _:
            return decode(form)
