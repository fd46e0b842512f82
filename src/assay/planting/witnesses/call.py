"""A witness by one call: an input on which the original and the tampered code differ, as small as it can be made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pydantic import JsonValue

from assay.domain.gold import Anchor
from assay.domain.plant import Witness, WitnessKind, WitnessOrigin
from assay.evidence.caller import Ended, Signature
from assay.evidence.callers._python.codec import encode
from assay.evidence.differential import telling
from assay.evidence.differential.pairing import caller_of, common_functions, hints_of
from assay.evidence.differential.places import place
from assay.evidence.differential.search import Side, compare_functions
from assay.evidence.sandbox import Sandbox
from assay.planting.subject import Subject
from assay.planting.witness import remembered

BUDGET_S = 3.0
"""Wall seconds for each function."""

_MOST_FUNCTIONS = 3


def calls(sandbox: Sandbox, subject: Subject, tampered: str, site: Anchor) -> Iterator[Witness]:
    """One call for each function that gives a difference; the function around ``site`` is tried first."""
    caller = caller_of(subject.language)
    if caller is None or caller.missing() is not None:
        return
    changed = subject.with_text(tampered)
    pairs = [one for one in common_functions(caller, subject.files, changed, None) if one[0].path == subject.path]
    pairs.sort(key=lambda pair: _distance(pair[1], tampered, site))
    for right, wrong in pairs[:_MOST_FUNCTIONS]:
        sides = Side(subject.files, right), Side(changed, wrong)
        hints = hints_of(sides, list(subject.visible.files.values()))
        found = compare_functions(caller, sandbox, *sides, hints, BUDGET_S).witness
        if found is not None and not found.difference.weak and found.first.ended is not Ended.TIMED_OUT:
            call = telling.call(right.entry, found.arguments, subject.language)
            shows = f"{call} {telling.outcome(found.second)}; the original {telling.outcome(found.first)}"
            yield Witness(
                kind=WitnessKind.CALL,
                origin=WitnessOrigin.GENERATED,
                shows=shows[:600],
                entry=right.entry,
                arguments=tuple(cast("JsonValue", encode(one)) for one in found.arguments),
                expected=remembered(found.first),
            )


def _distance(signature: Signature, text: str, site: Anchor) -> int:
    """Lines from where the function begins down to the site; a function that begins below it comes last."""
    begins = place(signature, text).start_line
    return site.start_line - begins if begins <= site.start_line else len(text)
