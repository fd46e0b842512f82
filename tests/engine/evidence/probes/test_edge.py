"""The edge probe: what is written of a function and does not hold is found with its statement, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.domain.finding import Proof, SourceKind
from assay.domain.task import Language
from assay.errors import InputError
from assay.evidence.caller import Parameter
from assay.evidence.differential.kinds import REAL, TEXT, WHOLE, list_of
from assay.evidence.probe import PROBES, ProbeSubject
from assay.evidence.probes._edge.conditions import spoken_of
from assay.evidence.sandbox import choose_sandbox
from assay.workflows.probe import Probed, probe, replay

CORPUS = Path(__file__).parents[3] / "corpus" / "edge"
EXPECTED = {
    ("median", "example"),
    ("median", "unannounced"),
    ("chunks", "no-exception"),
    ("first_word", "other-result"),
    ("initials", "unannounced"),
    ("index_of", "return-type"),
    ("ranked", "changes-argument"),
    ("average", "unannounced"),
}


def probed(source: str, prompt: str = "") -> Probed:
    return probe(Language.PYTHON, {"subject.py": source}, prompt=prompt, select=["edge"])


def test_what_is_broken_is_found_with_its_statement() -> None:
    source = (CORPUS / "faulty.py").read_text()
    found = probed(source)
    assert {(one.title.partition("(")[0], one.source.rule) for one in found.findings} == EXPECTED
    for one in found.findings:
        assert one.source.kind is SourceKind.PROBE
        assert one.proof is Proof.DEMONSTRATED
        quoted = one.explanation.split("> ")[1].partition("\n")[0]
        assert quoted.removesuffix(" == 2.0").removesuffix(".") in " ".join(source.split())


def test_the_right_twins_are_not_accused() -> None:
    found = probed((CORPUS / "right.py").read_text())
    assert found.findings == ()
    assert found.tried is not None
    assert found.tried["edge"].startswith("nothing else among")


def test_an_example_of_the_prompt_counts() -> None:
    source = "def double(x):\n    return x + 2\n"
    (finding,) = probed(source, "Write `double(x)`. For instance double(3) returns 6.").findings
    assert finding.title == "double(3) returns 5, although it is written: double(3) returns 6."
    assert finding.reproducer is not None


def test_what_the_text_rules_out_is_not_tried() -> None:
    source = '''def share(total: float, people: int) -> float:
    """Each one's share of a positive total among a positive number of people."""
    return total / people
'''
    assert probed(source).findings == ()


def test_an_exception_that_the_file_raises_itself_is_announced() -> None:
    source = "def at(values: list[int]) -> int:\n    if not values:\n        raise IndexError('empty')\n    return values[0]\n"  # noqa: E501
    assert probed(source).findings == ()


@pytest.mark.parametrize(
    ("condition", "spoken"),
    [
        ("the list is empty", [(0, [])]),
        ("name is empty", [(1, "")]),
        ("rate is negative", [(2, -1.0)]),
        ("the list is not empty", []),
        ("values and name are empty", []),
        ("it rains", []),
    ],
)
def test_conditions_are_read_or_passed_over(condition: str, spoken: list[object]) -> None:
    parameters = [Parameter("values", list_of(WHOLE)), Parameter("name", TEXT), Parameter("rate", REAL)]
    only = parameters[:1] if "the list" in condition else parameters
    assert list(spoken_of(condition, only)) == spoken


def test_a_breach_replays_on_the_faulty_one_only() -> None:
    faulty, right = ((CORPUS / name).read_text() for name in ("faulty.py", "right.py"))
    record = next(one for one in probed(faulty).replays if one["kind"] == "other-result")
    assert replay(Language.PYTHON, {"subject.py": faulty}, record) == (3, 3)
    assert replay(Language.PYTHON, {"subject.py": right}, record) == (0, 3)
    with pytest.raises(InputError, match="no call of the edge probe"):
        PROBES.get("edge").replay(choose_sandbox(), ProbeSubject({}), {"entry": 3})


def test_hostile_text_is_only_text() -> None:
    source = 'def f(x: int) -> int:\n    """raises `' + "(" * 5000 + "` if f(" + "[" * 5000 + '"""\n    return x\n'
    assert probed(source).findings == ()
    assert probed("def f(x: int) -> int:\n    import os; os._exit(3)\n").findings == ()
