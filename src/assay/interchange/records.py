"""One record from one line of JSON, or one clear error."""

from __future__ import annotations

import re
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from assay.errors import RecordError
from assay.interchange.lines import MAX_LINE_BYTES, Line
from assay.interchange.problems import explain

R = TypeVar("R", bound=BaseModel)

MOST_EXPLAINED = 1000
"""A record with more problems than this is something else than a record, and none of them is looked at."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_JITER = re.compile(r"(?P<what>.*) at line \d+ column (?P<column>\d+)$")


def parse_line(line: Line, model: type[R], file: str) -> R:
    """The record on ``line`` of ``file``.

    Raises:
        RecordError: with ``where`` as ``file:line: JSON path``.
    """
    where = f"{file}:{line.number}"
    if line.content is None:
        raise RecordError(
            f"the line is longer than {MAX_LINE_BYTES // 2**20} MiB and was skipped",
            where=where,
            remedy="one record per line; split the record or leave large files out of it",
        )
    return parse_json(line.content.rstrip(b"\r\n").removeprefix(_BYTE_ORDER_MARK), model, where, offset=line.offset)


def parse_json(content: bytes, model: type[R], where: str, *, offset: int = 0) -> R:
    """The record that ``content`` holds; ``offset`` is where it begins in its file, for messages about single bytes.

    Raises:
        RecordError: the content is no UTF-8, no JSON, or no such record.
    """
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        if error.error_count() > MOST_EXPLAINED:
            raise RecordError(
                f"has {error.error_count():,} problems", where=where, remedy="is it such a record at all?"
            ) from None
        if error.errors(include_url=False, include_input=False)[0]["type"] == "json_invalid":
            raise _not_json(content, where, offset, error) from None
        problem = explain(error, from_json(content), model)
        raise RecordError(problem.what, where=f"{where}: {problem.path}", remedy=problem.remedy) from None


def _not_json(content: bytes, where: str, offset: int, error: ValidationError) -> RecordError:
    if content.startswith(_UTF16_MARKS):
        return RecordError("the text is UTF-16", where=where, remedy="save it as UTF-8")
    if b"\x00" in content:
        at = content.index(b"\x00")
        return RecordError(f"NUL byte at byte {offset + at} (column {at + 1})", where=where, remedy="remove it")
    try:
        content.decode()
    except UnicodeDecodeError as wrong:
        return RecordError(
            f"invalid UTF-8: 0x{content[wrong.start]:02x} at byte {offset + wrong.start} (column {wrong.start + 1})",
            where=where,
            remedy="save the text as UTF-8",
        )
    return _broken_json(where, str(error.errors(include_url=False, include_input=False)[0]["ctx"]["error"]))


def _broken_json(where: str, message: str) -> RecordError:
    parts = _JITER.match(message)
    what, column = (parts["what"], f" at column {parts['column']}") if parts else (message, "")
    if what.startswith("EOF while parsing"):
        return RecordError(
            f"truncated JSON: it ends inside {what.removeprefix('EOF while parsing ')}{column}",
            where=where,
            remedy="write each record whole, on one line",
        )
    return RecordError(f"not JSON: {what}{column}", where=where, remedy="write one JSON object per line")
