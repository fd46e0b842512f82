"""A difference on a page says exactly what changed."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from assay_web.kit.differences import MAX_LINES, FileDiff, file_diff, file_diffs

LINES = st.lists(st.sampled_from(["a", "b", "<c>", "", "    d"]), max_size=30).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


def texts(diff: FileDiff, *kinds: str) -> list[str]:
    return [unescape(re.sub(r"<[^>]*>", "", row.html)) for row in diff.rows if row.kind in kinds]


@given(LINES, LINES)
def test_with_all_context_both_texts_can_be_read_back(before: str, after: str) -> None:
    diff = file_diff("f.py", before, after, around=1000)
    if before != after:
        assert texts(diff, "same", "remove") == before.split("\n")[:-1]
        assert texts(diff, "same", "add") == after.split("\n")[:-1]
    else:
        assert diff.rows == ()


@given(LINES, LINES)
def test_counts_are_those_of_the_rows(before: str, after: str) -> None:
    diff = file_diff("f.py", before, after)
    assert diff.added == len(texts(diff, "add"))
    assert diff.removed == len(texts(diff, "remove"))
    assert diff.added - diff.removed == after.count("\n") - before.count("\n")


def test_rows_carry_the_line_numbers_of_both_sides() -> None:
    diff = file_diff("f.py", "one\ntwo\nthree\n", "one\nzwei\nthree\n")
    assert [(row.kind, row.before, row.after) for row in diff.rows] == [
        ("same", 1, 1),
        ("remove", 2, None),
        ("add", None, 2),
        ("same", 3, 3),
    ]


def test_left_out_lines_leave_a_gap() -> None:
    before = "".join(f"{n}\n" for n in range(100))
    diff = file_diff("f.py", before, before.replace("\n50\n", "\nfifty\n"))
    assert [row.kind for row in diff.rows].count("gap") == 1
    assert len(diff.rows) == 1 + 3 + 2 + 3


def test_only_files_that_changed_are_listed_by_path() -> None:
    before = {"a.py": "x\n", "b.py": "y\n"}
    after = {"b.py": "z\n", "new.py": "n\n", "a.py": "x\n"}
    assert [diff.path for diff in file_diffs(before, after)] == ["b.py", "new.py"]


def test_a_difference_beyond_the_limit_says_so() -> None:
    diff = file_diff("f.py", "a\n" * MAX_LINES, "b\n" * 7)
    assert diff.too_long
    assert (diff.added, diff.removed, diff.rows) == (7, MAX_LINES, ())
