"""Every operator: it finds its place in right code and none where it must not apply, and what it plants is proven."""

from __future__ import annotations

import pytest
from tests.support.planting import Case, case, cases

from assay.domain.plant import Plant
from assay.domain.task import Language
from assay.evidence.language import LANGUAGES, MissingToolchain
from assay.evidence.sandbox import choose_sandbox
from assay.planting.edits import apply
from assay.planting.operator import OPERATORS
from assay.planting.prove import Proposal, Prover
from assay.planting.running import Bench

ALL = cases()
PROVEN = {
    Language.PYTHON: ("boundary", "cache-key", "call-in-loop", "copy-dropped", "lock-order", "sql-formatted"),
    Language.JAVASCRIPT: ("await-dropped", "loop-left"),
    Language.TYPESCRIPT: ("rounding",),
    Language.GO: ("copy-dropped",),
    Language.RUST: ("overflow",),
    Language.JAVA: ("identity-compared",),
    Language.C: ("overflow",),
    Language.CPP: ("condition-weakened",),
    Language.SQL: ("join-narrowed", "tie-break"),
}
"""A few of each language and of each kind of witness; ``benchmarks/planting.py --cases`` proves them all."""


def test_every_language_with_operators_has_some_that_are_proven_here() -> None:
    assert set(PROVEN) == set(OPERATORS)


@pytest.mark.parametrize("one", ALL, ids=str)
def test_an_operator_finds_its_place_and_none_where_it_must_not_apply(one: Case) -> None:
    changes = list(one.operator.changes(one.subject.text))
    assert changes
    for change in changes:
        assert apply(one.subject.text, change.edits) != one.subject.text
        assert change.about
    assert list(one.operator.changes(one.clean)) == []


@pytest.mark.parametrize("one", [case(language, name) for language in PROVEN for name in PROVEN[language]], ids=str)
def test_what_an_operator_plants_is_proven(one: Case) -> None:
    toolchain = LANGUAGES.get(one.operator.language).toolchain()
    if isinstance(toolchain, MissingToolchain):
        pytest.skip(f"{toolchain.reason}; {toolchain.install}")
    # Once and with one linter: five runs and every linter are what the benchmark and the command do.
    bench = Bench(one.operator.language, choose_sandbox(), repeats=1, linters=("ruff",))
    prover = Prover(one.subject, bench)
    results = [prover.prove(Proposal(one.operator, change, 1)) for change in one.operator.changes(one.subject.text)]
    planted = [result for result in results if isinstance(result, Plant)]
    assert planted, results
    assert all(check.holds for check in planted[0].proof)


def test_code_that_cannot_be_read_has_no_places() -> None:
    for one in ALL:
        assert list(one.operator.changes("def (:")) == []


def test_names_and_meanings_are_whole() -> None:
    for one in ALL:
        meaning = one.operator.meaning
        assert "{about}" in meaning.title or one.operator.name == "loop-left"
        assert meaning.why.endswith(".")
        assert meaning.cwe > 0
