from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from assay.errors import InputError
from assay.interchange.toml import write_toml

_text = st.text(st.characters(exclude_categories=["Cs"]))
_values = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | _text,
    lambda inner: st.lists(inner) | st.dictionaries(_text, inner),
    max_leaves=12,
)


@given(st.dictionaries(_text, _values))
def test_what_is_written_is_read_back(document: dict[str, JsonValue]) -> None:
    assert tomllib.loads(write_toml(document)) == document


def test_simple_values_stand_before_tables() -> None:
    document: dict[str, JsonValue] = {
        "tests": {"n": 1},
        "id": "x",
        "candidates": [{"id": "a", "o": {"m": 1}}, {"id": "b"}],
    }
    assert write_toml(document) == (
        'id = "x"\n\n[tests]\nn = 1\n\n[[candidates]]\nid = "a"\n\n[candidates.o]\nm = 1\n\n[[candidates]]\nid = "b"\n'
    )


def test_null_is_refused_by_its_path() -> None:
    with pytest.raises(InputError, match=r"^\$\.a\.b: null cannot be written as TOML"):
        write_toml({"a": {"b": [None]}})
