"""The table of first places answers as a dictionary would, however its hashes fall."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from assay.interchange.first_seen import FirstSeen

HASHES = st.one_of(
    st.integers(-(2**63), 2**63 - 1), st.integers(-3, 3), st.sampled_from([n << 40 for n in range(-5, 6)])
)


@given(st.lists(HASHES))
def test_it_answers_as_a_dictionary_does(hashes: list[int]) -> None:
    seen, plain = FirstSeen(), dict[int, int]()
    for number, one in enumerate(hashes, 1):
        assert (one in seen) == (one in plain)
        assert seen.setdefault(one, number) == plain.setdefault(one, number)
    assert len(seen) == len(plain)


def test_it_holds_many_in_little_memory() -> None:
    seen = FirstSeen()
    many = 20_000
    for number in range(1, many + 1):
        assert seen.setdefault(hash(str(number)), number) == number
    assert all(seen.setdefault(hash(str(number)), 0) == number for number in range(1, many + 1))
    held = sys.getsizeof(seen._keys) + sys.getsizeof(seen._numbers)
    assert held < 50 * many
