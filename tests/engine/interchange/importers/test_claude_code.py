"""A session of an assistant becomes tasks: what was asked, what was there, what it left behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.importer import Given, importer_of

SESSION = {"sessionId": "s-1", "cwd": "/home/me/app", "version": "2.0.1"}


def asked(text: str, **more: object) -> dict[str, Any]:
    return {"type": "user", "uuid": f"u-{len(text)}", "message": {"role": "user", "content": text}, **SESSION, **more}


def edit(name: str, result: dict[str, Any], **answer: object) -> list[dict[str, Any]]:
    use = {"type": "tool_use", "id": "t", "name": name, "input": {}}
    reply = {"type": "tool_result", "tool_use_id": "t", "content": "ok", **answer}
    return [
        {"type": "assistant", "message": {"role": "assistant", "model": "claude-x", "content": [use]}, **SESSION},
        {"type": "user", "message": {"role": "user", "content": [reply]}, "toolUseResult": result, **SESSION},
    ]


def read(path: Path, *lines: object) -> list[Task | RecordError]:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return list(importer_of(path).read(path, Given()))


APP = "/home/me/app/app.py"
REPLACED = {"filePath": APP, "oldString": "x = 1", "newString": "x = 2", "originalFile": "x = 1\n"}


def test_edits_are_replayed_from_the_record(tmp_path: Path) -> None:
    again = {"filePath": APP, "oldString": "2", "newString": "3", "originalFile": "x = 2\n"}
    new = {"type": "create", "filePath": "/home/me/app/lib/new.py", "content": "y = 1\n"}
    (task,) = read(
        tmp_path / "s.jsonl",
        asked("Make x three"),
        *edit("Edit", REPLACED),
        *edit("Edit", again),
        *edit("Write", new),
        asked("Thanks"),
    )
    assert isinstance(task, Task)
    assert task.prompt == "Make x three"
    assert dict(task.files) == {"app.py": "x = 1\n"}
    (candidate,) = task.candidates
    assert dict(candidate.files) == {"app.py": "x = 3\n", "lib/new.py": "y = 1\n"}
    assert (candidate.origin.model, candidate.origin.tool) == ("claude-x", "Claude Code 2.0.1")


def test_each_request_that_led_to_edits_is_a_task(tmp_path: Path) -> None:
    second = {"filePath": APP, "oldString": "2", "newString": "3", "originalFile": "x = 2\n"}
    tasks = read(
        tmp_path / "s.jsonl",
        asked("First"),
        *edit("Edit", REPLACED),
        asked("told by the tool itself", isMeta=True),
        asked("Second"),
        *edit("Edit", second),
    )
    assert [(one.prompt, dict(one.files)) for one in tasks if isinstance(one, Task)] == [
        ("First", {"app.py": "x = 1\n"}),
        ("Second", {"app.py": "x = 2\n"}),
    ]


def test_what_failed_or_lies_elsewhere_does_not_count(tmp_path: Path) -> None:
    outside = {**REPLACED, "filePath": "/etc/passwd.py"}
    assert (
        read(
            tmp_path / "s.jsonl",
            asked("Do"),
            *edit("Edit", REPLACED, is_error=True),
            *edit("Edit", outside),
            *edit("Bash", REPLACED),
        )
        == []
    )


def test_a_way_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (error,) = read(
        tmp_path / "s.jsonl", asked("Do"), *edit("Write", {"filePath": f"{APP}/../../../x.py", "content": "x"})
    )
    assert "leaves the task's folder" in str(error)


def test_an_edit_that_cannot_be_replayed_is_told(tmp_path: Path) -> None:
    lost = {**REPLACED, "oldString": "not there"}
    (error,) = read(tmp_path / "s.jsonl", asked("Do"), *edit("Edit", lost))
    assert "cannot be replayed" in str(error)
    assert "s.jsonl:3" in str(error)
