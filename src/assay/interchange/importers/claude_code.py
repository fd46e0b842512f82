"""Session records of Claude Code: JSON Lines with the turns of a person and an assistant, and the edits it made.

Each request of the person that led to edits is a task: the request is the prompt, the files as they were before the
first edit the base, the files after the last one the candidate; origin is the model that answered and the tool with its
version. Edits are replayed from what the session itself records (``toolUseResult``), so the files need not be there.
An edit that failed, that the person refused, or that lies outside the session's folder does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from assay.domain.record import MAX_FILES_BYTES
from assay.domain.task import Task
from assay.errors import InputError, RecordError
from assay.interchange.importer import Given, aspects_of, language_of, made_task
from assay.interchange.json_rows import Row, first_row, json_rows
from assay.interchange.shown import visible

_EDITS: Final = frozenset({"Edit", "MultiEdit", "Write"})
_KINDS: Final = frozenset({"user", "assistant", "summary", "system", "file-history-snapshot"})


@dataclass
class _Turn:
    """One request as it is replayed."""

    prompt: str
    where: str
    session: str
    at: str
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    model: str | None = None
    version: str | None = None
    held: int = 0


class ClaudeCode:
    """One session, in the order of its lines."""

    name = "claude-code"

    def recognises(self, path: Path) -> bool:
        """By the kind of the first line and the session that it belongs to."""
        row = first_row(path)
        return row.get("type") in _KINDS and bool({"sessionId", "leafUuid", "messageId"} & row.keys())

    def read(self, path: Path, given: Given) -> Iterator[Task | RecordError]:
        """Requests without an edit are passed over; a line that cannot be read is an error."""
        turn: _Turn | None = None
        calls: dict[str, tuple[str, str | None]] = {}
        for where, row in json_rows(path):
            if isinstance(row, RecordError):
                yield row
                continue
            request = _request(row)
            if request is not None:
                yield from _task(turn, given)
                turn, calls = _started(row, request, where), {}
            elif turn is not None and row.get("type") == "assistant":
                calls |= _calls(row)
            elif turn is not None and row.get("type") == "user":
                problem = _edited(turn, row, calls, where)
                if problem is not None:
                    yield problem
        yield from _task(turn, given)


def _request(row: Row) -> str | None:
    """What the person typed, if this line is that: neither a tool's answer nor something the tool says of itself."""
    if row.get("type") != "user" or row.get("isMeta") or row.get("isSidechain") or "toolUseResult" in row:
        return None
    content = _map(row.get("message")).get("content")
    if isinstance(content, str):
        return content if content.strip() else None
    if any(one.get("type") == "tool_result" for one in _maps(content)):
        return None
    return (
        "\n\n".join(str(one["text"]) for one in _maps(content) if one.get("type") == "text" and "text" in one) or None
    )


def _started(row: Row, request: str, where: str) -> _Turn:
    return _Turn(request, where, str(row.get("sessionId") or "session"), str(row.get("uuid") or where))


def _calls(row: Row) -> dict[str, tuple[str, str | None]]:
    message = _map(row.get("message"))
    model = message.get("model")
    return {
        str(one.get("id")): (str(one.get("name")), model if isinstance(model, str) else None)
        for one in _maps(message.get("content"))
        if one.get("type") == "tool_use"
    }


def _edited(turn: _Turn, row: Row, calls: dict[str, tuple[str, str | None]], where: str) -> RecordError | None:
    answers = [one for one in _maps(_map(row.get("message")).get("content")) if one.get("type") == "tool_result"]
    called = next((calls[key] for one in answers if (key := str(one.get("tool_use_id"))) in calls), None)
    result = _map(row.get("toolUseResult"))
    if called is None or called[0] not in _EDITS or not result or any(one.get("is_error") for one in answers):
        return None
    path = _inside(result.get("filePath"), row.get("cwd"))
    if path is None:
        return None
    original = result.get("originalFile")
    known = turn.after.get(path, original if isinstance(original, str) else "")
    changed = _changed(known, result)
    if changed is None:
        return RecordError(f"an edit of {visible(path, 80)!r} cannot be replayed", where=where)
    turn.held += len(changed)
    if turn.held > 4 * MAX_FILES_BYTES:
        return RecordError("edits more than a record may hold", where=where)
    if path not in turn.after and isinstance(original, str):
        turn.before[path] = original
    turn.after[path] = changed
    turn.model = called[1] or turn.model
    version = row.get("version")
    turn.version = version if isinstance(version, str) else turn.version
    return None


def _changed(known: str, result: Row) -> str | None:
    if isinstance(result.get("content"), str):
        return str(result["content"])
    edits = result["edits"] if isinstance(result.get("edits"), list) else [result]
    for edit in _maps(edits):
        old, new = (edit.get(key, edit.get(other)) for key, other in _EDIT_KEYS)
        everywhere = edit.get("replaceAll", edit.get("replace_all", False))
        if not isinstance(old, str) or not isinstance(new, str) or (old not in known) or (not old and known):
            return None
        known = known.replace(old, new) if everywhere and old else known.replace(old, new, 1)
    return known


_EDIT_KEYS: Final = (("oldString", "old_string"), ("newString", "new_string"))


def _inside(path: object, folder: object) -> str | None:
    if not isinstance(path, str) or not isinstance(folder, str):
        return None
    try:
        return PurePosixPath(path).relative_to(folder).as_posix()
    except ValueError:
        return None


def _task(turn: _Turn | None, given: Given) -> Iterator[Task | RecordError]:
    if turn is None or turn.after == turn.before or not turn.after:
        return
    try:
        language = language_of(given, turn.after)
    except InputError as error:
        yield RecordError(error.what, where=turn.where, remedy=error.remedy)
        return
    tool = given.tool or " ".join(["Claude Code", *([turn.version] if turn.version else [])])
    origin = {"model": given.model or turn.model, "tool": tool, "parameters": {"session": turn.session}}
    yield made_task(
        {
            "id": f"{turn.session}/{turn.at}"[:200],
            "title": " ".join(turn.prompt.split())[:300],
            "prompt": turn.prompt,
            "language": language.value,
            "aspects": aspects_of(given, 1),
            "files": turn.before,
            "source": given.source,
            "license": given.license,
            "candidates": [
                {"id": "a", "files": turn.after, "origin": {key: one for key, one in origin.items() if one is not None}}
            ],
        },
        turn.where,
    )


def _map(value: object) -> Row:
    return value if isinstance(value, dict) else {}


def _maps(value: object) -> list[Row]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


plugin = ClaudeCode()
