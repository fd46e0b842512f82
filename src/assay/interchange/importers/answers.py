"""Dumps of AI-generated answers: ``id, language, aspects, prompt, candidates`` with model and code of each.

A candidate has ``model`` and one of ``files``, ``code`` or ``completion`` (which goes on where the prompt ends);
``reference`` is a text. The verdicts that a source published (``upstream``) are never taken over: evidence is
collected anew. Tests whose runner is not known stay out, so that nothing is called failed that merely could not run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from assay.domain.task import Aspect, Language, Task
from assay.errors import RecordError
from assay.interchange.importer import SUFFIXES, Given, made_task
from assay.interchange.json_rows import Row, first_row, json_rows, text_of

_NAMES: Final = {Language.DOCKERFILE: "Dockerfile", Language.GITHUB_ACTIONS: "workflow.yml"}
_FENCED = re.compile(r"```[\w+-]*\n(.*?)(?:```|\Z)", re.DOTALL)


class Answers:
    """One row, one task."""

    name = "answers"

    def recognises(self, path: Path) -> bool:
        """By candidates that tell a model, which Assay's own records do not have there."""
        candidates = first_row(path).get("candidates")
        return isinstance(candidates, list) and bool(candidates) and "model" in _map(candidates[0])

    def read(self, path: Path, given: Given) -> Iterator[Task | RecordError]:
        """A row without a prompt in words is an error: what was asked is not known."""
        for where, row in json_rows(path):
            yield row if isinstance(row, RecordError) else _task(row, given, where)


def _task(row: Row, given: Given, where: str) -> Task | RecordError:
    prompt = _prompt(row)
    if prompt is None:
        return RecordError("has no prompt", where=f"{where}: $.prompt", remedy="say in words what was asked")
    told = text_of(row, "language")
    if told not in set(Language):
        return RecordError("names no language that is known", where=f"{where}: $.language", remedy=", ".join(Language))
    language = Language(told)
    name = _NAMES.get(language) or "solution" + next(suffix for suffix, one in SUFFIXES.items() if one == language)
    candidates = [{**one, "id": f"c{at}"} for at, one in enumerate(_candidates(row, prompt, name, given), 1)]
    if not candidates:
        return RecordError("holds no candidate with code", where=f"{where}: $.candidates")
    named = row.get("aspects") or []
    if not isinstance(named, list):
        return RecordError("is no list", where=f"{where}: $.aspects", remedy=f"any of {', '.join(Aspect)}")
    aspects = [one for one in named if one != Aspect.RANKING or len(candidates) > 1]
    reference = text_of(row, "reference", "reference_sql")
    completed = any("completion" in _map(one) for one in row["candidates"])
    return made_task(
        {
            "id": row.get("id"),
            "title": str(row.get("title") or row.get("id"))[:300],
            "prompt": prompt,
            "language": language.value,
            "aspects": [one.value for one in given.aspects] or aspects,
            "reference": {"files": {name: prompt + "\n" + reference if completed else reference}}
            if reference
            else None,
            "source": text_of(row, "source") or given.source,
            "license": text_of(row, "licence", "license") or given.license,
            "candidates": candidates,
        },
        where,
    )


def _prompt(row: Row) -> str | None:
    return text_of(row, "prompt") or text_of(_map(row.get("prompt")), "content") or text_of(row, "scenario_text")


def _candidates(row: Row, prompt: str, name: str, given: Given) -> Iterator[dict[str, Any]]:
    """Under neutral ids: the model stands in the origin only."""
    given_ones = row.get("candidates")
    for one in map(_map, given_ones if isinstance(given_ones, list) else ()):
        files = _files(one, prompt, name)
        if files and one.get("ai", True):
            origin = {"model": text_of(one, "model") or given.model, "tool": given.tool}
            yield {"files": files, "origin": {key: value for key, value in origin.items() if value}}


def _files(one: Row, prompt: str, name: str) -> dict[str, Any]:
    if isinstance(one.get("files"), dict):
        return dict(one["files"])
    completion, code = text_of(one, "completion"), text_of(one, "code")
    if completion is not None:
        return {name: f"{prompt.rstrip()}\n{completion}"}
    return {name: max(_FENCED.findall(code), key=len, default=code)} if code else {}


def _map(value: object) -> Row:
    return value if isinstance(value, dict) else {}


plugin = Answers()
