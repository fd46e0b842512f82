"""Objects on the lines of a file that follows somebody else's schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assay.errors import RecordError
from assay.interchange.lines import read_lines
from assay.interchange.shown import visible

Row = Mapping[str, Any]


def json_rows(path: Path) -> Iterator[tuple[str, Row | RecordError]]:
    """Each line's place (``file:line``) and its object, or why it has none. A file that cannot be read is one error."""
    file = visible(str(path))
    try:
        for line in read_lines(path):
            where = f"{file}:{line.number}"
            if line.content is None:
                yield where, RecordError("the line is too long and was skipped", where=where)
            elif line.content.strip():
                yield where, _row(line.content, where)
    except RecordError as error:
        yield file, error


def _row(content: bytes, where: str) -> Row | RecordError:
    try:
        row = json.loads(content)
    except (ValueError, RecursionError) as error:
        return RecordError(f"not JSON: {visible(str(error), 100)}", where=where, remedy="one JSON object per line")
    return row if isinstance(row, dict) else RecordError("is no JSON object", where=where)


def text_of(row: Row, *keys: str) -> str | None:
    """The first of these keys that holds text."""
    return next((row[key] for key in keys if isinstance(row.get(key), str) and row[key].strip()), None)


def first_row(path: Path) -> Row:
    """The object on the first line; empty where there is none."""
    if path.is_dir() or not path.name.endswith((".jsonl", ".jsonl.gz", ".json.gz", ".ndjson")):
        return {}
    first = next(json_rows(path), ("", {}))[1]
    return {} if isinstance(first, RecordError) else first
