"""Whatever stands in a row of somebody else's file, an importer answers with tasks and errors, and never breaks."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.importer import IMPORTERS, Given

ROWS: dict[str, list[dict[str, Any]]] = {
    "answers": [
        {
            "id": "r",
            "language": "python",
            "aspects": ["correctness"],
            "prompt": "Do it.",
            "source": "s",
            "reference": "x = 0",
            "candidates": [{"model": "m", "code": "x = 1", "files": {"a.py": "x = 1"}, "completion": "x", "ai": True}],
        }
    ],
    "solutions": [{"task_id": "A/1", "completion": "    return 1", "solution": "x = 1", "prompt": "def f():"}],
    "claude-code": [
        {
            "type": "user",
            "sessionId": "s",
            "cwd": "/w",
            "uuid": "1",
            "timestamp": "2026-01-01T00:00:00Z",
            "version": "2",
            "message": {"role": "user", "content": "Mend it."},
        },
        {
            "type": "assistant",
            "sessionId": "s",
            "cwd": "/w",
            "message": {
                "model": "m",
                "content": [{"type": "tool_use", "id": "x", "name": "Edit", "input": {"file_path": "/w/a.py"}}],
            },
        },
        {
            "type": "user",
            "sessionId": "s",
            "cwd": "/w",
            "message": {"content": [{"type": "tool_result", "tool_use_id": "x"}]},
            "toolUseResult": {
                "filePath": "/w/a.py",
                "oldString": "two",
                "newString": "TWO",
                "originalFile": "one\ntwo\n",
            },
        },
    ],
}
STRANGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    inner: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


@pytest.mark.parametrize("name", ROWS)
def test_no_value_breaks_an_importer(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file: Path = tmp_path_factory.mktemp("rows") / "rows.jsonl"

    @settings(max_examples=150)
    @given(at=st.sampled_from(list(places(ROWS[name]))), value=STRANGE)
    def broken(at: tuple[str | int, ...], value: object) -> None:
        rows: Any = copy.deepcopy(ROWS[name])
        here = rows
        for part in at[:-1]:
            here = here[part]
        here[at[-1]] = value
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
        assert all(isinstance(one, Task | RecordError) for one in IMPORTERS.get(name).read(file, Given()))

    broken()
