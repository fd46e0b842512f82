"""Items of an assessment: nothing but the code tells a defect from its clean twin."""

from __future__ import annotations

from typing import Any

import pytest

from assay.domain.finding import Category, Severity
from assay.domain.gold import Anchor
from assay.domain.plant import Plant, Witness, WitnessKind, WitnessOrigin
from assay.domain.task import Language, Task, Tests
from assay.planting.items import items

ORIGINAL = "def late(day, due):\n    return day > due\n"
TAMPERED = "def late(day, due):\n    return day >= due\n"
TWIN = "def late(day, due):\n    return due < day\n"
VISIBLE = "from late import late\n\n\ndef test_late():\n    assert late(3, 1)\n"
HIDDEN = "from late import late\n\n\ndef test_on_the_day():\n    assert not late(3, 3)\n"


@pytest.fixture
def plant() -> Plant:
    return Plant(
        id="0123456789abcdef",
        language=Language.PYTHON,
        path="late.py",
        operator="boundary",
        operator_version="1",
        seed=0,
        category=Category.LOGIC,
        cwe=193,
        severity=Severity.MAJOR,
        title="The limit falls on the wrong side",
        explanation="On the day itself it is late already.",
        anchors=(Anchor(start_line=2, end_line=2),),
        files={"late.py": ORIGINAL, "days.py": "WEEK = 7\n"},
        tampered=TAMPERED,
        twin=TWIN,
        tests=Tests(files={"test_late.py": VISIBLE}, visible=("test_late.py",)),
        witness=Witness(
            kind=WitnessKind.TESTS,
            origin=WitnessOrigin.GIVEN,
            shows="the hidden test fails",
            tests=Tests(files={"test_hidden.py": HIDDEN}),
        ),
    )


def told(task: Task) -> dict[str, Any]:
    """What a task says, without its name and the code under review."""
    document = task.model_dump(mode="json")
    document.pop("id")
    document["candidates"][0]["files"].pop("late.py")
    return document


def test_the_two_differ_in_the_code_under_review_alone(plant: Plant) -> None:
    defect, clean = items(plant, title="Late", prompt="Say what is late.", secret=b"one")
    assert told(defect.task) == told(clean.task)
    assert defect.task.candidates[0].files == {"late.py": TAMPERED}
    assert clean.task.candidates[0].files == {"late.py": TWIN}


def test_the_gold_says_which_is_which(plant: Plant) -> None:
    defect, clean = items(plant, title="Late", prompt="Say what is late.", secret=b"one")
    assert (defect.gold.clean, [one.id for one in defect.gold.defects]) == (False, [plant.id])
    assert (clean.gold.clean, clean.gold.defects) == (True, ())
    assert [one.gold.task for one in (defect, clean)] == [one.task.id for one in (defect, clean)]


def test_names_tell_nothing_without_the_secret_and_stay_with_it(plant: Plant) -> None:
    names = [one.task.id for one in items(plant, title="Late", prompt="Say what is late.", secret=b"one")]
    others = [one.task.id for one in items(plant, title="Late", prompt="Say what is late.", secret=b"two")]
    assert names == [one.task.id for one in items(plant, title="Late", prompt="Say what is late.", secret=b"one")]
    assert len({*names, *others}) == 4
    assert all(plant.id not in name for name in names)


def test_the_witness_is_a_hidden_test_of_both_and_the_visible_ones_stay_visible(plant: Plant) -> None:
    for one in items(plant, title="Late", prompt="Say what is late.", secret=b"one"):
        assert one.task.tests.visible == ("test_late.py",)
        assert one.task.tests.files == {"test_late.py": VISIBLE, "test_hidden.py": HIDDEN}
        assert one.task.files == {"days.py": "WEEK = 7\n"}
        assert one.task.reference is not None


def test_a_witness_that_is_a_call_adds_no_test(plant: Plant) -> None:
    call = Witness(kind=WitnessKind.CALL, origin=WitnessOrigin.GENERATED, shows="late(3, 3) returns True", entry="late")
    one, _ = items(plant.model_copy(update={"witness": call}), title="Late", prompt="Say.", secret=b"one")
    assert one.task.tests == plant.tests
