"""What crosses the link: values as they were, and lists that stay the same ones on both sides."""

from __future__ import annotations

import json
import math
import string
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.evidence.languages._python.linked import linked_wire
from assay.evidence.languages._python.linked.linked_wire import Beyond, Heap, lines

ATOMS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text()
    | st.binary()
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.datetimes()
    | st.dates()
    | st.times()
)
KEYS = st.recursive(ATOMS, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=4)
VALUES = st.recursive(
    KEYS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.tuples(inner)
        | st.sets(KEYS, max_size=3)
        | st.binary().map(bytearray)
    ),
    max_leaves=12,
)


def cross(sender: Heap, receiver: Heap, value: object) -> Any:  # noqa: ANN401 - a value
    """``value`` as the other side has it."""
    form = sender.form(value)
    told = json.loads(json.dumps({"value": form, "heap": sender.changes()}))
    receiver.take(told["heap"])
    return receiver.value(told["value"])


@given(VALUES)
def test_a_value_crosses_as_it_is_and_comes_back_as_itself(value: object) -> None:
    here, there = Heap(0), Heap(1)
    over = cross(here, there, value)
    assert repr(over) == repr(value) or over == value
    assert type(over) is type(value)
    back = cross(there, here, over)
    assert back is value or not isinstance(value, list | dict | set | bytearray)
    assert back == value


@given(st.lists(st.lists(st.integers())), st.lists(st.integers()))
def test_changes_on_either_side_are_seen_on_the_other(grid: list[list[int]], row: list[int]) -> None:
    here, there = Heap(0), Heap(1)
    over = cross(here, there, grid)
    over.append(list(row))
    over.reverse()
    cross(there, here, None)
    assert grid == over
    grid.append(grid[0])
    grid[0].append(7)
    cross(here, there, None)
    assert over == grid
    assert over[-1] is over[0]


def test_only_what_has_changed_is_told_again_and_nothing_that_nobody_holds() -> None:
    here, there = Heap(0), Heap(1)
    first, second = [1], [2]
    cross(here, there, (first, second))
    second.append(3)
    assert [number for number, _, _ in here.changes()] == [2]
    assert here.unused() == []
    del first
    assert here.unused() == [0]
    assert here.held == {2: [2, 3]}


def test_a_list_within_itself_is_one_on_the_other_side_too() -> None:
    loop: list[object] = []
    loop.append(loop)
    over = cross(Heap(0), Heap(1), loop)
    assert over[0] is over


@pytest.mark.parametrize(
    "value", [math.nan, object(), int, lambda: 0, type("Number", (int,), {})(1), [[1.0, math.nan]]]
)
def test_what_is_of_no_plain_type_does_not_cross(value: object) -> None:
    with pytest.raises(Beyond):
        cross(Heap(0), Heap(1), value)


@pytest.mark.parametrize(
    "form",
    [["@", 4], ["q"], ["i", "x"], ["t", 5], ["r", 0], [], ["z", [["@", 1]]], ["p", "os.system", "x"], {"a": 1}, 1.5],
)
def test_a_form_of_nothing_is_refused(form: object) -> None:
    heap = Heap(0)
    heap.hold(1, [])
    with pytest.raises((LookupError, TypeError, ValueError)):
        heap.value(form)


def reading(*parts: bytes) -> Callable[[int, int], bytes]:
    """Read these one after another, and then that the other side is gone."""
    left = iter(parts)
    return lambda _, __: next(left, b"")


@given(st.lists(st.text(string.ascii_letters, max_size=12)), st.lists(st.integers(0, 60)))
def test_lines_are_whole_wherever_they_are_cut(written: list[str], cuts: list[int]) -> None:
    data = "".join(f"{line}\n" for line in written).encode()
    places = [0, *sorted(cuts), len(data)]
    parts = [data[start:end] for start, end in pairwise(places) if data[start:end]]
    assert list(lines(0, reading(*parts))) == written


def test_a_line_that_is_too_long_or_has_no_end_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked_wire, "LONGEST", 8)
    assert list(lines(0, reading(b"short\nmuch ", b"longer", b"\nlater\n"))) == ["short"]
    assert list(lines(0, reading(b"short\nno end"))) == ["short"]
