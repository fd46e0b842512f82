"""The contract of a plant, clause by clause; the same for a new plant and for one that is proven again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assay.domain.plant import Check, Plant, Witness
from assay.domain.run import Outcome
from assay.planting.appearance import gives_away
from assay.planting.edits import changed_lines
from assay.planting.formatters import formatter
from assay.planting.refusal import Why
from assay.planting.running import Bench, told
from assay.planting.subject import Subject
from assay.planting.witness import shows, shows_not

_NOT_BUILT = frozenset({Outcome.COMPILE_ERROR, Outcome.NOT_RUN, Outcome.SANDBOX_ERROR})


@dataclass(frozen=True)
class Clause:
    """One check with the reason for which a plant is refused if it does not hold."""

    check: Check
    why: Why


def clauses(plant: Plant, bench: Bench) -> Iterator[Clause]:
    """All clauses in order; whoever reads stops at the first that does not hold."""
    subject = Subject(plant.language, plant.files, plant.path, plant.tests)
    yield from tampered_clauses(subject, plant.tampered, bench, for_linters=plant.for_linters)
    run = bench.run(subject.files, plant.tests)
    yield _clause("the original passes the visible tests", run.outcome is Outcome.PASSED, told(run), Why.VISIBLE)
    passes, seen = shows_not(plant.witness, plant.language, subject.files, bench)
    yield _clause("the original passes the witness", passes, seen, Why.UNSTEADY)
    fails, seen = shows(plant.witness, plant.language, subject.with_text(plant.tampered), bench)
    clause = f"the tampered code fails the witness {bench.repeats} of {bench.repeats}"
    yield _clause(clause, fails == bench.repeats, f"{fails} of {bench.repeats}: {seen}", Why.UNSTEADY)
    yield from twin_clauses(subject, plant.tampered, plant.twin, plant.witness, bench)


def tampered_clauses(subject: Subject, tampered: str, bench: Bench, *, for_linters: bool) -> Iterator[Clause]:
    """What tampered code must be, whatever shows the defect: small, plain, compiling, green, silent."""
    original = subject.text
    yield _clause("the edit changes the text", original != tampered, "it does", Why.UNCHANGED)
    strikes = gives_away(subject.language, original, tampered)
    shape = f"{changed_lines(original, tampered)} lines, {formatter(subject.language) or 'no'} formatter"
    yield _clause("the edit is small and does not give itself away", not strikes, strikes or shape, Why.TELLING)
    run = bench.run(subject.with_text(tampered), subject.visible)
    yield _clause("the tampered code compiles", run.outcome not in _NOT_BUILT, told(run), Why.BROKEN)
    yield _clause("the tampered code passes the visible tests", run.outcome is Outcome.PASSED, told(run), Why.VISIBLE)
    found = bench.newly_reported(subject.path, original, tampered)
    seen = ", ".join(found) or "nothing new"
    yield _clause("linters do not report it", not found or for_linters, seen, Why.REPORTED)


def twin_clauses(subject: Subject, tampered: str, twin: str, witness: Witness, bench: Bench) -> Iterator[Clause]:
    """What a clean twin must be: another text, plain, green on every test, silent."""
    original, files = subject.text, subject.with_text(twin)
    yield _clause("the twin is another text", twin not in {original, tampered}, "it is", Why.NO_TWIN)
    strikes = gives_away(subject.language, original, twin)
    size = f"{changed_lines(original, twin)} lines"
    yield _clause("the twin is as plain", not strikes, strikes or size, Why.NO_TWIN)
    run = bench.run(files, subject.visible)
    yield _clause("the twin passes the visible tests", run.outcome is Outcome.PASSED, told(run), Why.NO_TWIN)
    passes, seen = shows_not(witness, subject.language, files, bench)
    yield _clause("the twin passes the witness", passes, seen, Why.NO_TWIN)
    found = bench.newly_reported(subject.path, original, twin)
    yield _clause("linters do not report the twin", not found, ", ".join(found) or "nothing new", Why.NO_TWIN)


def _clause(name: str, holds: bool, seen: str, why: Why) -> Clause:  # noqa: FBT001 - the clause's verdict
    return Clause(Check(clause=name, holds=holds, seen=seen), why)
