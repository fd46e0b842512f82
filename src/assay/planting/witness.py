"""Asking a witness: does it see the defect in this code?"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, cast

from pydantic import JsonValue

from assay.domain.plant import Witness, WitnessKind
from assay.domain.run import Outcome
from assay.domain.task import Language
from assay.evidence.caller import Ended, Inputs
from assay.evidence.caller import Outcome as Called
from assay.evidence.callers._python.codec import decode
from assay.evidence.differential import telling
from assay.evidence.differential.judge import difference
from assay.evidence.differential.pairing import caller_of
from assay.evidence.differential.search import CALL_S, PATIENCE
from assay.evidence.probe import PROBES, ProbeSubject
from assay.planting.running import Bench, failing, told

Files = Mapping[str, str]


def shows(witness: Witness, language: Language, files: Files, bench: Bench) -> tuple[int, str]:
    """How many of ``bench.repeats`` runs see the defect, each in fresh processes, and how the last one ended."""
    if witness.kind is WitnessKind.SCHEDULE:
        again, runs = _replayed(witness, files, bench)
        return (bench.repeats if again == runs else 0), f"the schedule leads there {again} of {runs} times"
    seen, count = "", 0
    for _ in range(bench.repeats):
        fails, seen = _once(witness, language, files, bench, fresh=True)
        count += fails is True
        if not fails:
            break
    return count, seen


def shows_not(witness: Witness, language: Language, files: Files, bench: Bench) -> tuple[bool, str]:
    """Whether it passes on code that should be right, and what was seen."""
    if witness.kind is WitnessKind.SCHEDULE:
        again, runs = _replayed(witness, files, bench)
        return again == 0, f"the schedule leads there {again} of {runs} times"
    fails, seen = _once(witness, language, files, bench)
    return fails is False, seen


def _once(
    witness: Witness, language: Language, files: Files, bench: Bench, *, fresh: bool = False
) -> tuple[bool | None, str]:
    """True: the defect is seen; False: the code is right; None: the question could not be put."""
    if witness.kind is WitnessKind.CALL:
        return _called(witness, language, files, bench)
    assert witness.tests is not None  # noqa: S101 - of kind tests
    run = bench.run(files, witness.tests, fresh=fresh)
    if run.outcome is Outcome.PASSED:
        return False, told(run)
    return (True if failing(run) else None), told(run)


def _called(witness: Witness, language: Language, files: Files, bench: Bench) -> tuple[bool | None, str]:
    caller = caller_of(language)
    mine = next((one for one in caller.signatures(files) if one.entry == witness.entry), None) if caller else None
    if caller is None or mine is None or witness.expected is None:
        return None, f"there is no function {witness.entry}"
    inputs = cast("Inputs", tuple(decode(one) for one in witness.arguments))
    outcome = caller.call(bench.sandbox, files, mine, [inputs], PATIENCE * CALL_S)[0]
    if outcome.ended is Ended.UNKNOWN:
        return None, "the call could not be made"
    apart = difference(outcome, recalled(witness.expected))
    return apart is not None, f"{telling.call(mine.entry, inputs, language)} {telling.outcome(outcome)}"


def remembered(outcome: Called) -> dict[str, JsonValue]:
    """An outcome as a record holds it."""
    told = dataclasses.asdict(outcome)
    return {**told, "ended": outcome.ended.value}


def recalled(told: Mapping[str, JsonValue]) -> Called:
    """And back."""
    fields = cast("dict[str, Any]", {**told, "ended": Ended(str(told["ended"]))})
    return Called(**fields)


def _replayed(witness: Witness, files: Files, bench: Bench) -> tuple[int, int]:
    subject = ProbeSubject(files, witness.entry, "threads" if witness.entry else "")
    return PROBES.get("race").replay(bench.sandbox, subject, witness.schedule or {})
