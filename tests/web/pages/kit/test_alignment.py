"""Hunks between two texts say exactly what changed, whatever the texts are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay_web.kit.alignment import aligned, hunks, lines_of

LINES = st.lists(st.sampled_from(["a", "b", "c", "}", "", "    x = 1"]), max_size=40)


@given(LINES, LINES)
def test_between_hunks_all_lines_are_equal_and_hunks_are_in_order(first: list[str], second: list[str]) -> None:
    at = other = 0
    for start, end, other_start, other_end in hunks(first, second):
        assert start > at or other_start > other or (at, other) == (0, 0)
        assert first[at:start] == second[other:other_start]
        assert end > start or other_end > other_start
        at, other = end, other_end
    assert first[at:] == second[other:]


@given(LINES)
def test_equal_texts_have_no_hunks(lines: list[str]) -> None:
    assert hunks(lines, list(lines)) == []


def test_a_line_put_in_is_one_hunk() -> None:
    assert aligned("one\ntwo\nthree\n", "one\ntwo\nnew\nthree\n") == ((2, 2, 2, 3),)


def test_moved_blocks_keep_the_longer_one_in_place() -> None:
    before = ["def a():", "    1", "    2", "    3", "def b():", "    4"]
    after = ["def b():", "    4", "def a():", "    1", "    2", "    3"]
    assert hunks(before, after) == [(0, 0, 0, 2), (4, 6, 6, 6)]


def test_what_has_only_frequent_lines_in_common_is_replaced_as_a_whole() -> None:
    assert len(hunks(["x", "}"] * 100, ["}", "y"] * 100)) == 1


def test_lines_end_at_line_feeds_only() -> None:
    assert lines_of("a\r\nb\u2028c\n") == ["a", "b\u2028c"]
    assert lines_of("") == []
