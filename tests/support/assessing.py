"""Planted defects as records, made without a search: small code with a wrong edge, a harmless twin, and a witness."""

from __future__ import annotations

from assay.domain.finding import Category, Severity
from assay.domain.gold import Anchor
from assay.domain.plant import Plant, Witness, WitnessKind, WitnessOrigin, plant_id
from assay.domain.task import Language, Tests

TITLE = "The last value is left out"
EXPLANATION = "The loop ends one value too early, so the sum lacks the last one."
LINE = 5
"""Where the defect is."""


def right(number: int) -> str:
    """Code that differs for each number."""
    return (
        f"def sum_{number}(values):\n"
        f'    """Add {number} and all values."""\n'
        f"    total = {number}\n"
        "    count = len(values)\n"
        "    for index in range(count):\n"
        "        total += values[index]\n"
        "    return total\n"
    )


def plant(number: int, operator: str = "range_end") -> Plant:
    """A defect in code of its own."""
    original = right(number)
    tampered = original.replace("range(count)", "range(count - 1)")
    name = f"sum_{number}"
    shown = f"from summing import {name}\n\n\ndef test_nothing():\n    assert {name}([0]) == {number}\n"
    unseen = f"from summing import {name}\n\n\ndef test_all():\n    assert {name}([1, 2, 4]) == {number + 7}\n"
    return Plant(
        id=plant_id(Language.PYTHON, operator, original, tampered),
        language=Language.PYTHON,
        path="summing.py",
        operator=operator,
        operator_version="1",
        seed=0,
        category=Category.LOGIC,
        cwe=193,
        severity=Severity.MAJOR,
        title=TITLE,
        explanation=EXPLANATION,
        anchors=(Anchor(start_line=LINE, end_line=LINE),),
        files={"summing.py": original},
        tampered=tampered,
        twin=original.replace("index", "place"),
        tests=Tests(files={"test_shown.py": shown}, visible=("test_shown.py",)),
        witness=Witness(
            kind=WitnessKind.TESTS,
            origin=WitnessOrigin.GIVEN,
            shows="the last value is missing",
            tests=Tests(files={"test_unseen.py": unseen}),
        ),
    )
