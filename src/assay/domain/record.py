"""What every interchange record shares: frozen, no unknown keys, text that any database and any screen can hold."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, JsonValue, StringConstraints

MAX_FILE_BYTES = 4 * 1024 * 1024
"""Largest text of one file, in bytes of UTF-8."""

MAX_FILES_BYTES = 16 * 1024 * 1024
"""Largest sum over the files of one candidate (or of tests, base files, reference), in bytes of UTF-8."""

MAX_FILES = 2000
"""Most files in one candidate."""

MAX_DEPTH = 100
"""Most arrays and objects within one another in a free value: half of what readers of JSON take, since records are
written into other documents too.
"""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Record(BaseModel):
    """Base of all interchange records."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        ser_json_inf_nan="null",
    )


def _text(value: str) -> str:
    if "\x00" in value:
        msg = "contains a NUL byte; remove it or keep the file out of the record"
        raise ValueError(msg)
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            msg = "contains half of a surrogate pair; write the text as UTF-8"
            raise ValueError(msg) from None
    return value


def _free(value: JsonValue) -> JsonValue:
    """Level by level, so that no depth is too much to look at."""
    depth, level = 0, [value]
    while level:
        for one in level:
            if isinstance(one, str):
                _text(one)
        holding = [one for one in level if isinstance(one, dict | list)]
        depth += bool(holding)
        if depth > MAX_DEPTH:
            msg = f"is nested more than {MAX_DEPTH} levels deep; write it flatter or leave it out"
            raise ValueError(msg)
        level = [part for one in holding for part in (one if isinstance(one, list) else [*one, *one.values()])]
    return value


def _size(text: str) -> int:
    """Bytes of UTF-8; most texts are ASCII, of which Python knows it without a look."""
    return len(text) if text.isascii() else len(text.encode())


def _file_text(value: str) -> str:
    size = _size(_text(value))
    if size > MAX_FILE_BYTES:
        msg = f"is {size / 1e6:.1f} MB; the limit for one file is {MAX_FILE_BYTES / 1e6:.1f} MB"
        raise ValueError(msg)
    return value


@lru_cache(maxsize=4096)
def _path(value: str) -> str:
    """Remembered, since the tasks of a file are mostly written in files of the same few names."""
    problem = _path_problem(_text(value))
    if problem:
        msg = f"is not a usable file name ({problem}); use a relative path such as src/app.py"
        raise ValueError(msg)
    return value


def _path_problem(value: str) -> str:
    parts = value.split("/")
    problems = {
        "it is absolute": value.startswith("/") or re.match(r"[A-Za-z]:", value),
        "it contains a backslash": "\\" in value,
        "it leaves the task's folder": ".." in parts,
        "it contains control characters": _CONTROL.search(value),
        "it has an empty part": value != value.strip() or any(part in {"", "."} for part in parts),
        "it is too long": len(value.encode()) > 1024 or any(len(part.encode()) > 255 for part in parts),
    }
    return next((problem for problem, found in problems.items() if found), "")


@lru_cache(maxsize=4096)
def _identifier(value: str) -> str:
    """Remembered, since findings say again and again which candidate they are about."""
    if _CONTROL.search(_text(value)) or value != value.strip() or value in {".", ".."}:
        msg = "is not a usable id; use letters, digits, '.', '_', '-' or '/'"
        raise ValueError(msg)
    return value


def _files(value: dict[str, str]) -> dict[str, str]:
    if len(value) > MAX_FILES:
        msg = f"has {len(value)} files; the limit is {MAX_FILES}"
        raise ValueError(msg)
    size = sum(map(_size, value.values()))
    if size > MAX_FILES_BYTES:
        msg = f"holds {size / 1e6:.1f} MB; the limit is {MAX_FILES_BYTES / 1e6:.1f} MB"
        raise ValueError(msg)
    for path in value if len(value) > 1 else ():
        folder = path.rpartition("/")[0]
        while folder:
            if folder in value:
                msg = f"has {folder!r} both as a file and as a folder; rename one of them"
                raise ValueError(msg)
            folder = folder.rpartition("/")[0]
    return value


Text = Annotated[str, AfterValidator(_text)]
"""Any text without NUL and without lone surrogates."""

Title = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_text)]
"""One line that names something."""

Name = Annotated[str, StringConstraints(max_length=300), AfterValidator(_text)]
"""What a model or a tool is called: short enough for an index of any database."""

FreeValue = Annotated[JsonValue, AfterValidator(_free)]
"""Any JSON whose keys and strings are :data:`Text`, at most :data:`MAX_DEPTH` levels deep."""

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_identifier)]
"""Names a task or candidate within its file or project."""

FilePath = Annotated[str, StringConstraints(min_length=1), AfterValidator(_path)]
"""Relative POSIX path that stays in its folder."""

FileText = Annotated[str, AfterValidator(_file_text)]
"""Text of one file, at most :data:`MAX_FILE_BYTES` bytes."""

Files = Annotated[dict[FilePath, FileText], AfterValidator(_files)]
"""Path to text, at most :data:`MAX_FILES_BYTES` bytes and :data:`MAX_FILES` files in all."""
