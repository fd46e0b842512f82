"""Steps of a solution: together they are the whole text, and each begins where a block begins."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assay.export.steps import steps

TEXTS = st.text(st.sampled_from("ab \n\t)}"), max_size=60)


@given(TEXTS)
def test_joined_they_are_the_text(text: str) -> None:
    found = list(steps({"a.py": text}))
    assert "\n".join(one.text for one in found) == text.removesuffix("\n")


@given(TEXTS)
def test_their_lines_follow_each_other(text: str) -> None:
    found = list(steps({"a.py": text}))
    assert found[0].start_line == 1
    assert found[-1].end_line == text.removesuffix("\n").count("\n") + 1
    assert all(one.end_line + 1 == two.start_line for one, two in pairwise(found))


def test_blocks_are_cut_at_the_margin_only() -> None:
    code = "import os\n\n\ndef a():\n    x = 1\n\n    return x\n\n\nclass B:\n    pass\n"
    assert [one.text.strip().partition("\n")[0] for one in steps({"m.py": code})] == [
        "import os",
        "def a():",
        "class B:",
    ]
