"""Tasks and solutions as the turns of a conversation: what a chat model is asked and what it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assay.domain.task import Language, Task

Message = Mapping[str, str]

_FENCE = re.compile(r"^\s*(`{3,})", re.MULTILINE)
_TAGS = {Language.GITHUB_ACTIONS: "yaml", Language.SHELL: "sh"}


def question(task: Task) -> list[Message]:
    """The user's turn: the prompt, and after it the base files, without which it cannot be answered."""
    content = task.prompt
    if task.files:
        files = _blocks(task.files, task.language, named=True)
        content = f"{task.prompt.rstrip()}\n\nThe files as they stand:\n\n{files}"
    return [{"role": "user", "content": content}]


def answer(task: Task, files: Mapping[str, str]) -> list[Message]:
    """The assistant's turn: one file as a fenced block; several, or changes to base files, each under its path."""
    named = len(files) > 1 or bool(task.files)
    return [{"role": "assistant", "content": _blocks(files, task.language, named=named)}]


def _blocks(files: Mapping[str, str], language: Language, *, named: bool) -> str:
    tag = _TAGS.get(language, language.value)
    return "\n\n".join(
        f"**{path}**\n\n{_block(text, tag)}" if named else _block(text, tag) for path, text in files.items()
    )


def _block(text: str, tag: str) -> str:
    """A fenced block whose fence is longer than any in the text (CommonMark §4.5)."""
    runs = [len(found[1]) for found in _FENCE.finditer(text)] if "```" in text else []
    fence = "`" * max([2, *runs]) + "`"
    return f"{fence}{tag}\n{text}{'' if text.endswith(chr(10)) else chr(10)}{fence}"
