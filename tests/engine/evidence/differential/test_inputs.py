"""What is tried: examples that are written down, literals, small values first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.evidence.caller import Parameter, Signature
from assay.evidence.differential.hints import examples, literals
from assay.evidence.differential.inputs import Hints, guesses, parameter_kinds, small_inputs
from assay.evidence.differential.kinds import BOOLEAN, REAL, TEXT, UNKNOWN, WHOLE, Kind, Shape, Value, kind_of, list_of
from assay.evidence.differential.pools import Pools
from assay.evidence.differential.shrinking import size, smaller, smaller_inputs

KINDS = st.recursive(
    st.sampled_from([WHOLE, REAL, TEXT, BOOLEAN, UNKNOWN, Kind(Shape.LETTER), Kind(Shape.WHOLE, least=0, most=255)]),
    lambda inner: (
        inner.map(list_of)
        | st.tuples(inner, inner).map(lambda parts: Kind(Shape.TUPLE, parts))
        | inner.map(lambda part: Kind(Shape.SET, (part,)))
        | st.tuples(inner, inner).map(lambda parts: Kind(Shape.MAP, parts))
    ),
    max_leaves=4,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (">>> f([1.0, 2.0], 0.5)\nTrue", [([1.0, 2.0], 0.5)]),
        ("f([], true); f([null], false)", [([], True), ([None], False)]),
        ("assert f(Arrays.asList(1, 2), 3L) == 3", [([1, 2], 3)]),
        ("f(new ArrayList<Integer>(Arrays.asList(1, 2)), 3)", [([1, 2], 3)]),
        ("f({1, 2}, 3)", [({1, 2}, 3)]),
        ("f(vector<int>({1, 2}), 3)", [([1, 2], 3)]),
        ("f([]int{1, 2}, 3)", [([1, 2], 3)]),
        ("f(vec![1, 2], 3)", [([1, 2], 3)]),
        ('f(&"a(b".to_string(), 1)', [("a(b", 1)]),
        ("def f(one, other): ...", []),
        ("f(unknown, 1)", []),
        ("f(1)", []),
        ("f((((", []),
    ],
)
def test_calls_that_are_written_out(text: str, expected: list[object]) -> None:
    assert examples("f", [text], 2) == expected


def test_literals_of_the_code() -> None:
    numbers, words = literals(["if x > 42 and y != -1.5: return 'no way'", "v2 = \"x\" + 'it\\'s'"])
    assert numbers == [42.0, -1.5]
    assert words == ["no way", "x"]


def signature(*kinds: Kind) -> Signature:
    return Signature("f.py", "f", tuple(Parameter(f"p{at}", kind) for at, kind in enumerate(kinds)))


def test_kinds_come_from_annotations_then_from_examples() -> None:
    hints = Hints(examples=[([1, 2], "a"), ([3], "b")])
    assert parameter_kinds(signature(UNKNOWN, UNKNOWN), signature(UNKNOWN, TEXT), hints) == (list_of(WHOLE), TEXT)
    assert parameter_kinds(signature(list_of(UNKNOWN)), signature(UNKNOWN), Hints([([1.5],)])) == (list_of(REAL),)
    assert parameter_kinds(signature(UNKNOWN), signature(UNKNOWN), Hints()) == (UNKNOWN,)


def test_what_is_not_known_is_guessed() -> None:
    assert guesses([WHOLE]) == [(WHOLE,)]
    assert (WHOLE, TEXT) in guesses([WHOLE, UNKNOWN])
    assert 7 < len(guesses([UNKNOWN] * 5)) <= 60


@given(KINDS)
def test_small_values_are_of_their_kind_and_each_once(kind: Kind) -> None:
    values = Pools(numbers=[42.0], texts=["key"]).small(kind)
    assert values
    assert len({repr(value) for value in values}) == len(values)
    for value in values:
        if kind.most is not None:
            assert isinstance(value, int)
            assert 0 <= value <= 255
        if kind.shape is Shape.LETTER:
            assert isinstance(value, str)
            assert len(value) == 1


@given(KINDS, st.integers(0, 5))
def test_drawn_values_can_be_made(kind: Kind, largest: int) -> None:
    Pools(texts=["key"]).drawn(kind, largest)


def test_inputs_begin_with_what_is_simplest() -> None:
    found = small_inputs([WHOLE, list_of(WHOLE)], Pools(), 100)
    assert found[0] == (0, [])
    assert len(found) == 100
    assert small_inputs([], Pools(), 5) == [()]


@given(KINDS, st.integers(0, 4))
def test_smaller_values_come_to_an_end(kind: Kind, largest: int) -> None:
    arguments: tuple[Value, ...] = (Pools(texts=["key"]).drawn(kind, largest),)
    for _ in range(200):
        fewer = [one for one in smaller_inputs(arguments) if size(one) < size(arguments)]
        if not fewer:
            return
        arguments = min(fewer, key=size)
    pytest.fail(f"never smallest: {arguments!r}")


def test_smaller_values_are_simpler() -> None:
    assert list(smaller(True)) == [False]
    assert 0 in list(smaller(17))
    assert [] not in list(smaller([]))
    assert [1] in list(smaller([1, 2]))
    assert "" in list(smaller("a"))


def test_a_text_becomes_plain_in_one_step_where_all_of_it_may() -> None:
    assert {"aaaaaa", "000000", "200000", "222000", "000222"} <= set(smaller("222222"))
    assert list(smaller("0a")) == ["0", "a", "a", "0"], "what is plain already stays"


def test_the_kind_of_a_value() -> None:
    assert kind_of([1, 2.0]) == list_of(REAL)
    assert kind_of([]) == list_of(UNKNOWN)
    assert kind_of({"a": [True]}) == Kind(Shape.MAP, (TEXT, list_of(BOOLEAN)))
