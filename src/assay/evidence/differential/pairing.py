"""Which functions two pieces of code have in common, and what is known of their arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assay.domain.task import Language
from assay.evidence.caller import CALLERS, Caller, Signature
from assay.evidence.differential.hints import examples, literals
from assay.evidence.differential.inputs import Hints
from assay.evidence.differential.search import Side


def caller_of(language: Language) -> Caller | None:
    """Who calls functions of this language; None if nobody does."""
    return next((one for one in CALLERS if language in one.languages), None)


def common_functions(
    caller: Caller, first: Mapping[str, str], second: Mapping[str, str], entry: str | None
) -> list[tuple[Signature, Signature]]:
    """Functions of the same name in both: ``entry``, or all that are not private."""
    others = {one.entry: one for one in caller.signatures(second)}
    mine = {one.entry: one for one in caller.signatures(first)}
    names = [entry] if entry else [name for name in mine if not name.startswith("_")]
    return [(mine[name], others[name]) for name in names if name in mine and name in others]


def hints_of(sides: Sequence[Side], texts: Sequence[str]) -> Hints:
    """Examples in ``texts`` and in the code of the sides, and the code's literals."""
    code = [side.files[side.signature.path] for side in sides]
    counts = dict.fromkeys(len(side.signature.parameters) for side in sides)
    found = [one for count in counts for one in examples(sides[0].signature.entry, [*texts, *code], count)]
    numbers, words = literals(code)
    return Hints(found, numbers, [*words, *(value for one in found for value in one if isinstance(value, str))])
