"""Proving: a proposal becomes a plant when a witness, a clean twin and the whole contract hold; else it is refused.

The cheap clauses come first, and every one of them is run again on the finished record, from the record alone:
:func:`prove` and :func:`prove_again` read the same contract.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from assay.domain.plant import Check, Plant, Witness, plant_id
from assay.domain.run import Outcome
from assay.errors import InputError
from assay.evidence.sandbox import Sandbox
from assay.planting.appearance import as_written
from assay.planting.contract import Clause, clauses, tampered_clauses, twin_clauses
from assay.planting.edits import apply, sites
from assay.planting.operator import Change, Count, Operator, Schedule, Watch
from assay.planting.refusal import Refused, Why
from assay.planting.running import Bench, told
from assay.planting.subject import Subject
from assay.planting.syntax.blocks import enclosing
from assay.planting.twins import twins
from assay.planting.witness import shows, shows_not
from assay.planting.witnesses.adapted import Theatre
from assay.planting.witnesses.call import calls
from assay.planting.witnesses.given import given
from assay.planting.witnesses.observed import counted, watched
from assay.planting.witnesses.schedule import schedules

_MOST_WITNESSES = 40
_MOST_TWINS = 8


@dataclass(frozen=True)
class Proposal:
    """One change that an operator proposes; ``line`` is the original's."""

    operator: Operator
    change: Change
    line: int


@dataclass
class Prover:
    """Proves proposals on one subject; what is known of the original is kept between them."""

    subject: Subject
    bench: Bench
    seed: int = 0
    _theatre: Theatre = field(init=False)

    def __post_init__(self) -> None:
        self._theatre = Theatre(self.bench.sandbox, self.subject)

    def begin(self) -> None:
        """Look whether anything can be proven here.

        Raises:
            InputError: the original does not pass its visible tests, or its hidden ones.
        """
        visible = self.bench.run(self.subject.files, self.subject.visible)
        if visible.outcome is not Outcome.PASSED:
            raise self._wrong("visible", told(visible), "--tests")
        for witness in given(self.subject):
            passes, seen = shows_not(witness, self.subject.language, self.subject.files, self.bench)
            if not passes:
                raise self._wrong("hidden", seen, "--witness")

    def _wrong(self, tests: str, seen: str, option: str) -> InputError:
        return InputError(
            f"the code does not pass its {tests} tests: {seen}",
            where=self.subject.path,
            remedy=f"defects are planted in code that is right; name its tests with {option}",
        )

    def prove(self, proposal: Proposal) -> Plant | Refused:
        """The plant with its proof, or the first reason against it."""
        original = self.subject.text
        tampered = as_written(self.subject.language, original, apply(original, proposal.change.edits))
        if tampered == original:
            return self._refused(proposal, Why.UNCHANGED, "the text stays the same")
        bench, for_linters = self.bench, proposal.operator.for_linters
        broken = _broken(tampered_clauses(self.subject, tampered, bench, for_linters=for_linters))
        if broken is not None:
            return self._refused(proposal, broken.why, broken.check.seen)
        witness = self._witness(tampered, proposal.change)
        if witness is None:
            return self._refused(proposal, Why.NO_WITNESS, "no input, step or schedule shows a difference")
        twin = next(
            (
                one
                for one in self._twins(tampered)
                if _broken(twin_clauses(self.subject, tampered, one, witness, bench)) is None
            ),
            None,
        )
        if twin is None:
            return self._refused(proposal, Why.NO_TWIN, "no edit that changes nothing passes everything")
        return self._whole(proposal, self._plant(proposal, tampered, witness, twin))

    def _whole(self, proposal: Proposal, plant: Plant) -> Plant | Refused:
        """The plant with the proof of its whole contract."""
        found = list(_until_broken(clauses(plant, self.bench)))
        if not found[-1].check.holds:
            return self._refused(proposal, found[-1].why, found[-1].check.seen)
        proof = tuple(one.check for one in found)
        return plant.model_copy(update={"proof": proof, "versions": dict(sorted(self.bench.versions.items()))})

    def _plant(self, proposal: Proposal, tampered: str, witness: Witness, twin: str) -> Plant:
        subject, operator = self.subject, proposal.operator
        meaning = operator.meaning
        found = sites(subject.text, tampered)
        block = enclosing(subject.language, tampered, found[0])
        return Plant(
            id=plant_id(subject.language, operator.name, subject.text, tampered),
            language=subject.language,
            path=subject.path,
            operator=operator.name,
            operator_version=operator.version,
            seed=self.seed,
            category=meaning.category,
            cwe=meaning.cwe,
            severity=meaning.severity,
            title=" ".join(meaning.title.format(about=proposal.change.about).split())[:300],
            explanation=meaning.why,
            for_linters=operator.for_linters,
            anchors=tuple(dict.fromkeys((*found, block))) if block else found,
            files=dict(subject.files),
            tampered=tampered,
            twin=twin,
            tests=subject.visible,
            witness=witness,
            renamed=dict(subject.renamed),
        )

    def _witness(self, tampered: str, change: Change) -> Witness | None:
        subject = self.subject
        quick = replace(self.bench, repeats=1)
        for number, witness in enumerate(self._witnesses(tampered, change)):
            if number >= _MOST_WITNESSES:
                break
            fails, _ = shows(witness, subject.language, subject.with_text(tampered), quick)
            if fails and shows_not(witness, subject.language, subject.files, quick)[0]:
                return witness
        return None

    def _witnesses(self, tampered: str, change: Change) -> Iterator[Witness]:
        """By how much they are worth to a reader: tests that a person wrote, one call, a changed test."""
        subject = self.subject
        match change.evidence:
            case Watch():
                yield from watched(subject, change.evidence)
            case Count():
                yield from counted(subject, change.evidence)
            case Schedule():
                yield from given(subject)
                yield from schedules(self.bench.sandbox, subject, tampered)
            case None:
                yield from given(subject)
                yield from calls(self.bench.sandbox, subject, tampered, sites(subject.text, tampered)[0])
                yield from self._theatre.differences(tampered)

    def _twins(self, tampered: str) -> Iterator[str]:
        dice = random.Random(f"{self.seed} {tampered}")  # noqa: S311 - a draw that can be repeated
        return islice(twins(self.subject, tampered, dice), _MOST_TWINS)

    def _refused(self, proposal: Proposal, why: Why, detail: str) -> Refused:
        return Refused(proposal.operator.name, proposal.change.about, proposal.line, why, detail)


def prove_again(plant: Plant, sandbox: Sandbox) -> tuple[Check, ...]:
    """Every clause of the contract on the record alone, up to the first that does not hold."""
    bench = Bench(plant.language, sandbox)
    return tuple(one.check for one in _until_broken(clauses(plant, bench)))


def _until_broken(found: Iterator[Clause]) -> Iterator[Clause]:
    for one in found:
        yield one
        if not one.check.holds:
            return


def _broken(found: Iterator[Clause]) -> Clause | None:
    return next((one for one in found if not one.check.holds), None)
