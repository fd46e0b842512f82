"""Which classes two pieces of code have in common, and what these have in common in turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assay.evidence.caller import Caller
from assay.evidence.differential.hints import examples, literals
from assay.evidence.differential.kinds import Kind, Value
from assay.evidence.differential.objects.planning import Common, Known, shown_kind
from assay.evidence.differential.objects.reading import attributes_named, written_usages
from assay.evidence.object_caller import Blueprint, Need, ObjectCaller, Operation, Taken


@dataclass(frozen=True)
class ObjectSide:
    """One of the two: its files, and the class in them."""

    files: Mapping[str, str]
    blueprint: Blueprint


@dataclass(frozen=True)
class Shared:
    """``shown``: public attributes that are part of what both promise. ``only_first`` and ``only_second``: operations
    that the other lacks, or that takes other arguments there.
    """

    common: Common
    known: Known
    shown: frozenset[str]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def common_classes(
    caller: Caller, first: Mapping[str, str], second: Mapping[str, str], entry: str | None
) -> list[tuple[Blueprint, Blueprint]]:
    """Classes of the same name in both: ``entry``, or all that are not private; none where objects cannot be made."""
    if not isinstance(caller, ObjectCaller):
        return []
    others = {one.entry: one for one in caller.blueprints(second)}
    mine = {one.entry: one for one in caller.blueprints(first)}
    names = [entry] if entry else [name for name in mine if not name.startswith("_")]
    return [(mine[name], others[name]) for name in names if name in mine and name in others]


def shared(first: ObjectSide, second: ObjectSide, texts: Sequence[str]) -> Shared | None:
    """What both classes can be asked; None if they are not made alike, or have no operation in common."""
    one, other = first.blueprint, second.blueprint
    made = _merged(one.parameters, other.parameters)
    if made is None:
        return None
    mine, others = ({part.name: part for part in side.operations} for side in (one, other))
    operations = [
        Operation(name, taken, mine[name].manner)
        for name in mine
        if name in others
        and mine[name].manner is others[name].manner
        and (taken := _merged(mine[name].parameters, others[name].parameters)) is not None
    ]
    if not operations:
        return None
    names = {part.name for part in operations}
    code = [side.files[side.blueprint.path] for side in (first, second)]
    known = _known(one.entry, made, operations, [*texts, *code], [one.text, other.text])
    common = Common(
        made,
        tuple(_filled(part, known.examples.get(part.name, ())) for part in operations),
        guarded=one.guarded or other.guarded,
        timed=one.timed or other.timed,
        shared=one.shared or other.shared,
    )
    return Shared(
        common,
        known,
        (one.shown & other.shown) | attributes_named(texts),
        tuple(name for name in mine if name not in names),
        tuple(name for name in others if name not in names),
    )


def _merged(first: Sequence[Taken], second: Sequence[Taken]) -> tuple[Taken, ...] | None:
    """Parameters that both take; None if one needs more than the other takes."""
    count = min(len(first), len(second))
    if max(sum(not one.optional for one in side) for side in (first, second)) > count:
        return None
    merged = []
    for one, other in zip(first[:count], second[:count], strict=True):
        need = other.need if one.need is Need.VALUE else one.need
        kind = one.kind if one.kind.known else other.kind if other.kind.known else one.kind
        merged.append(Taken(one.name, kind, one.optional and other.optional, need))
    return tuple(merged)


def _known(
    entry: str, made: Sequence[Taken], operations: Sequence[Operation], texts: Sequence[str], own: Sequence[str]
) -> Known:
    can = {one.name: one for one in operations}
    usages = [
        replace(usage, steps=tuple(step for step in usage.steps if step.operation[0] == "@" or step.operation in can))
        for usage in written_usages(entry, made, texts)
        if sum(not one.optional for one in made) <= len(usage.made) <= len(made)
    ]
    shown: dict[str, dict[str, tuple[Value, ...]]] = {name: {} for name in can}
    for usage in usages:
        for step in usage.steps:
            if step.operation in can:
                shown[step.operation].setdefault(repr(step.arguments), step.arguments)  # type: ignore[arg-type]
    for name, operation in can.items():
        if not name.startswith("__"):
            least = sum(not one.optional for one in operation.parameters)
            for count in range(max(least, 1), len(operation.parameters) + 1):
                shown[name].update((repr(one), one) for one in examples(name, texts, count))
    fitting = {
        name: [one for one in found.values() if _fits(can[name], one)][:20] for name, found in shown.items() if found
    }
    numbers, words = literals(own)
    given = [value for found in fitting.values() for one in found for value in one if isinstance(value, str)]
    return Known([one for one in usages if one.steps], fitting, numbers, [*dict.fromkeys(given), *words][:40])


def _fits(operation: Operation, arguments: Sequence[Value]) -> bool:
    least = sum(not one.optional for one in operation.parameters)
    plain = all(one.need is Need.VALUE for one in operation.parameters[: len(arguments)])
    return plain and least <= len(arguments) <= len(operation.parameters)


def _filled(operation: Operation, shown: Sequence[tuple[Value, ...]]) -> Operation:
    """With kinds that examples show where nothing else says them."""

    def kind(at: int, taken: Taken) -> Kind:
        seen = None if taken.kind.known else shown_kind([one[at] for one in shown if at < len(one)])
        return seen or taken.kind

    return replace(
        operation, parameters=tuple(replace(one, kind=kind(at, one)) for at, one in enumerate(operation.parameters))
    )
