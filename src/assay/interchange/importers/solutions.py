"""Solution dumps of benchmarks: ``task_id`` with ``completion`` (or ``solution``, a whole program), several of each.

The prompts are the benchmark's own file, given with ``--prompts`` (``task_id, prompt`` and, as HumanEval has them,
``entry_point, test, canonical_solution``), or stand in each row. A Python ``check(candidate)`` becomes a hidden test. A
dump is held as a whole, up to 256 MiB, since its samples come in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from assay.domain.task import Language, Task
from assay.errors import RecordError
from assay.interchange.importer import SUFFIXES, Given, aspects_of, made_task
from assay.interchange.json_rows import Row, first_row, json_rows, text_of
from assay.interchange.shown import visible

MAX_HELD: Final = 256 * 2**20
_CODE: Final = ("completion", "solution", "generation", "code")


class Solutions:
    """One task for each ``task_id``, one candidate for each different answer to it."""

    name = "solutions"

    def recognises(self, path: Path) -> bool:
        """By the keys of the first row."""
        row = first_row(path)
        return "task_id" in row and any(key in row for key in _CODE)

    def read(self, path: Path, given: Given) -> Iterator[Task | RecordError]:
        """Tasks in the order in which they are first seen."""
        prompts: dict[str, Row] = {}
        for where, row in json_rows(given.prompts) if given.prompts else ():
            if isinstance(row, RecordError):
                yield row
            elif "task_id" in row:
                prompts[str(row["task_id"])] = row
            else:
                yield RecordError("has no task_id", where=where)
        answers: dict[str, list[Row]] = {}
        yield from _gather(path, answers)
        for task_id, rows in answers.items():
            yield _task(task_id, rows, prompts.get(task_id, {}), given, f"{visible(str(path))}: {visible(task_id, 80)}")


def _gather(path: Path, answers: dict[str, list[Row]]) -> Iterator[RecordError]:
    held = 0
    for where, row in json_rows(path):
        if isinstance(row, RecordError):
            yield row
            continue
        code = text_of(row, *_CODE)
        if "task_id" not in row or code is None:
            yield RecordError("has no task_id or no code", where=where, remedy=f"code is one of {', '.join(_CODE)}")
            continue
        held += len(code)
        if held > MAX_HELD:
            yield RecordError(f"holds more than {MAX_HELD // 2**20} MiB of code", where=where, remedy="split the dump")
            return
        answers.setdefault(str(row["task_id"]), []).append(row)


def _task(task_id: str, rows: list[Row], about: Row, given: Given, where: str) -> Task | RecordError:
    prompt = text_of(about, "prompt", "text", "question") or text_of(rows[0], "prompt")
    if prompt is None:
        return RecordError("has no prompt", where=where, remedy="give the benchmark's own file with --prompts")
    language = given.language or Language.PYTHON
    name = "solution" + next(suffix for suffix, one in SUFFIXES.items() if one == language)
    candidates = list(_candidates(rows, prompt, name, given))
    entry = text_of(about, "entry_point")
    right = text_of(about, "canonical_solution")
    return made_task(
        {
            "id": task_id,
            "title": f"{task_id}: {entry}" if entry else task_id,
            "prompt": prompt,
            "language": language.value,
            "aspects": aspects_of(given, len(candidates)),
            "tests": _tests(about, entry) if language is Language.PYTHON else None,
            "entry_point": entry,
            "reference": {"files": {name: _program(prompt, right)}} if right else None,
            "source": given.source,
            "license": given.license,
            "candidates": candidates,
        },
        where,
    )


def _candidates(rows: list[Row], prompt: str, name: str, given: Given) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for row in rows:
        whole = text_of(row, "solution", "code")
        program = whole or _program(prompt, text_of(row, *_CODE) or "")
        if program in seen:
            continue
        seen.add(program)
        origin = {"model": text_of(row, "model", "_identifier") or given.model, "tool": given.tool}
        yield {
            "id": f"s{len(seen)}",
            "files": {name: program},
            "origin": {key: value for key, value in origin.items() if value},
        }


def _program(prompt: str, completion: str) -> str:
    """A completion goes on where the prompt ends, unless it says the prompt again."""
    return completion if completion.startswith(prompt.strip()) else prompt + completion


def _tests(about: Row, entry: str | None) -> Mapping[str, Any] | None:
    test = text_of(about, "test")
    if test is None or entry is None or not entry.isidentifier():
        return None
    code = (
        f"from solution import *\nfrom solution import {entry}\n\n{test}\n\n\ndef test_check():\n    check({entry})\n"
    )
    return {"files": {"test_solution.py": code}}


plugin = Solutions()
