"""Proving: what is planted holds the whole contract, what is not is refused with the reason, and records are enough."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.planting import case

from assay.domain.plant import Plant, WitnessKind, WitnessOrigin
from assay.domain.task import Language, Tests
from assay.errors import InputError
from assay.evidence.sandbox import choose_sandbox
from assay.planting.operator import Change, Edit
from assay.planting.prove import Proposal, Prover, prove_again
from assay.planting.refusal import Refused, Why
from assay.planting.renaming import renamed
from assay.planting.running import Bench
from assay.planting.subject import Subject

BOUNDARY = case(Language.PYTHON, "boundary")


def attempt(text: str, *, subject: Subject = BOUNDARY.subject) -> Plant | Refused:
    """What becomes of a change of the whole file."""
    prover = Prover(subject, Bench(Language.PYTHON, choose_sandbox(), linters=("ruff",)))
    change = Change((Edit(0, len(subject.text), text),), "it")
    return prover.prove(Proposal(BOUNDARY.operator, change, 1))


@pytest.fixture(scope="module")
def plant() -> Plant:
    """The boundary of the corpus, with every linter and five runs."""
    prover = Prover(BOUNDARY.subject, Bench(Language.PYTHON, choose_sandbox()), seed=3)
    (change,) = BOUNDARY.operator.changes(BOUNDARY.subject.text)
    planted = prover.prove(Proposal(BOUNDARY.operator, change, 3))
    assert isinstance(planted, Plant)
    return planted


def test_a_plant_records_everything(plant: Plant) -> None:
    assert (plant.operator, plant.cwe, plant.seed, plant.path) == ("boundary", 193, 3, "subject.py")
    assert [(one.start_line, one.end_line) for one in plant.anchors] == [(3, 3), (1, 5)]
    assert plant.witness.kind is WitnessKind.CALL
    assert plant.witness.origin is WitnessOrigin.GENERATED
    assert "grade(50) returns 'fail'" in plant.witness.shows
    assert plant.twin not in {plant.tampered, plant.files["subject.py"]}
    assert "the tampered code fails the witness 5 of 5" in [check.clause for check in plant.proof]
    assert {"ruff", "bandit", "python"} <= set(plant.versions)
    defect = plant.defect()
    assert (defect.id, defect.operator, defect.anchors) == (plant.id, "boundary", plant.anchors)


def test_a_record_is_enough_to_prove_it_again(plant: Plant) -> None:
    again = Plant.model_validate_json(plant.model_dump_json(by_alias=True))
    checks = prove_again(again, choose_sandbox())
    assert [one.clause for one in checks] == [one.clause for one in plant.proof]
    assert all(one.holds for one in checks)


def test_a_record_that_was_mended_is_not_proven_again(plant: Plant) -> None:
    mended = plant.model_copy(update={"tampered": plant.twin})
    last = prove_again(mended, choose_sandbox())[-1]
    assert not last.holds
    assert last.clause == "the tampered code fails the witness 5 of 5"


def test_a_record_whose_twin_is_no_twin_is_not_proven_again(plant: Plant) -> None:
    spoilt = plant.model_copy(update={"twin": plant.files["subject.py"].replace("50", "99")})
    last = prove_again(spoilt, choose_sandbox())[-1]
    assert (last.holds, last.clause) == (False, "the twin passes the visible tests")


def test_what_the_visible_tests_see_is_refused() -> None:
    refused = attempt(BOUNDARY.subject.text.replace("50", "90"))
    assert isinstance(refused, Refused)
    assert refused.why is Why.VISIBLE


def test_what_does_not_compile_is_refused() -> None:
    refused = attempt(BOUNDARY.subject.text.replace("points:", "points::"))
    assert isinstance(refused, Refused)
    assert refused.why is Why.BROKEN


def test_what_changes_nothing_it_does_is_refused() -> None:
    refused = attempt(BOUNDARY.subject.text.replace("points >= 50", "points > 49"))
    assert isinstance(refused, Refused)
    assert refused.why is Why.NO_WITNESS


def test_what_a_linter_reports_is_refused_unless_it_is_meant_for_linters() -> None:
    text = BOUNDARY.subject.text.replace("points >= 50:", "points > 50:\n        unused = 1")
    refused = attempt(text)
    assert isinstance(refused, Refused)
    assert refused.why is Why.REPORTED
    assert "ruff F841" in refused.detail


def test_what_a_linter_said_of_the_original_does_not_count() -> None:
    text = BOUNDARY.subject.text.replace('"pass"\n', '"pass"\n    unused = 1\n')
    subject = replace(BOUNDARY.subject, files={"subject.py": text})
    assert isinstance(attempt(text.replace(">=", ">"), subject=subject), Plant)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("points > 50:  # the bug", "it adds the word 'bug'"),
        ("points > 50:\n        pass\n" + "        pass\n" * 12 + "    if points > 50:", "lines, more than 12"),
    ],
    ids=["it says so", "it is large"],
)
def test_what_gives_itself_away_is_refused(text: str, told: str) -> None:
    refused = attempt(BOUNDARY.subject.text.replace("points >= 50:", text))
    assert isinstance(refused, Refused)
    assert refused.why is Why.TELLING
    assert told in refused.detail


def test_code_that_fails_its_tests_is_no_subject() -> None:
    wrong = replace(BOUNDARY.subject, visible=Tests(files={"test_it.py": "def test_it():\n    assert False\n"}))
    with pytest.raises(InputError, match=r"does not pass its visible tests.*right"):
        Prover(wrong, Bench(Language.PYTHON, choose_sandbox())).begin()


def test_code_that_fails_its_hidden_tests_is_no_subject() -> None:
    hidden = Tests(files={"test_more.py": "def test_it():\n    assert False\n"})
    with pytest.raises(InputError, match=r"does not pass its hidden tests.*--witness"):
        Prover(replace(BOUNDARY.subject, hidden=hidden), Bench(Language.PYTHON, choose_sandbox())).begin()


def test_variables_of_public_code_get_other_names_and_its_tests_stay_green() -> None:
    subject = case(Language.PYTHON, "unit").subject
    bench = Bench(Language.PYTHON, choose_sandbox())
    other = renamed(subject, bench, seed=1)
    assert list(other.renamed) == ["length"]
    assert "length" not in other.text
    Prover(other, bench).begin()
