"""The formatter of each language that has one, on text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from typing import Final

from assay.domain.task import Language

_SECONDS = 20
_COMMANDS: Final[Mapping[Language, tuple[str, ...]]] = {
    Language.PYTHON: ("ruff", "format", "--isolated", "--line-length=120", "--stdin-filename=subject.py", "-"),
    Language.GO: ("gofmt",),
    Language.RUST: ("rustfmt", "--edition=2021", "--emit=stdout", "--quiet"),
}


def formatter(language: Language) -> str | None:
    """The name of the formatter, if the language has one and it is installed."""
    command = _COMMANDS.get(language)
    return command[0] if command and _program(command[0]) else None


def formatted(language: Language, text: str) -> str | None:
    """``text`` as the formatter writes it; None where there is no formatter, or it cannot read the text."""
    command = _COMMANDS.get(language)
    program = _program(command[0]) if command else None
    if command is None or program is None:
        return None
    try:
        answer = subprocess.run(  # noqa: S603 - a formatter reads text and runs nothing of it
            (program, *command[1:]), input=text.encode(), capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return answer.stdout.decode() if answer.returncode == 0 else None


def without_unused_imports(language: Language, text: str) -> str:
    """``text`` without imports that nothing uses; only Python's are known."""
    ruff = _program("ruff") if language is Language.PYTHON else None
    if ruff is None:
        return text
    answer = subprocess.run(  # noqa: S603 - as above
        (ruff, "check", "--isolated", "--quiet", "--select=F401", "--fix", "--stdin-filename=subject.py", "-"),
        input=text.encode(),
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    return answer.stdout.decode() or text


def _program(name: str) -> str | None:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else which(name)
